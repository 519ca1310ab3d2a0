import type { Assessment } from '../domain/assessment';
import type { Campaign } from '../domain/campaign';
import type { Contact } from '../domain/contact';
import type { Delegation } from '../domain/delegation';
import { type Delivery, isPolicyStep } from '../domain/delivery';
import type { Partner } from '../domain/partner';
import { decisionId, endsForContact, isNewsToContact } from '../domain/partnerRequest';
import type { AnsweringReader } from './answering';
import { backTogether, isHandedBack, notToldOf } from './dueOtherMessages';
import type { MessageView } from './messages';
import { type PartProgress, partProgress } from './partProgress';
import { placesInWords } from './placeWords';
import type { Stores } from './ports';
import { waitingParts, waitingSentence } from './waitingParts';

/** What a message says beside what is true of the whole questionnaire. */
export interface MessageAbout
  extends Pick<MessageView, 'handedOver' | 'handedBack' | 'reply' | 'decision' | 'widenedBy' | 'namedBy'> {
  /** Of the parts that were handed over, for somebody who answers these alone. */
  readonly progress?: PartProgress;
  /** Of the same parts, by id of their sections. */
  readonly sectionIds?: readonly string[];
  /** Keys of the delegations that the message tells of. */
  readonly toldOf?: readonly string[];
  /** Why the message need not be sent, which only the answers tell. */
  readonly notNeeded?: string;
}

/** Whom a message goes to, and what belongs to it. */
export interface Addressed {
  readonly campaign: Campaign;
  readonly assessment: Assessment;
  readonly partner: Partner;
  readonly contact: Contact;
}

export type ReadMessageAbout = (delivery: Delivery, addressed: Addressed) => Promise<MessageAbout>;

const NOT_THERE = 'What this message was about is not here any more.';

/** The number behind the last `-` of `requestKey-n`. */
const splitAbout = (about: string): { requestKey: string; index: number } => {
  const at = about.lastIndexOf('-');
  return { requestKey: about.slice(0, at), index: Number(about.slice(at + 1)) };
};

/**
 * Reads what a message is about at the moment of sending. Asks SharePoint for answers only where parts were handed
 * over. Throws `unavailable`.
 */
export function createMessageAbout(deps: {
  stores: Pick<Stores, 'assessments' | 'contacts' | 'deliveries' | 'partnerRequests'>;
  reader: AnsweringReader;
}): ReadMessageAbout {
  const { stores } = deps;
  const nameOf = (contactKey: string): string => stores.contacts.get(contactKey)?.value.name ?? 'A colleague';

  const stateOf = ({ assessment, campaign, partner }: Addressed) =>
    deps.reader.read({
      assessment: stores.assessments.get(assessment.key) ?? { value: assessment, version: '' },
      campaign: { value: campaign, version: '' },
      partner: { value: partner, version: '' },
    });

  const handedOver = async (addressed: Addressed, delegations: readonly Delegation[]): Promise<MessageAbout> => {
    const { questionnaire, answers } = await stateOf(addressed);
    const places = delegations.flatMap((each) => each.places);
    const notes = delegations.flatMap(({ note }) => (note ? [note] : []));
    const by = [...new Set(delegations.map((each) => nameOf(each.by)))].join(' and ');
    const waiting = waitingParts(questionnaire, answers, places).map((part) =>
      waitingSentence(part, `${by} or a colleague`),
    );
    return {
      handedOver: {
        by,
        parts: placesInWords(questionnaire, places),
        ...(notes.length > 0 ? { note: notes.join('\n') } : {}),
        ...(waiting.length > 0 ? { waiting } : {}),
      },
      progress: partProgress(questionnaire, answers, places),
      sectionIds: places.map(({ sectionId }) => sectionId),
      toldOf: delegations.map(({ key }) => key),
    };
  };

  const handedBack = async (addressed: Addressed, about: string): Promise<MessageAbout> => {
    const delegations = addressed.assessment.delegations ?? [];
    const one = delegations.find(({ key }) => key === about);
    if (!one || !isHandedBack(one)) return { notNeeded: NOT_THERE };
    const { questionnaire, answers } = await stateOf(addressed);
    const places = backTogether(delegations, one).flatMap((each) => each.places);
    const { answered, total } = partProgress(questionnaire, answers, places);
    return {
      handedBack: {
        by: nameOf(one.to),
        parts: placesInWords(questionnaire, places),
        open: total - answered,
        ...(one.isDeclined ? { isDeclined: true } : {}),
      },
    };
  };

  const reply = (about: string): MessageAbout => {
    const { requestKey, index } = splitAbout(about);
    const request = stores.partnerRequests.get(requestKey)?.value;
    const message = request?.kind === 'help' ? request.messages[index] : undefined;
    if (request?.kind !== 'help' || !message) return { notNeeded: NOT_THERE };
    const asked = request.messages.slice(0, index).findLast(({ by }) => by.id.startsWith('contact:'));
    return {
      reply: {
        requestKey,
        by: message.by.name,
        text: message.text,
        asked: (asked ?? message).text,
        ...(request.about === undefined ? {} : { about: request.about }),
      },
    };
  };

  const decision = async (addressed: Addressed, about: string): Promise<MessageAbout> => {
    const request = stores.partnerRequests.get(splitAbout(about).requestKey)?.value;
    if (request?.kind !== 'colleague') return { notNeeded: NOT_THERE };
    if (decisionId(request) !== about || !isNewsToContact(request))
      return { notNeeded: 'It was decided otherwise before this message was sent.' };
    const isAsked = addressed.contact.status === 'active';
    if (isAsked === endsForContact(request))
      return {
        notNeeded: isAsked
          ? 'The contact is asked again since.'
          : 'The contact does not answer for this partner any more.',
      };
    const { places = [], reason, colleague, decidedBy, decisionNote } = request;
    const parts = places.length === 0 ? [] : placesInWords((await stateOf(addressed)).questionnaire, places);
    return {
      decision: {
        by: decidedBy?.name ?? addressed.campaign.askedBy.name,
        isAgreed: request.state === 'agreed',
        reason,
        ...(colleague ? { name: colleague.name } : {}),
        parts,
        ...(decisionNote ? { note: decisionNote } : {}),
        ...(isAsked ? {} : { endsForYou: true }),
      },
    };
  };

  const widenedAbout = ({ widened }: Contact): MessageAbout =>
    widened
      ? { widenedBy: { name: widened.by.name, isOfCustomer: widened.by.id.startsWith('oid:') } }
      : { notNeeded: NOT_THERE };

  return async (delivery, addressed) => {
    const { step, about = '' } = delivery;
    const { assessment, contact } = addressed;
    const delegations = assessment.delegations ?? [];
    if (step === 'reply') return reply(about);
    if (step === 'handedBack') return handedBack(addressed, about);
    if (step === 'decided') return decision(addressed, about);
    if (step === 'widened') return widenedAbout(contact);
    if (step === 'handedOver') {
      const news = notToldOf(
        delegations,
        contact.key,
        stores.deliveries.by('contactKey', contact.key).map(({ value }) => value),
      );
      return news.length > 0 ? handedOver(addressed, news) : { notNeeded: 'Another message has told of it already.' };
    }
    if (contact.access !== 'delegated' || !isPolicyStep(step))
      return contact.namedBy === undefined ? {} : { namedBy: nameOf(contact.namedBy) };
    const open = delegations.filter(({ to, state }) => to === contact.key && state === 'open');
    const told = await handedOver(addressed, open);
    const { answered, total } = told.progress ?? { answered: 0, total: 0 };
    if (step !== 'invitation' && answered >= total)
      return { notNeeded: 'Everything in the part that was handed over is answered.' };
    return told;
  };
}
