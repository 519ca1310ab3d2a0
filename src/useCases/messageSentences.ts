import { timeInWords } from '../contracts/timeInWords';
import type { StepId } from '../domain/campaign';
import type { MessageView } from './messages';

// Card and mail say the same, so that a contact who gets both knows that they are one. Everything here is calm: a
// message that presses looks like a fraud.

/** What it is about, for a title or a subject. */
export const messageTitle = ({ step, customerName, partnerName }: MessageView): string =>
  step === 'invitation'
    ? `${customerName} asks about security at ${partnerName}`
    : `Security questions for ${partnerName}`;

const OPENINGS: Readonly<Record<StepId, (view: MessageView) => string>> = {
  invitation: ({ askedBy, customerName, partnerName, campaignTitle }) =>
    `${askedBy.name} of ${customerName} asks you to answer the questions of “${campaignTitle}” for ${partnerName}.`,
  before3: ({ askedBy, customerName, partnerName }) =>
    `A reminder that ${askedBy.name} of ${customerName} asked for your answers about ${partnerName}.`,
  dueDay: ({ askedBy, customerName, partnerName }) =>
    `Today is the day ${askedBy.name} of ${customerName} hoped to have your answers about ${partnerName}.`,
  after3: ({ askedBy, customerName, partnerName }) =>
    `${askedBy.name} of ${customerName} is still glad to have your answers about ${partnerName}. You can answer as before.`,
};

/** Who asks for what. */
export const openingSentence = (view: MessageView): string => OPENINGS[view.step](view);

/** How long it takes, before anything is answered. */
export const minutesSentence = (view: Pick<MessageView, 'minutesLeft' | 'minutesAtMost'>): string =>
  `It takes ${timeInWords(view)}. You can stop at any time and share the work with colleagues; what you saved is kept.`;

/** How far the answers are. */
export const progressSentence = ({
  answered,
  total,
  minutesLeft,
  minutesAtMost,
}: Pick<MessageView, 'answered' | 'total' | 'minutesLeft' | 'minutesAtMost'>): string => {
  const minutes = Math.max(1, Math.round(minutesLeft));
  if (answered === 0) return `Nothing is answered yet. It takes ${timeInWords({ minutesLeft, minutesAtMost })}.`;
  if (answered >= total) return 'Everything is answered. What is left is to send it.';
  return `${answered} of ${total} questions are answered; about ${minutes} minutes are left.`;
};

/** Which human to turn to. */
export const askSentence = ({ name, email }: MessageView['askedBy']): string =>
  `Questions? Write to ${name}, ${email}.`;
