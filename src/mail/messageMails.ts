import {
  askSentence,
  messageTitle,
  minutesSentence,
  openingSentence,
  progressSentence,
} from '../useCases/messageSentences';
import type { CodeView, MailContent, MessageMails, MessageView } from '../useCases/messages';
import { composeMail, type Part } from './layout';

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
  const title = messageTitle(view);
  return composeMail(title, [
    { kind: 'heading', text: title },
    { kind: 'paragraph', text: `Hello ${view.contactName},` },
    { kind: 'paragraph', text: openingSentence(view) },
    { kind: 'paragraph', text: view.why },
    { kind: 'fact', name: 'When', text: `${view.dueSentence}.` },
    { kind: 'fact', name: 'How long', text: minutesSentence(view) },
    { kind: 'fact', name: 'Who sees it', text: view.whoSees },
    ...wayIn(view),
    { kind: 'paragraph', text: askSentence(view.askedBy) },
  ]);
}

function reminder(view: MessageView): MailContent {
  const title = messageTitle(view);
  return composeMail(`${title}, from ${view.customerName}`, [
    { kind: 'heading', text: title },
    { kind: 'paragraph', text: `Hello ${view.contactName},` },
    { kind: 'paragraph', text: openingSentence(view) },
    { kind: 'paragraph', text: view.why },
    { kind: 'fact', name: 'When', text: `${view.dueSentence}.` },
    { kind: 'fact', name: 'How far', text: progressSentence(view) },
    { kind: 'fact', name: 'Who sees it', text: view.whoSees },
    ...wayIn(view),
    { kind: 'paragraph', text: askSentence(view.askedBy) },
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
