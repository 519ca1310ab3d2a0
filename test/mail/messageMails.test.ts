import { messageCards } from '../../bot/teams/cards/messageCards';
import { messageMails } from '../../src/mail/messageMails';
import type { MessageView } from '../../src/useCases/messages';

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

const STEPS = ['before3', 'dueDay', 'after3'] as const;
const MAILS = [
  ['invitation', messageMails.invitation(view())],
  ...STEPS.map((step) => [step, messageMails.reminder(view({ step, answered: 3 }))] as const),
] as const;

it.each(MAILS)('the %s says who asks, why, until when, how long, who sees it, and whom to ask', (_name, mail) => {
  for (const part of [mail.html, mail.text]) {
    for (const said of [
      'Maya Okafor',
      'Northgate Trading Ltd',
      'Guadalupe Hernández',
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

it.each(MAILS)('the %s does not press, and names no risk', (_name, mail) => {
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

it.each(MAILS)('the %s loads nothing from anywhere and runs nothing', (_name, mail) => {
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
