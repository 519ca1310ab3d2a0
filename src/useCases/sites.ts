import type { SiteView } from '../contracts/collaboration';
import { cleanLine } from '../domain/cleanText';
import type { Contact } from '../domain/contact';
import type { JournalAct } from '../domain/journal';
import { foldName, isMainUnnamed, isUnnamedSite, type Partner, type Site } from '../domain/partner';
import { AppError } from '../errors';
import { actorOfContact, type AnsweringScope, assessmentFor, demandOpen, demandWhole } from './access';
import type { Journal } from './journal';
import type { KeyedQueue } from './keyedQueue';
import type { Log, Stores } from './ports';
import type { ReadIndex } from './readIndex';
import { readSubmission } from './scoreSubmission';
import { type SubmissionCheck, submissionName } from './submissionCheck';
import type { Answering, UseCases } from './useCases';

/** As many as the customer's people may enter. */
export const MOST_SITES = 50;
const LONGEST_NAME = 120;
// The first try, and one more for every writer that may be faster: a buyer, another instance.
const TRIES = 4;

/** Whether contacts may rename a place or take it out: one of their own, or the one that nobody has named. */
const isPartnersOwn = (site: Site): boolean => site.addedBy !== undefined || isMainUnnamed(site);

/** A partner's places as its contacts see them. */
export const siteViews = (sites: readonly Site[]): SiteView[] =>
  sites.map((site) => ({
    id: site.id,
    ...(isMainUnnamed(site) ? {} : { name: site.name }),
    isAddedByPartner: isPartnersOwn(site) && !isUnnamedSite(sites),
  }));

/** Names are compared without case, accents and punctuation; one that is nothing else is compared as it is. */
const comparable = (name: string): string => foldName(name) || name;

function nameFor(text: string, others: readonly Site[]): string {
  const name = cleanLine(text);
  if ([...name].length < 2) throw new AppError('invalid', 'Write the name of the site, such as its town.');
  if ([...name].length > LONGEST_NAME)
    throw new AppError('invalid', `Use at most ${LONGEST_NAME} characters for the name of the site.`);
  const twin = others.find((each) => comparable(each.name) === comparable(name));
  if (twin)
    throw new AppError(
      'conflict',
      `There is a site called “${twin.name}” already, so nothing was changed. Choose a name that tells the two apart.`,
    );
  return name;
}

/**
 * What contacts do to the places of their company while they answer. A place belongs to the partner, so the other open
 * questionnaires of the partner ask about it too; what was sent keeps the places it was sent with.
 */
export function createSites(deps: {
  stores: Pick<Stores, 'partners' | 'contacts' | 'assessments' | 'campaigns' | 'submissions' | 'journal'>;
  queue: KeyedQueue;
  index: ReadIndex;
  journal: Journal;
  submissionCheck: SubmissionCheck;
  log: Log;
  customerName: string;
}): Pick<UseCases, 'addSite' | 'renameSite' | 'removeSite'> {
  const { stores, queue, index, journal, submissionCheck, log, customerName } = deps;

  const openScope = (by: Answering, assessmentKey: string): AnsweringScope => {
    const scope = assessmentFor(stores, by, assessmentKey);
    // Who answers only what was handed over does not decide which places there are.
    demandWhole(scope);
    demandOpen(scope);
    return scope;
  };

  const note = async (partnerKey: string, contact: Contact, act: JournalAct, site: Site): Promise<void> => {
    const detail = `${site.id} ${site.name}`;
    const { id: actorId } = actorOfContact(contact);
    try {
      await journal.append(partnerKey, { seq: 0, hash: '' }, { act, actorId, detail });
    } catch (error) {
      // The row itself says which places there are and who added them.
      log.error({ partnerKey, act, error: String(error) }, 'a change of sites is not in the journal');
    }
  };

  /**
   * Changes the partner's places. When somebody else was first, the row is read again and the change made on what is
   * there. `change` returns `undefined` when nothing is to be done any more.
   */
  const changeSites = (
    by: Answering,
    assessmentKey: string,
    change: (sites: readonly Site[], scope: AnsweringScope) => readonly Site[] | undefined,
    look?: (scope: AnsweringScope) => Promise<void>,
  ): Promise<Partner | undefined> =>
    queue.run(assessmentKey, async () => {
      for (let tries = 1; ; tries++) {
        const before = openScope(by, assessmentKey);
        await Promise.all([submissionCheck.ensure(before), look?.(before)]);
        const scope = openScope(by, assessmentKey);
        const { value: partner, version } = scope.partner;
        const sites = change(partner.sites, scope);
        if (!sites) return undefined;
        try {
          return (await stores.partners.update({ ...partner, sites }, version)).value;
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'conflict' || tries >= TRIES) throw error;
          await stores.partners.refresh(partner.key);
        }
      }
    });

  const siteOf = (sites: readonly Site[], siteId: string): Site => {
    const site = sites.find(({ id }) => id === siteId);
    if (!site) throw new AppError('notFound', 'This site is not here any more. Please reload the page.');
    return site;
  };

  const notYours = ({ campaign }: AnsweringScope, site: Site, act: string): AppError =>
    new AppError(
      'forbidden',
      `“${site.name}” was entered by ${customerName}, so nothing was changed. Write to ${campaign.value.askedBy.name} to have it ${act}.`,
    );

  /** Throws `conflict` when answers about the site were sent in any questionnaire of the partner. */
  const demandNotSent = async (partnerKey: string, siteId: string): Promise<void> => {
    await Promise.all(
      index.assessmentsOf(partnerKey).map(async ({ assessment, campaign }) => {
        if (assessment.submissions === 0) return;
        const json = await stores.submissions.read(submissionName(assessment.key, assessment.submissions));
        if (json === undefined || !readSubmission(json).sites.some(({ id }) => id === siteId)) return;
        throw new AppError(
          'conflict',
          `Answers about this site were sent already with “${campaign.title}”, so it stays. To have it taken out, write to ${campaign.askedBy.name}.`,
        );
      }),
    );
  };

  return {
    async addSite(by, assessmentKey, { requestId, name: text }) {
      const partner = await changeSites(by, assessmentKey, (sites, { contact }) => {
        // A second click, or a retry after an answer that was lost.
        if (sites.some(({ id }) => id === requestId)) return undefined;
        if (sites.length >= MOST_SITES)
          throw new AppError(
            'invalid',
            `There are ${MOST_SITES} sites already, and more cannot be added here. Please write to the person who asked you.`,
          );
        return [...sites, { id: requestId, name: nameFor(text, sites), addedBy: contact.key }];
      });
      const site = partner?.sites.find(({ id }) => id === requestId);
      if (partner && site) await note(partner.key, by.contact, 'siteAdded', site);
      return { siteId: requestId };
    },

    async renameSite(by, assessmentKey, siteId, { name: text }) {
      const partner = await changeSites(by, assessmentKey, (sites, scope) => {
        const site = siteOf(sites, siteId);
        if (!isPartnersOwn(site)) throw notYours(scope, site, 'renamed');
        const name = nameFor(
          text,
          sites.filter(({ id }) => id !== siteId),
        );
        if (name === site.name) return undefined;
        // Its id stays, so that the answers given so far stay with it.
        const renamed: Site = { ...site, name, addedBy: site.addedBy ?? scope.contact.key };
        return sites.map((each) => (each.id === siteId ? renamed : each));
      });
      const site = partner?.sites.find(({ id }) => id === siteId);
      if (partner && site) await note(partner.key, by.contact, 'siteRenamed', site);
    },

    async removeSite(by, assessmentKey, siteId) {
      let removed: Site | undefined;
      const partner = await changeSites(
        by,
        assessmentKey,
        (sites, scope) => {
          const site = sites.find(({ id }) => id === siteId);
          // Gone already: a second click.
          if (!site) return undefined;
          if (!isPartnersOwn(site)) throw notYours(scope, site, 'taken out');
          if (sites.length === 1)
            throw new AppError(
              'conflict',
              'This is the only site, so it stays. You can give it another name, or add the right one first.',
            );
          removed = site;
          return sites.filter(({ id }) => id !== siteId);
        },
        ({ partner: { value } }) => demandNotSent(value.key, siteId),
      );
      if (partner && removed) await note(partner.key, by.contact, 'siteRemoved', removed);
    },
  };
}
