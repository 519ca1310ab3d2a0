import { createCredentialWatch, type WatchedCredential } from '../../bot/credentialWatch';
import { createStartUp } from '../../bot/startUp';
import type { Credential } from '../../src/entra/credential';

const certificate = (validTo: string, validFrom = '2026-01-01T00:00:00.000Z'): Credential => ({
  kind: 'certificate',
  certificate: 'c',
  privateKey: 'hidden',
  thumbprintSha256: 't',
  validFrom,
  validTo,
});
const service = (credential: Credential): WatchedCredential => ({
  whose: 'service',
  consequence: 'nothing can be read or saved',
  credential,
});
const noticeAt = (now: string, ...watched: WatchedCredential[]): string | undefined =>
  createCredentialWatch(watched, {
    clock: { now: () => new Date(now) },
    log: { warn: () => undefined, error: () => undefined },
    timeZone: 'America/Toronto',
  }).notice();

it.each([
  ['31 days before', '2026-11-03T12:00:00Z', undefined],
  [
    '30 days before',
    '2026-11-04T12:00:00Z',
    'The service’s certificate runs out in 30 days, on 4 December 2026. After that nothing can be read or saved until it is replaced.',
  ],
  ['the day before', '2026-12-04T03:00:00Z', expect.stringContaining('runs out tomorrow, on 4 December 2026.')],
  ['the last hours', '2026-12-05T01:00:00Z', expect.stringContaining('runs out today, on 4 December 2026.')],
  [
    'the moment it ends',
    '2026-12-05T02:00:00Z',
    'The service’s certificate ran out on 4 December 2026: nothing can be read or saved until it is replaced.',
  ],
])('a certificate, %s, by the days of the customer', (_when, now, expected) => {
  expect(noticeAt(now, service(certificate('2026-12-05T02:00:00.000Z')))).toEqual(expected);
});

it('a certificate that does not hold yet is told too', () => {
  const early = service(certificate('2027-12-05T02:00:00.000Z', '2026-12-01T12:00:00.000Z'));
  expect(noticeAt('2026-11-30T12:00:00Z', early)).toContain('is not valid before 1 December 2026');
});

it('a secret is watched where somebody wrote its last day down, through that day', () => {
  const secret = (expiresOn?: string) => service({ kind: 'secret', secret: 'hidden', ...(expiresOn && { expiresOn }) });
  expect(noticeAt('2026-12-05T03:00:00Z', secret('2026-12-04'))).toContain('client secret runs out today');
  expect(noticeAt('2026-12-05T06:00:00Z', secret('2026-12-04'))).toContain('client secret ran out on 4 December 2026');
  expect(noticeAt('2026-12-05T06:00:00Z', secret())).toBeUndefined();
  expect(noticeAt('2026-12-05T06:00:00Z', service({ kind: 'managedIdentity', clientId: 'i' }))).toBeUndefined();
});

it('tells of both applications, and writes to the log once a day without anything secret', () => {
  jest.useFakeTimers();
  try {
    let now = Date.parse('2026-11-20T12:00:00Z');
    const lines: string[] = [];
    const note = (level: string) => (fields: object, message: string) =>
      void lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
    const watch = createCredentialWatch(
      [
        service(certificate('2026-12-01T12:00:00.000Z')),
        { whose: 'bot', consequence: 'the bot is silent', credential: certificate('2026-11-21T13:30:00.000Z') },
      ],
      { clock: { now: () => new Date(now) }, log: { warn: note('warn'), error: note('error') }, timeZone: 'UTC' },
    );
    expect(watch.notice()).toMatch(/service’s certificate runs out in 11 days.*bot’s certificate runs out tomorrow/);
    watch.start();
    for (let hour = 0; hour < 26; hour += 1) {
      now += 3_600_000;
      jest.advanceTimersByTime(3_600_000);
    }
    expect(lines.map((line) => line.slice(0, 5))).toEqual(['warn ', 'warn ', 'error']);
    expect(lines.join()).not.toContain('hidden');
  } finally {
    jest.useRealTimers();
  }
});

it('the health page tells it, and stays as good as it is', () => {
  const feed = { ready: true, start: async () => undefined, status: () => ({ text: 'In step.' }) } as never;
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const clock = { now: () => new Date(), sleep: async () => undefined };
  const health = (credentialNotice?: () => string | undefined) =>
    createStartUp({ feed, clock, log: quiet, credentialNotice }).health();
  expect(health(() => 'It runs out.')).toMatchObject({ status: 'ok', credentials: 'It runs out.' });
  expect(health(() => undefined)).not.toHaveProperty('credentials');
});
