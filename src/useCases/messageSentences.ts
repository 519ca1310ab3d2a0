import { rangeInWords, timeInWords } from '../contracts/timeInWords';
import { type DeliveryStep, isPolicyStep } from '../domain/delivery';
import type { MessageView } from './messages';
import { partsInWords } from './placeWords';

// Card and mail say the same, so that a contact who gets both knows that they are one. Everything here is calm: a
// message that presses looks like a fraud.

/** What it is about, for a title or a subject. */
export const messageTitle = ({ step, customerName, partnerName, reply, handedBack, decision }: MessageView): string => {
  if (step === 'invitation') return `${customerName} asks about security at ${partnerName}`;
  if (step === 'reply' && reply) return `${reply.by} answered your question`;
  if (step === 'handedBack' && handedBack)
    return `${handedBack.by} ${handedBack.isDeclined ? 'gave back' : 'is done with'} what you handed over`;
  if (step === 'decided' && decision) return decisionTitle(decision, customerName);
  return `Security questions for ${partnerName}`;
};

const decisionTitle = (
  { name, isAgreed, endsForYou }: NonNullable<MessageView['decision']>,
  customerName: string,
): string => {
  if (name !== undefined) return `${customerName} ${isAgreed ? 'agreed' : 'did not agree'} to ${name}`;
  return endsForYou ? 'You are not asked any more' : `${customerName} asks you to go on`;
};

/** What follows from the decision about a colleague, and what to do. */
export function decisionSentence({ decision }: Pick<MessageView, 'decision'>): string {
  if (!decision) return '';
  const { name, reason, isAgreed, parts } = decision;
  const [stay, it] = parts.length > 1 ? ['stay', 'them'] : ['stays', 'it'];
  if (isAgreed && reason === 'notMe')
    return `${name === undefined ? 'Somebody else answers' : `${name} is asked instead of you`} from now on. You need do nothing more: your link has ended, and what you answered is kept.`;
  if (isAgreed && reason === 'whole') return `${name} has been asked to answer everything, as you do.`;
  if (isAgreed)
    return `${name} has been asked to answer ${partsInWords(parts)}. You can still answer ${it} too, and you send everything in the end.`;
  if (reason === 'whole')
    return `${name} still answers only what was handed over. Answer the rest yourself, or hand over more parts.`;
  if (reason === 'notMe')
    return name === undefined
      ? 'Please go on yourself, or name the person who should answer.'
      : `${name} gets no message. Please go on yourself, or name somebody else.`;
  return `${name} gets no message, and ${partsInWords(parts)} ${stay} with you. Answer ${it} yourself, or hand ${it} over to somebody else.`;
}

/** The words that came with the decision; `undefined` when there are none. */
export const decisionNoteSentence = ({ decision }: Pick<MessageView, 'decision'>): string | undefined =>
  decision?.note === undefined ? undefined : `${decision.by} writes: “${decision.note}”`;

/** "… asks you to answer the part “Seals”." of a colleague who handed it over. */
export const handedOverSentence = ({ handedOver }: Pick<MessageView, 'handedOver'>): string =>
  handedOver ? `${handedOver.by} asks you to answer ${partsInWords(handedOver.parts)}.` : '';

/** The colleague's own words; `undefined` when there are none. */
export const noteSentence = ({ handedOver }: Pick<MessageView, 'handedOver'>): string | undefined =>
  handedOver?.note === undefined ? undefined : `${handedOver.by} writes: “${handedOver.note}”`;

/** Where the customer has the contact's name from; `undefined` when it was there before. */
export const namedSentence = ({
  namedBy,
  partnerName,
}: Pick<MessageView, 'namedBy' | 'partnerName'>): string | undefined =>
  namedBy === undefined ? undefined : `${namedBy} of ${partnerName} gave us your name.`;

const askedForParts = ({ askedBy, customerName, partnerName, campaignTitle, handedOver }: MessageView): string =>
  `${handedOver?.by} of ${partnerName} asks you to answer ${partsInWords(handedOver?.parts ?? [])} of the questions “${campaignTitle}”, which ${askedBy.name} of ${customerName} put to ${partnerName}.${(handedOver?.waiting ?? []).map((sentence) => ` ${sentence}`).join('')}`;

const decided = ({ decision, customerName, partnerName }: MessageView): string => {
  const who = `${decision?.by} of ${customerName}`;
  if (decision?.name !== undefined)
    return `${who} ${decision.isAgreed ? 'agreed' : 'did not agree'} to ${decision.name}, whom you named for ${partnerName}.`;
  const end = decision?.endsForYou ? 'has seen to it' : 'asks you to go on';
  return `${who} has read that somebody else should answer for ${partnerName}, and ${end}.`;
};

const OPENINGS: Readonly<Record<DeliveryStep, (view: MessageView) => string>> = {
  invitation: ({ askedBy, customerName, partnerName, campaignTitle }) =>
    `${askedBy.name} of ${customerName} asks you to answer the questions of “${campaignTitle}” for ${partnerName}.`,
  before3: ({ askedBy, customerName, partnerName }) =>
    `A reminder that ${askedBy.name} of ${customerName} asked for your answers about ${partnerName}.`,
  dueDay: ({ askedBy, customerName, partnerName }) =>
    `Today is the day ${askedBy.name} of ${customerName} hoped to have your answers about ${partnerName}.`,
  after3: ({ askedBy, customerName, partnerName }) =>
    `${askedBy.name} of ${customerName} is still glad to have your answers about ${partnerName}. You can answer as before.`,
  later: ({ askedBy, customerName, partnerName }) =>
    `You asked us to remind you today: ${askedBy.name} of ${customerName} asked for your answers about ${partnerName}.`,
  reply: ({ reply, customerName }) =>
    `${reply?.by} of ${customerName} answered your question${reply?.about === undefined ? '' : ` about “${reply.about}”`}.`,
  handedOver: askedForParts,
  handedBack: ({ handedBack, customerName }) =>
    `${handedBack?.by} ${handedBack?.isDeclined ? 'says that somebody else should answer' : 'is done with'} ${partsInWords(handedBack?.parts ?? [])} of the questions from ${customerName}, which you had handed over.`,
  decided,
  widened: ({ widenedBy, askedBy, customerName, partnerName, campaignTitle }) =>
    `${widenedBy?.name} of ${widenedBy?.isOfCustomer ? customerName : partnerName} asks you to answer all the questions of “${campaignTitle}” for ${partnerName}, not only the part that you had. ${askedBy.name} of ${customerName} put them to ${partnerName}.`,
};

const isAboutParts = (step: DeliveryStep): boolean => step === 'handedOver' || isPolicyStep(step);

/** Who asks for what. In a reminder of parts that were handed over, who handed them over follows. */
export const openingSentence = (view: MessageView): string => {
  if (!view.handedOver || !isAboutParts(view.step)) return OPENINGS[view.step](view);
  if (view.step === 'invitation' || view.step === 'handedOver') return askedForParts(view);
  return `${OPENINGS[view.step](view)} ${handedOverSentence(view)}`;
};

/** What is left of the parts that came back. */
export const handedBackSentence = ({ handedBack }: Pick<MessageView, 'handedBack'>): string => {
  const open = handedBack?.open ?? 0;
  if (open === 0)
    return 'Every question in it is answered. You can look at the answers and change them until they are sent.';
  return `${open === 1 ? '1 question in it is' : `${open} questions in it are`} still open. You can answer yourself, or hand it over again.`;
};

/** How long it takes, before anything is answered. */
export const minutesSentence = (
  view: Pick<MessageView, 'minutesLeft' | 'minutesAtMost'> & Partial<Pick<MessageView, 'handedOver'>>,
): string =>
  view.handedOver
    ? `It takes ${timeInWords(view)}. You can stop at any time; what you saved is kept.`
    : `It takes ${timeInWords(view)}. You can stop at any time and share the work with colleagues; what you saved is kept.`;

/** How far the answers are. */
export const progressSentence = ({
  answered,
  total,
  minutesLeft,
  minutesAtMost,
}: Pick<MessageView, 'answered' | 'total' | 'minutesLeft' | 'minutesAtMost'>): string => {
  if (answered === 0) return `Nothing is answered yet. It takes ${timeInWords({ minutesLeft, minutesAtMost })}.`;
  if (answered >= total) return 'Everything is answered. What is left is to send it.';
  return `${answered} of ${total} questions are answered; ${rangeInWords({ minutesLeft, minutesAtMost })} are left.`;
};

/** Which human to turn to. */
export const askSentence = ({ name, email }: MessageView['askedBy']): string =>
  `Questions? Write to ${name}, ${email}.`;
