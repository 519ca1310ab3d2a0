import { cleanLine, cleanParagraphs } from '../../src/domain/cleanText';
import { createLog } from '../../src/log';
import { commandIn } from '../../bot/teams/actions/typedText';
import { readBounce } from '../../src/mail/bounce';

// Made so that a pattern which tries every place again takes seconds, while the service answers nobody.
const LONG = 90_000;
const report = (content: string) => ({
  subject: 'Undeliverable: x',
  receivedDateTime: '2026-11-22T10:00:00Z',
  from: { emailAddress: { address: 'postmaster@evil.example' } },
  body: { content },
});

it.each<[string, () => unknown]>([
  ['a chat message of opening tags', () => commandIn('<'.repeat(LONG))],
  ['a chat message of accents', () => commandIn('\u0301'.repeat(LONG))],
  ['an answer of piled-up accents', () => cleanParagraphs(`a${'\u0301\u0323'.repeat(LONG * 5)}`)],
  ['a name of piled-up accents', () => cleanLine(`a${'\u0301\u0323'.repeat(LONG * 5)}`)],
  ['a text of many blanks', () => cleanParagraphs(`a${' \n \t'.repeat(LONG * 3)}b`)],
  ['a mail of one long word', () => readBounce(report('a'.repeat(LONG * 10)))],
  ['a mail of half addresses', () => readBounce(report('a@'.repeat(LONG)))],
  ['a mail of endless domains', () => readBounce(report(`a@${'a.'.repeat(LONG)}`))],
  ['a mail of blanks after a known name', () => readBounce(report(`Final-Recipient:${' '.repeat(LONG)}`))],
  [
    'an error text of one long word',
    () => createLog('info', { write: () => undefined }).error({ err: new Error('a'.repeat(LONG)) }, 'x'),
  ],
])('%s is read in a moment', (_what, read) => {
  const began = process.cpuUsage();
  read();
  // What it costs this process, so that other work on the machine is not measured; trying every place takes far longer.
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(500);
});

it('what is meant is found all the same', () => {
  expect(cleanLine('Nguye\u0302\u0303n Va\u0306n, Z\u0351\u0363\u0364')).toBe('Nguyễn Văn, Z\u0351\u0363\u0364');
  expect(commandIn(' <b>Status</b>, please')).toBe('status');
  expect(readBounce(report('Final-Recipient: rfc822; Ana.Gomez@acero.example\nStatus: 5.1.1'))).toMatchObject({
    address: 'ana.gomez@acero.example',
  });
});
