import { readBounce } from '../../src/mail/bounce';

const report = (content: string, change: object = {}) => ({
  subject: 'Undeliverable: Northgate asks about security',
  receivedDateTime: '2027-05-03T10:00:00Z',
  from: { emailAddress: { address: 'postmaster@northgate.example' } },
  body: { contentType: 'text', content },
  internetMessageHeaders: [],
  ...change,
});

it.each<[string, string, object]>([
  ['550 5.1.1 User unknown', 'Mail refused by the receiving server: it knows no such address.', {}],
  ['552 5.2.2 Mailbox full', 'Mail refused by the receiving server: the mailbox is full.', { isPassing: true }],
  [
    "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients",
    'Not sent: the mailbox has reached the number of recipients that it may write to in a day.',
    { isPassing: true },
  ],
  ['554 5.7.1 Spam', 'Mail refused by the receiving server as not allowed or unwanted.', {}],
  [
    '550 5.4.310 DNS domain does not exist',
    'Mail refused: there is no mail server for the part of the address after the @.',
    {},
  ],
  [
    '451 4.4.1 Timeout',
    'The receiving server did not take the mail within the time that servers try.',
    { isPassing: true },
  ],
  ['something else', 'Mail refused by the receiving server.', {}],
])('%s reads: %s', (diagnostic, reason, more) => {
  expect(
    readBounce(report(`Final-Recipient: rfc822;Lupe@Aceros.example\nDiagnostic-Code: smtp;${diagnostic}`)),
  ).toEqual({
    address: 'lupe@aceros.example',
    reason,
    ...more,
    at: '2027-05-03T10:00:00.000Z',
  });
});

it.each([
  ['an answer of a partner', { from: { emailAddress: { address: 'lupe@aceros.example' } } }],
  ['a mail that only looks like a report', { from: { emailAddress: { address: 'evil@postmaster.example' } } }],
  ['another mail of the postmaster', { subject: 'Your quarantine' }],
  ['something that is no mail', { receivedDateTime: undefined }],
])('%s is no bounce', (_name, change) => {
  expect(readBounce(report('Final-Recipient: rfc822;lupe@aceros.example', change))).toBeUndefined();
});

it('the words of the receiving server are never handed on', () => {
  const bounce = readBounce(
    report('Final-Recipient: rfc822;lupe@aceros.example\nDiagnostic-Code: smtp;550 5.1.1 <script>alert(1)</script>'),
  );
  expect(JSON.stringify(bounce)).not.toContain('script');
});
