import { FOREIGN, LUPE } from './support/fakeUseCases';
import { type StartedBot, startBot } from './support/startBot';

let started: StartedBot;
const noise: unknown[] = [];
let silence: jest.SpyInstance[];

beforeAll(async () => {
  started = await startBot();
  await started.membership('lupe', { installed: true });
  const swallow = (...words: unknown[]) => void noise.push(words);
  silence = [
    jest.spyOn(console, 'error').mockImplementation(swallow),
    jest.spyOn(console, 'warn').mockImplementation(swallow),
  ];
});
afterAll(async () => {
  for (const each of silence) each.mockRestore();
  await started.close();
});
beforeEach(() => {
  started.fake.calls.length = 0;
  noise.length = 0;
});

type Activity = Record<string, unknown>;
interface Attempt {
  readonly wish?: object;
  /** Changes the activity; the token stays the connector's. */
  readonly change?: (activity: Activity) => unknown;
  /** Changes the authorization header. */
  readonly header?: (token: string) => string | undefined;
}

async function attempt({ wish, change, header }: Attempt) {
  const { token, activity } = await started.token(wish);
  const authorization = header ? header(token) : `Bearer ${token}`;
  return started.post(change ? change(activity) : activity, authorization === undefined ? {} : { authorization });
}

it('takes a sound activity from the connector', async () => {
  expect((await attempt({})).status).toBe(200);
});

const with_ = (more: Activity) => (activity: Activity) => ({ ...activity, ...more });

describe('turns away', () => {
  it.each<[string, number, Attempt]>([
    ['no token', 401, { header: () => undefined }],
    ['an empty bearer', 401, { header: () => 'Bearer ' }],
    ['garbage', 401, { header: () => 'Bearer garbage' }],
    ['garbage in three parts', 401, { header: () => 'Bearer a.b.c' }],
    ['another scheme', 401, { header: (token) => `Basic ${token}` }],
    ['alg none', 401, { wish: { alg: 'none' } }],
    ['the public key used as a shared secret', 401, { wish: { alg: 'HS256' } }],
    ['a key of one’s own', 401, { wish: { key: 'stranger' } }],
    ['a key without endorsement for Teams', 401, { wish: { endorsed: false } }],
    ['a changed signature', 401, { header: (token) => `Bearer ${token.slice(0, -6)}AAAAAA` }],
    ['another audience', 401, { wish: { audience: '00000000-0000-4000-8000-000000000009' } }],
    ['an expired token', 401, { wish: { expiresIn: -600 } }],
    ['a token without an end', 401, { wish: { claims: { exp: null } } }],
    ['a token that is not valid yet', 401, { wish: { claims: { nbf: 32_503_680_000 } } }],
    [
      'the emulator’s issuer',
      401,
      { wish: { issuer: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' } },
    ],
    [
      'the emulator’s newer issuer',
      401,
      { wish: { issuer: 'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0' } },
    ],
    ['a token for another service address', 401, { wish: { serviceUrl: 'https://smba.trafficmanager.net/other/' } }],
    ['a token without service address', 401, { wish: { serviceUrl: null } }],
    [
      'a stranger’s service address',
      403,
      { wish: { serviceUrl: 'https://attacker.example/' }, change: with_({ serviceUrl: 'https://attacker.example/' }) },
    ],
    [
      'a service address with a user in it',
      403,
      { change: (activity) => ({ ...activity, serviceUrl: String(activity.serviceUrl).replace('://', '://x@') }) },
    ],
    ['an activity without service address', 403, { change: with_({ serviceUrl: undefined }) }],
    ['another channel', 403, { change: with_({ channelId: 'webchat' }) }],
    ['the unauthenticated channel of the SDK', 403, { change: with_({ channelId: 'AseChannel' }) }],
    [
      'another tenant’s conversation',
      403,
      {
        change: (activity) => ({
          ...activity,
          conversation: { ...(activity.conversation as Activity), tenantId: '99999999-aaaa-4bbb-8ccc-000000000001' },
        }),
      },
    ],
    [
      'another tenant’s channel data',
      403,
      { change: with_({ channelData: { tenant: { id: '99999999-aaaa-4bbb-8ccc-000000000001' } } }) },
    ],
    ['no tenant', 403, { change: with_({ channelData: {} }) }],
    ['somebody without a directory id', 403, { change: with_({ from: { id: '29:x' } }) }],
    ['no sender', 403, { change: with_({ from: undefined }) }],
    ['an activity without type', 400, { change: with_({ type: undefined }) }],
    ['a list', 400, { change: () => [] }],
    ['malformed JSON', 400, { change: () => '{"type": ' }],
    ['2 MB', 413, { change: with_({ text: 'x'.repeat(2_000_000) }) }],
  ])('%s', async (_name, status, wanted) => {
    const before = await started.tenant.usage();
    const answer = await attempt(wanted);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ code: expect.any(String), message: expect.any(String) });
    expect(answer.text).not.toMatch(/\bat .*:\d+:\d+|node_modules|BEGIN|jwt|signature/i);
    expect(noise).toEqual([]);
    expect(started.fake.calls).toEqual([]);
    expect((await started.tenant.usage()).requests).toBe(before.requests);
  });

  it('a card that names somebody else’s questionnaire, without asking SharePoint', async () => {
    const before = await started.tenant.usage();
    const data = {
      assessmentKey: FOREIGN,
      sectionId: 'leadership',
      group: 0,
      baseRevision: 0,
      was: { statement: ['', ''] },
    };
    for (const verb of ['start', 'open', 'save', 'summary', 'submitForm', 'submit', 'jump', 'pick']) {
      const outcome = await started.press('lupe', verb, data, {
        'a.statement': 'yes',
        name: 'X Y',
        jobTitle: 'Z Z',
        isConfirmed: 'true',
      });
      expect(JSON.stringify(outcome.body)).toContain('it is not one of yours');
    }
    expect(started.fake.calls).toEqual([]);
    expect((await started.tenant.usage()).requests).toBe(before.requests);
  });

  it.each<[string, object]>([
    ['no data', {}],
    ['an unknown verb', { verb: 'drop', assessmentKey: FOREIGN }],
    ['a hostile key', { verb: 'start', assessmentKey: "x' or 1 eq 1" }],
    [
      'a negative revision',
      { verb: 'save', assessmentKey: FOREIGN, sectionId: 'x', group: 0, baseRevision: -1, was: {} },
    ],
  ])('card data with %s, in words', async (_name, { verb, ...data }: { verb?: string }) => {
    const outcome = await started.press('lupe', verb ?? '', data);
    expect(outcome).toMatchObject({ status: 200, body: { statusCode: 400, type: 'application/vnd.microsoft.error' } });
    expect(started.fake.calls).toEqual([]);
  });

  it('a person who presses far too often', async () => {
    const { token, activity } = await started.token();
    const flood = { ...activity, type: 'typing', from: { id: '29:flood', aadObjectId: LUPE.replace('0011', '0099') } };
    const statuses: number[] = [];
    for (let index = 0; index < 45; index += 1) {
      statuses.push((await started.post(flood, { authorization: `Bearer ${token}` })).status);
    }
    expect(statuses.at(0)).toBe(200);
    expect(statuses.at(-1)).toBe(429);
  });
});

it('writes one line for a refusal, without the token', async () => {
  const before = started.logged.length;
  await attempt({ wish: { alg: 'none' } });
  const lines = started.logged.slice(before).filter(({ level }) => level !== 'info');
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain('eyJ');
});
