import {
  askSentence,
  decisionNoteSentence,
  decisionSentence,
  handedBackSentence,
  messageTitle,
  minutesSentence,
  namedSentence,
  noteSentence,
  openingSentence,
  progressSentence,
} from '../useCases/messageSentences';
import type { CodeView, MailContent, MessageMails, MessageView } from '../useCases/messages';
import { customerMail } from './customerMail';
import { composeMail, type Part } from './layout';

/** The way in: the button, and for mail programs that cut links the code to type in at the page's address. */
const wayIn = ({ link }: MessageView, button = 'Answer the questions'): readonly Part[] => [
  { kind: 'button', text: button, url: link.url },
  { kind: 'small', text: `If the button does not open your questions, go to ${link.pageUrl} and type in this code:` },
  { kind: 'code', text: link.code },
  {
    kind: 'small',
    text: `The button and the code are yours alone, and work until ${link.expiresInWords}. You need no account and no password.`,
  },
];

/** Who hands over writes to a colleague: those words stand before those of the customer. */
const note = (view: MessageView): readonly Part[] =>
  [namedSentence(view), noteSentence(view)].flatMap((text): Part[] =>
    text === undefined ? [] : [{ kind: 'paragraph', text }],
  );

const before = ({ before: known }: MessageView): readonly Part[] =>
  known
    ? [
        { kind: 'list', name: 'Have at hand', items: known.atHand },
        { kind: 'fact', name: 'How long answers are kept', text: known.keptFor },
        { kind: 'list', name: 'Please do not send', items: known.leaveOut },
      ]
    : [];

/** The first message, and the one about further parts that a colleague handed over. */
function invitation(view: MessageView): MailContent {
  const title = messageTitle(view);
  return composeMail(title, [
    { kind: 'heading', text: title },
    { kind: 'paragraph', text: `Hello ${view.contactName},` },
    { kind: 'paragraph', text: openingSentence(view) },
    ...note(view),
    { kind: 'paragraph', text: view.why },
    { kind: 'fact', name: 'When', text: `${view.dueSentence}.` },
    { kind: 'fact', name: 'How long', text: minutesSentence(view) },
    { kind: 'fact', name: 'Who sees it', text: view.whoSees },
    ...before(view),
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
    ...note(view),
    { kind: 'paragraph', text: view.why },
    { kind: 'fact', name: 'When', text: `${view.dueSentence}.` },
    { kind: 'fact', name: 'How far', text: progressSentence(view) },
    { kind: 'fact', name: 'Who sees it', text: view.whoSees },
    ...wayIn(view),
    { kind: 'paragraph', text: askSentence(view.askedBy) },
  ]);
}

/** What the customer's person answered, in that person's words. */
function reply(view: MessageView): MailContent {
  const title = messageTitle(view);
  return composeMail(`${title}, from ${view.customerName}`, [
    { kind: 'heading', text: title },
    { kind: 'paragraph', text: `Hello ${view.contactName},` },
    { kind: 'paragraph', text: openingSentence(view) },
    { kind: 'small', text: 'You asked:' },
    { kind: 'quote', text: view.reply?.asked ?? '' },
    { kind: 'small', text: `${view.reply?.by ?? ''} writes:` },
    { kind: 'quote', text: view.reply?.text ?? '' },
    { kind: 'paragraph', text: 'You can write back on the page, beside your question.' },
    ...wayIn(view, 'Go on'),
    { kind: 'paragraph', text: askSentence(view.askedBy) },
  ]);
}

/** To the contact who handed parts over: the colleague is done with them. */
function handedBack(view: MessageView): MailContent {
  const title = messageTitle(view);
  return composeMail(title, [
    { kind: 'heading', text: title },
    { kind: 'paragraph', text: `Hello ${view.contactName},` },
    { kind: 'paragraph', text: openingSentence(view) },
    { kind: 'paragraph', text: handedBackSentence(view) },
    { kind: 'fact', name: 'When', text: `${view.dueSentence}.` },
    { kind: 'fact', name: 'How far', text: progressSentence(view) },
    ...wayIn(view, 'Go on'),
    { kind: 'paragraph', text: askSentence(view.askedBy) },
  ]);
}

/** What the customer decided about a colleague whom the contact named. Who is not asked any more gets no way in. */
function decided(view: MessageView): MailContent {
  const title = messageTitle(view);
  const note = decisionNoteSentence(view);
  const goesOn: readonly Part[] = [
    { kind: 'fact', name: 'When', text: `${view.dueSentence}.` },
    { kind: 'fact', name: 'How far', text: progressSentence(view) },
    ...wayIn(view, 'Go on'),
  ];
  return composeMail(title, [
    { kind: 'heading', text: title },
    { kind: 'paragraph', text: `Hello ${view.contactName},` },
    { kind: 'paragraph', text: openingSentence(view) },
    ...(note === undefined ? [] : [{ kind: 'paragraph', text: note } as const]),
    { kind: 'paragraph', text: decisionSentence(view) },
    ...(view.decision?.endsForYou ? [] : goesOn),
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
export const messageMails: MessageMails = {
  invitation,
  reminder,
  reply,
  handedBack,
  decided,
  customer: customerMail,
  code,
};
