import type { AssessmentView, ContactView, PartnerDetail } from '../contracts/partners';
import type { Assessment } from '../domain/assessment';
import { type Contact, channelOf } from '../domain/contact';
import { isSamePlace, placesOf } from '../domain/delegation';
import type { Partner } from '../domain/partner';
import { mayActOn } from '../domain/scope';
import { messageFor } from '../errors';
import { partnerFor } from './access';
import type { AnsweringReader } from './answering';
import { answersView } from './assessmentView';
import type { FrozenContents } from './frozenContent';
import { entryInWords } from './historyLines';
import type { People } from './people';
import { placesInWords } from './placeWords';
import type { Changes, Log, Stored, Stores } from './ports';
import type { CurrentAssessment, ReadIndex } from './readIndex';
import { questionnaireOfSubmission, readSubmission, scoredAnswers } from './scoreSubmission';
import { scoreView } from './scoreView';
import type { Scoring } from './scoring';
import { byNewest, deliveryInWords, deliveryView } from './stepWords';
import { submissionName } from './submissionCheck';
import type { UseCases } from './useCases';

const HISTORY = 100;

/** @param partsOf the parts that a contact was handed, in words */
export function contactView(
  stores: Pick<Stores, 'links' | 'contacts'>,
  { value, version }: Stored<Contact>,
  partsOf: (contactKey: string) => string[],
): ContactView {
  const nameOf = (key: string | undefined): string | undefined =>
    key === undefined ? undefined : (stores.contacts.get(key)?.value.name ?? 'a former contact');
  const link = stores.links.get(value.key)?.value;
  const channel = channelOf(value);
  return {
    key: value.key,
    version,
    name: value.name,
    email: value.email,
    jobTitle: value.jobTitle,
    status: value.status,
    reach: channel === 'teams' ? 'Teams' : channel === 'mail' ? 'mail' : 'cannot be reached: no mail address',
    inTeams: value.teams !== undefined,
    ...(link ? { link: { expiresAt: link.expiresAt, isRevoked: link.revokedAt !== undefined } } : {}),
    namedBy: nameOf(value.namedBy),
    replacedBy: nameOf(value.replacedBy),
    ...(value.access === 'delegated' ? { answersOnly: partsOf(value.key) } : {}),
    ...(value.widened && value.access === undefined ? { isWidened: true } : {}),
  };
}

/** One partner whole: contacts, questionnaires with answers, proofs and score, messages, history. */
export function createViewPartner(deps: {
  stores: Stores;
  changes: Pick<Changes, 'revision'>;
  log: Log;
  index: ReadIndex;
  people: People;
  reader: AnsweringReader;
  contents: FrozenContents;
  scoring: Scoring;
}): UseCases['viewPartner'] {
  const { stores, changes, log, index, people, reader, contents, scoring } = deps;

  /** Names in each part the contacts to whom it was handed over. */
  const withHands = (
    answers: ReturnType<typeof answersView>,
    { delegations = [] }: Pick<Assessment, 'delegations'>,
  ): ReturnType<typeof answersView> => ({
    ...answers,
    sections: answers.sections.map((section) => {
      const { id: sectionId, siteId } = section;
      const place = { sectionId, ...(siteId === undefined ? {} : { siteId }) };
      const hands = delegations.filter(
        ({ state, places }) => state !== 'withdrawn' && places.some((each) => isSamePlace(each, place)),
      );
      const names = new Set(hands.map(({ to }) => stores.contacts.get(to)?.value.name ?? 'a former contact'));
      return names.size > 0 ? { ...section, handedTo: [...names] } : section;
    }),
  });

  const assessmentView = async (partner: Stored<Partner>, current: CurrentAssessment): Promise<AssessmentView> => {
    const { assessment, campaign } = current;
    const stored = stores.assessments.get(assessment.key) ?? { value: assessment, version: '' };
    const state = await reader.read({ assessment: stored, campaign: { value: campaign, version: '' }, partner });
    const evidence = stores.evidence.by('assessmentKey', assessment.key);
    const base = {
      key: assessment.key,
      campaignKey: campaign.key,
      campaignTitle: campaign.title,
      dueOn: campaign.dueOn,
      status: assessment.status,
      group: index.groupOf(assessment),
      submittedAt: assessment.submittedAt,
      submittedBy: assessment.submittedBy,
      openMustsReason: assessment.openMustsReason,
      deliveries: [...index.deliveriesOf(assessment.key)].sort(byNewest).map((each) => deliveryView(stores, each)),
    };
    const view = (...given: Parameters<typeof answersView>) => withHands(answersView(...given), assessment);
    if (assessment.status !== 'submitted') {
      return { ...base, ...view(state.questionnaire, state.answers, evidence, people) };
    }
    // What was sent is shown from the document, so that it stays what was sent.
    const [json, document] = await Promise.all([
      stores.submissions.read(submissionName(assessment.key, assessment.submissions)),
      scoring.document(assessment.key),
    ]);
    if (json === undefined || !document)
      return { ...base, ...view(state.questionnaire, state.answers, evidence, people) };
    const submission = readSubmission(json);
    const questionnaire = questionnaireOfSubmission(state.content, state.pack, campaign.openedAt, submission);
    return {
      ...base,
      ...view(questionnaire, scoredAnswers(submission, document.decisions), evidence, people),
      score: scoreView(document, [state.pack.basis]),
    };
  };

  const historyOf = (partnerKey: string): PartnerDetail['history'] => {
    const lines: PartnerDetail['history'] = [];
    const journalOf = (aggregate: string): void => {
      for (const { value } of stores.journal.by('aggregate', aggregate)) {
        const text = entryInWords(stores, value);
        if (text) lines.push({ at: value.at, who: people.nameOf(value.actorId), text });
      }
    };
    journalOf(partnerKey);
    for (const { assessment } of index.assessmentsOf(partnerKey)) {
      journalOf(assessment.campaignKey);
      journalOf(assessment.key);
      for (const { value } of stores.sections.heads(assessment.key)) {
        lines.push({ at: value.updatedAt, who: people.nameOf(value.updatedBy), text: 'Saved answers' });
      }
      for (const delivery of index.deliveriesOf(assessment.key)) {
        const contact = stores.contacts.get(delivery.contactKey)?.value.name;
        lines.push({
          at: delivery.finalAt ?? delivery.queuedAt,
          who: 'Trustlane',
          text: `${deliveryInWords(delivery)}${contact ? `, to ${contact}` : ''}`,
        });
      }
    }
    for (const { value } of stores.evidence.by('partnerKey', partnerKey)) {
      lines.push({ at: value.addedAt, who: people.nameOf(value.addedBy), text: `Added “${value.originalName}”` });
    }
    for (const contact of index.contactsOf(partnerKey)) journalOf(contact.key);
    const newestFirst = lines.sort((a, b) => (a.at < b.at ? 1 : -1));
    // Somebody who answers section by section saves many times in a row: the last of a row says it.
    return newestFirst
      .filter(({ who, text }, position) => {
        const newer = newestFirst[position - 1];
        return newer === undefined || newer.who !== who || newer.text !== text;
      })
      .slice(0, HISTORY);
  };

  /** What a contact was handed in any questionnaire, in words; from memory. */
  const partsOf =
    (partner: Partner) =>
    (contactKey: string): string[] => {
      const parts = index.assessmentsOf(partner.key).flatMap(({ assessment, campaign }) => {
        const content = contents.peek(campaign);
        const places = placesOf(assessment.delegations ?? [], contactKey);
        return content ? placesInWords(contents.questionnaire(content, campaign, partner), places) : [];
      });
      return [...new Set(parts)];
    };

  return async (by, partnerKey) => {
    people.learn(by);
    const partner = partnerFor(stores, by, 'read', partnerKey);
    const { value } = partner;
    const assessments = await Promise.all(
      index.assessmentsOf(partnerKey).map((each) => assessmentView(partner, each)),
    ).catch((error: unknown) => {
      log.warn({ partnerKey, error: messageFor(error) }, 'the answers of a partner could not be read');
      throw error;
    });
    const may = (act: 'edit' | 'chase' | 'review' | 'decide'): boolean => mayActOn(by, act, value);
    return {
      revision: changes.revision,
      version: partner.version,
      key: value.key,
      partner: {
        name: value.name,
        tradingNames: [...value.tradingNames],
        country: value.country,
        city: value.city,
        region: value.region,
        address: value.address,
        types: [...value.types],
        reference: value.reference,
        ownerEmail: value.ownerEmail,
        sites: value.sites.map(({ id, name, addedBy }) => ({
          id,
          name,
          ...(addedBy === undefined ? {} : { addedBy: people.nameOf(`contact:${addedBy}`) }),
        })),
        exposure: { ...value.exposure },
        ownerName: value.ownerName,
      },
      may: { edit: may('edit'), chase: may('chase'), review: may('review'), decide: may('decide') },
      contacts: stores.contacts.by('partnerKey', partnerKey).map((each) => contactView(stores, each, partsOf(value))),
      assessments,
      history: historyOf(partnerKey),
    };
  };
}
