import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { messageCards } from '../../bot/teams/cards/messageCards';
import { messageMails } from '../../src/mail/messageMails';
import type { CustomerView, MessageView } from '../../src/useCases/messages';

const SECRET = '01haaaaaaaaaaaaaaaaaaaaaaa0123456789abcdefghjkmnpqrs';
const view = (change: Partial<MessageView> = {}): MessageView => ({
  step: 'invitation',
  assessmentKey: 'c|p',
  customerName: 'Northgate Trading Ltd',
  askedBy: { name: 'Maya Okafor', email: 'maya@northgate.example' },
  contactName: 'Guadalupe Hernández',
  partnerName: 'Aceros del Norte S.A. de C.V.',
  campaignTitle: 'Security 2027',
  why: 'Northgate Trading Ltd has to show the customs authority that its partners look after security.',
  dueOn: '2027-06-30',
  dueInWords: '30 June 2027',
  daysLeft: 12,
  dueSentence: 'due 30 June 2027, in 12 days',
  minutesLeft: 23,
  answered: 0,
  total: 28,
  whoSees: 'Your answers are seen by the people at Northgate Trading Ltd who look after supply chain security.',
  link: {
    url: `https://trustlane.example/answer/#${SECRET}`,
    code: '01HA-AAAA-BBBB',
    pageUrl: 'https://trustlane.example/answer/',
    expiresInWords: '31 August 2027',
  },
  ...change,
});

const STEPS = ['before3', 'dueDay', 'after3', 'later'] as const;
const handedOver = {
  by: 'Guadalupe Hernández',
  parts: ['Computers and networks', 'Seals, Saltillo'],
  note: 'You know these best.\nThank you.',
};
const before = {
  atHand: ['The person who looks after locks and keys.', 'Your last seal log.'],
  keptFor: 'Northgate Trading Ltd keeps your answers for 7 years.',
  leaveOut: ['Please send no identity documents.', 'Please black out names.'],
};
const forParts = view({ handedOver, contactName: 'Ana Ruiz', before });
const replied = view({
  step: 'reply',
  reply: {
    requestKey: 'r',
    by: 'Jonas Berg',
    asked: 'Do cable seals count?',
    about: 'Do you use high-security seals?',
    text: 'Yes, if they are marked “H”.\nSend a picture if you are not sure.',
  },
});
const cameBack = (open: number) =>
  view({ step: 'handedBack', handedBack: { by: 'Ana Ruiz', parts: ['Computers and networks'], open } });
const customer = (change: Partial<CustomerView> = {}): CustomerView => ({
  customerName: 'Northgate Trading Ltd',
  kind: 'help',
  contactName: 'Guadalupe Hernández',
  partnerName: 'Aceros del Norte S.A. de C.V.',
  campaignTitle: 'Security 2027',
  why: 'Guadalupe Hernández answers your questions for Aceros del Norte S.A. de C.V., and would like to know something.',
  about: 'Do you use high-security seals?',
  words: ['Do cable seals count?', 'We have both.'],
  url: 'https://trustlane.example/tab/#/partners/p',
  ...change,
});
const named = customer({
  kind: 'colleague',
  about: undefined,
  words: ['She looks after our computers.'],
  colleague: { name: 'Ana Ruiz', email: 'ana.ruiz@gmail.example', jobTitle: 'IT manager' },
  why: 'Guadalupe Hernández wants to hand parts over to Ana Ruiz. The address ends in gmail.example.',
});
const decided = (change: Partial<NonNullable<MessageView['decision']>> = {}) =>
  view({
    step: 'decided',
    decision: {
      by: 'Maya Okafor',
      isAgreed: false,
      reason: 'delegate',
      name: 'Ana Ruiz',
      parts: ['Computers and networks'],
      ...change,
    },
  });
const MAILS = [
  ['invitation', messageMails.invitation(view())],
  ['invitation to parts', messageMails.invitation(forParts)],
  ['message about further parts', messageMails.invitation({ ...forParts, step: 'handedOver' })],
  ['reminder of parts', messageMails.reminder({ ...forParts, step: 'before3', contactName: 'Guadalupe Hernández' })],
  ...STEPS.map((step) => [step, messageMails.reminder(view({ step, answered: 3 }))] as const),
] as const;

it.each(MAILS)('the %s says who asks, why, until when, how long, who sees it, and whom to ask', (_name, mail) => {
  for (const part of [mail.html, mail.text]) {
    for (const said of [
      'Maya Okafor',
      'Northgate Trading Ltd',
      'Hernández',
      'Aceros del Norte',
      'due 30 June 2027, in 12 days',
      'customs authority',
      'look after supply chain security',
      'maya@northgate.example',
      '01HA-AAAA-BBBB',
      'https://trustlane.example/answer/',
      '31 August 2027',
    ]) {
      expect(part).toContain(said);
    }
    expect(part).toMatch(/about \d+ minutes/);
  }
});

const OTHERS = [
  ['answer', messageMails.reply(replied)],
  ['message that parts are done', messageMails.handedBack(cameBack(0))],
  ['message that parts come back', messageMails.handedBack(cameBack(3))],
  ['decision about a colleague', messageMails.decided(decided())],
  ['agreement to a colleague', messageMails.decided(decided({ isAgreed: true, note: 'Gladly.' }))],
] as const;
const TO_CUSTOMER = [
  ['question to the customer', messageMails.customer(customer())],
  ['name for the customer', messageMails.customer(named)],
  [
    'word to the customer that somebody else is to be asked',
    messageMails.customer(customer({ kind: 'colleague', words: [], about: undefined })),
  ],
] as const;

it.each([...MAILS, ...OTHERS, ...TO_CUSTOMER])('the %s does not press, and names no risk', (_name, mail) => {
  expect(`${mail.subject} ${mail.text}`).not.toMatch(/urgent|immediately|final|last chance|warning|risk|failure to|!/i);
});

it.each(MAILS)('the link of the %s stands behind the button only, once, and never in a text to read', (_name, mail) => {
  expect(mail.html.split(SECRET)).toHaveLength(2);
  expect(mail.html).toContain(`<a href="https://trustlane.example/answer/#${SECRET}"`);
  expect(mail.html.replace(/href="[^"]*"/g, '')).not.toContain(SECRET);
  expect(mail.html).toMatch(/>Answer the questions<\/a>/);
  expect(mail.subject).not.toContain(SECRET);
  expect(mail.text).toContain(`Answer the questions:\nhttps://trustlane.example/answer/#${SECRET}`);
});

it.each([...MAILS, ...OTHERS, ...TO_CUSTOMER])('the %s loads nothing from anywhere and runs nothing', (_name, mail) => {
  expect(mail.html).not.toMatch(/<(img|script|link|iframe|form|table|object|style)\b/i);
  expect(
    mail.html.match(/https?:\/\/[^\s"<]+/g)?.every((address) => address.startsWith('https://trustlane.example/')),
  ).toBe(true);
});

const HOSTILE = `<img src=x onerror=alert(1)>"'&</p><script>alert(1)</script>\u202Egnp.exe\r\nBcc: all@example.com`;

it.each(['customerName', 'contactName', 'partnerName', 'campaignTitle', 'why', 'whoSees', 'dueSentence'] as const)(
  'a hostile %s stays text, everywhere',
  (field) => {
    for (const mail of [
      messageMails.invitation(view({ [field]: HOSTILE })),
      messageMails.reminder(view({ step: 'before3', [field]: HOSTILE })),
    ]) {
      expect(mail.html).not.toMatch(/<(script|img)/i);
      expect(mail.html).not.toContain('\u202E');
      expect(mail.text).not.toContain('\u202E');
      expect(mail.subject).not.toMatch(/[\r\n\u202E]/);
      expect(mail.subject.length).toBeLessThanOrEqual(200);
    }
  },
);

it('a hostile person to ask stays text', () => {
  const mail = messageMails.invitation(view({ askedBy: { name: HOSTILE, email: '"><script>@x.example' } }));
  expect(mail.html).not.toMatch(/<(script|img)/i);
});

it('a link cannot break out of its attribute', () => {
  const { link } = view();
  const mail = messageMails.invitation(view({ link: { ...link, url: 'https://t.example/" onmouseover="x' } }));
  expect(mail.html).toContain('href="https://t.example/&quot; onmouseover=&quot;x"');
});

it('the code is in the text and not in the subject, which may show on a locked screen', () => {
  const mail = messageMails.code({ customerName: 'Northgate', contactName: 'Minh', code: '493817', validMinutes: 30 });
  expect(mail.subject).not.toContain('493817');
  expect(mail.html).toContain('493817');
  expect(mail.text).toContain('493817');
  expect(mail.text).toContain('30 minutes');
  expect(mail.html).not.toContain('href');
});

const textsOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(textsOf)
    : typeof value === 'object' && value !== null
      ? 'inlines' in value && Array.isArray(value.inlines)
        ? [
            value.inlines
              .map((run: unknown) => (typeof run === 'string' ? run : ((run as { text?: string }).text ?? '')))
              .join(''),
          ]
        : Object.entries(value).flatMap(([name, each]) =>
            name === 'text' && typeof each === 'string' ? [each] : textsOf(each),
          )
      : [];

it.each([
  ['invitation', messageCards.invitation(view()).card, messageMails.invitation(view()).text],
  ...STEPS.map(
    (step) => [step, messageCards.reminder(view({ step })).card, messageMails.reminder(view({ step })).text] as const,
  ),
] as const)('the %s says the same in card and mail', (_name, card, mail) => {
  const said = mail.replace(/\s+/g, ' ');
  const sentences = textsOf((card as { body: unknown }).body).flatMap((text) =>
    text.replace(/\s+/g, ' ').split(/(?<=\.) (?=[A-Z])/),
  );
  for (const sentence of sentences) expect(said).toContain(sentence.trim());
});

it.each([
  ['S.A. de C.V.', 'Aceros del Norte S.A. de C.V.'],
  ['Inc.', 'Harbourlink Inc.'],
])('a name that ends in %s ends its sentence with one full stop, in mail and card', (_end, partnerName) => {
  const given = view({ partnerName, customerName: 'Northgate Trading Inc.', answered: 3 });
  const reminders = STEPS.map((step) => ({ ...given, step }));
  const said = [
    ...[messageMails.invitation(given), ...reminders.map(messageMails.reminder)].map(({ text }) => text),
    ...[messageCards.invitation(given), ...reminders.map(messageCards.reminder)].map(({ card }) =>
      JSON.stringify(card).replace(/"\},\{[^}]*"text":"/g, ''),
    ),
  ];
  for (const text of said) {
    expect(text).toContain(partnerName);
    expect(text).not.toMatch(/\p{L}\.\./u);
  }
});

it('the invitation to parts says who handed over which, with the words and for these alone', () => {
  const { text, html } = messageMails.invitation(forParts);
  expect(text).toContain(
    'Guadalupe Hernández of Aceros del Norte S.A. de C.V. asks you to answer the parts “Computers and networks” and “Seals, Saltillo” of the questions “Security 2027”, which Maya Okafor of Northgate Trading Ltd put to Aceros del Norte S.A. de C.V.',
  );
  expect(text).toContain('Guadalupe Hernández writes: “You know these best.\nThank you.”');
  expect(text).toContain('You can stop at any time; what you saved is kept.');
  expect(html).not.toContain('share the work');
  for (const line of [...before.atHand, before.keptFor, ...before.leaveOut]) expect(text).toContain(line);
});

it('the answer holds question and answer as they were written', () => {
  const { subject, text, html } = messageMails.reply(replied);
  expect(subject).toBe('Jonas Berg answered your question, from Northgate Trading Ltd');
  expect(text).toContain('> Do cable seals count?');
  expect(text).toContain('> Yes, if they are marked “H”.\n> Send a picture if you are not sure.');
  expect(html).toContain(`<a href="https://trustlane.example/answer/#${SECRET}"`);
});

it.each([
  [0, 'Every question in it is answered.'],
  [1, '1 question in it is still open.'],
  [3, '3 questions in it are still open.'],
])('parts that come back with %s open questions say so', (open, sentence) => {
  expect(messageMails.handedBack(cameBack(open)).text).toContain(sentence);
});

it('parts that come back because they are somebody else’s say so', () => {
  const declined = view({
    step: 'handedBack',
    handedBack: { by: 'Ana Ruiz', parts: ['Computers and networks'], open: 3, isDeclined: true },
  });
  const { subject, text } = messageMails.handedBack(declined);
  expect(subject).toBe('Ana Ruiz gave back what you handed over');
  expect(text).toContain('says that somebody else should answer the part “Computers and networks” of the questions');
});

it.each([
  [{}, /did not agree to Ana Ruiz[\s\S]*gets no message, and the part “Computers and networks” stays with you/],
  [{ isAgreed: true }, /agreed to Ana Ruiz[\s\S]*has been asked to answer the part “Computers and networks”/],
  [{ note: 'Too far away.' }, /Maya Okafor writes: “Too far away\.”/],
  [{ reason: 'whole' }, /Ana Ruiz still answers only what was handed over/],
  [{ reason: 'whole', isAgreed: true }, /Ana Ruiz has been asked to answer everything, as you do/],
  [{ reason: 'notMe' }, /Ana Ruiz gets no message\. Please go on yourself, or name somebody else/],
  [{ reason: 'notMe', name: undefined }, /asks you to go on[\s\S]*or name the person who should answer/],
] as const)('a decision about a colleague says what was decided and what to do: %j', (change, words) => {
  const { text, html } = messageMails.decided(decided(change));
  expect(text).toMatch(words);
  expect(html).toContain(SECRET);
});

it('who is not asked any more by the decision gets no way in', () => {
  const { text, html } = messageMails.decided(
    decided({ reason: 'notMe', isAgreed: true, endsForYou: true, parts: [] }),
  );
  expect(text).toContain('Ana Ruiz is asked instead of you from now on');
  expect(text).not.toMatch(/type in this code|How far|When:/);
  expect(html).not.toContain('<a href="https://trustlane.example/answer');
});

it('somebody with a part who is asked for everything reads by whom, and the parts of others that they wait for', () => {
  const widened = view({ step: 'widened', widenedBy: { name: 'Juan Pérez', isOfCustomer: false } });
  expect(messageMails.invitation(widened).text).toMatch(
    /Juan Pérez of Aceros del Norte .* asks you to answer all the questions/,
  );
  const handedOver = { by: 'Juan Pérez', parts: ['Cameras'], waiting: ['“Cameras” opens when something is answered.'] };
  expect(messageMails.invitation(view({ step: 'handedOver', handedOver })).text).toContain(
    '“Cameras” opens when something is answered.',
  );
});

it('the mail to the customer says who asks about what, in whose words, and leads to the partner', () => {
  const { subject, text, html } = messageMails.customer(customer());
  expect(subject).toBe('Guadalupe Hernández of Aceros del Norte S.A. de C.V. asks for help');
  expect(text).toMatch(/Do you use high-security seals\?[\s\S]*> Do cable seals count\?[\s\S]*> We have both\./);
  expect(html).toContain('<a href="https://trustlane.example/tab/#/partners/p"');
  expect(messageMails.customer(named).text).toMatch(/Ana Ruiz[\s\S]*ana\.ruiz@gmail\.example[\s\S]*IT manager/);
});

it('hostile words of contacts and colleagues stay text, everywhere', () => {
  const hostile = { by: HOSTILE, parts: [HOSTILE, HOSTILE], note: HOSTILE };
  const mails = [
    messageMails.invitation(view({ handedOver: hostile, before: { ...before, atHand: [HOSTILE] } })),
    messageMails.reminder(view({ step: 'later', handedOver: hostile })),
    messageMails.reply(
      view({ step: 'reply', reply: { requestKey: 'r', by: HOSTILE, asked: HOSTILE, about: HOSTILE, text: HOSTILE } }),
    ),
    messageMails.handedBack(view({ step: 'handedBack', handedBack: { by: HOSTILE, parts: [HOSTILE], open: 1 } })),
    messageMails.customer(
      customer({
        contactName: HOSTILE,
        partnerName: HOSTILE,
        about: HOSTILE,
        words: [HOSTILE],
        why: HOSTILE,
        kind: 'colleague',
        colleague: { name: HOSTILE, email: HOSTILE, jobTitle: HOSTILE },
      }),
    ),
  ];
  for (const { html, text, subject } of mails) {
    expect(html).not.toMatch(/<(script|img)/i);
    expect(`${html}${text}`).not.toContain('\u202E');
    expect(subject).not.toMatch(/[\r\n\u202E]/);
    expect(subject.length).toBeLessThanOrEqual(200);
  }
});

it.each([
  ['invitation to parts', messageCards.invitation(forParts).card, messageMails.invitation(forParts).text],
  [
    'reminder of parts',
    messageCards.reminder({ ...forParts, step: 'later' }).card,
    messageMails.reminder({ ...forParts, step: 'later' }).text,
  ],
  [
    'message that parts come back',
    messageCards.handedBack(cameBack(2)).card,
    messageMails.handedBack(cameBack(2)).text,
  ],
])('the %s says the same in card and mail', (_name, card, mail) => {
  const said = mail.replace(/^- /gm, '').replace(/\s+/g, ' ');
  for (const text of textsOf((card as { body: unknown }).body)) {
    for (const sentence of text.replace(/\s+/g, ' ').split(/(?<=\.) (?=[A-Z])/))
      expect(said).toContain(sentence.trim());
  }
});

// Set MAIL_SHOTS to a folder to look at every mail in a browser.
it('mails can be looked at', () => {
  const folder = process.env.MAIL_SHOTS;
  if (!folder) return;
  for (const [name, { html }] of [...MAILS, ...OTHERS, ...TO_CUSTOMER])
    writeFileSync(path.join(folder, `${name.replaceAll(' ', '-')}.html`), html);
});
