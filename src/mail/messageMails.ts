import type { StepId } from '../domain/campaign';
import type { CodeView, MailContent, MessageMails, MessageView } from '../useCases/messages';
import { composeMail, type Part } from './layout';

const minutesSentence = (minutes: number): string => {
  const rounded = Math.max(5, Math.ceil(minutes / 5) * 5);
  return `It takes about ${rounded} minutes. You can stop at any time; what you saved is kept.`;
};

const human = ({ name, email }: MessageView['askedBy']): string => `Questions? Write to ${name}, ${email}.`;

/** The same openings as on the cards, and as calm: a message that presses looks like a fraud. */
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

const progress = ({ answered, total, minutesLeft }: MessageView): string => {
  const minutes = Math.max(1, Math.round(minutesLeft));
  if (answered === 0) return `${total} questions, about ${minutes} minutes.`;
  if (answered >= total) return 'Everything is answered. What is left is to send it.';
  return `${answered} of ${total} questions are answered; about ${minutes} minutes are left.`;
};

/** The way in: the button, and for mail programs that cut links the code to type in at the page's address. */
const wayIn = ({ link }: MessageView): readonly Part[] => [
  { kind: 'button', text: 'Answer the questions', url: link.url },
  { kind: 'small', text: `If the button does not open your questions, go to ${link.pageUrl} and type in this code:` },
  { kind: 'code', text: link.code },
  {
    kind: 'small',
    text: `The button and the code are yours alone, and work until ${link.expiresInWords}. You need no account and no password.`,
  },
];

function invitation(view: MessageView): MailContent {
  const title = `${view.customerName} asks about security at ${view.partnerName}`;
  return composeMail(title, [
    { kind: 'heading', text: title },
    { kind: 'paragraph', text: `Hello ${view.contactName},` },
    { kind: 'paragraph', text: OPENINGS.invitation(view) },
    { kind: 'paragraph', text: view.why },
    { kind: 'fact', name: 'When', text: `${view.dueSentence}.` },
    { kind: 'fact', name: 'How long', text: minutesSentence(view.minutesLeft) },
    { kind: 'fact', name: 'Who sees it', text: view.whoSees },
    ...wayIn(view),
    { kind: 'paragraph', text: human(view.askedBy) },
  ]);
}

function reminder(view: MessageView): MailContent {
  const title = `Security questions for ${view.partnerName}`;
  return composeMail(`${title}, from ${view.customerName}`, [
    { kind: 'heading', text: title },
    { kind: 'paragraph', text: `Hello ${view.contactName},` },
    { kind: 'paragraph', text: OPENINGS[view.step](view) },
    { kind: 'paragraph', text: view.why },
    { kind: 'fact', name: 'When', text: `${view.dueSentence}.` },
    { kind: 'fact', name: 'How far', text: progress(view) },
    { kind: 'fact', name: 'Who sees it', text: view.whoSees },
    ...wayIn(view),
    { kind: 'paragraph', text: human(view.askedBy) },
  ]);
}

/** The code stands in the text only: a subject line may show on a locked screen. */
const code = ({ customerName, contactName, code: digits, validMinutes }: CodeView): MailContent =>
  composeMail(`Your code for the questions from ${customerName}`, [
    { kind: 'heading', text: 'Your code' },
    {
      kind: 'paragraph',
      text: `Hello ${contactName}, somebody opened your page with the questions from ${customerName} on a new browser. If it was you, type in this code:`,
    },
    { kind: 'code', text: digits, isLarge: true },
    {
      kind: 'small',
      text: `It works for ${validMinutes} minutes. If it was not you, do nothing: without the code your answers stay hidden.`,
    },
  ]);

/** The mails that the service sends. */
export const messageMails: MessageMails = { invitation, reminder, code };
