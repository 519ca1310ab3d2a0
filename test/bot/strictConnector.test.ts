import { notReachedBy } from '../../bot/teams/platformReason';
import { NotReached } from '../../src/useCases/ports';
import { LUPE, MINH, TENANT } from './support/fakeUseCases';
import { type StartedBot, startBot } from './support/startBot';

// How the bot takes what Teams refuses, varies or does not promise.
let started: StartedBot;
beforeAll(async () => {
  started = await startBot();
});
afterAll(() => started.close());
beforeEach(async () => {
  await started.tenant.reset();
  started.renew();
});

const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Hello' }] };
const send = (oid = MINH) => started.bot.messenger.send({ oid, tid: TENANT }, { card, summary: 'Hello' });
const refusal = async (act: Promise<unknown>): Promise<NotReached> => {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(NotReached);
  return error as NotReached;
};
const membership = (state: object) => started.tenant.control('POST', 'membership', { person: 'minh', ...state });
const connector = (wish: object) => started.tenant.control('POST', 'connector', wish);
const fromBot = async (person: string) => (await started.chat(person)).messages.filter(({ from }) => from === 'bot');

describe('who cannot be reached is known at once, with a reason', () => {
  it.each([
    ['has never opened Teams', { neverOpened: true }, 'They have never opened Teams'],
    ['is a guest whose chat Teams refuses', { aclRefused: true }, 'Teams does not let the app write to them'],
    ['has a chat without the bot', { notInRoster: true }, 'BotNotInConversationRoster'],
  ])('a person who %s', async (_name, state, reason) => {
    await membership(state);
    expect(await refusal(send())).toMatchObject({ isFinal: true, reason: expect.stringContaining(reason) });
    expect(await fromBot('minh')).toEqual([]);
  });

  it('anybody, while the administrator has switched the bot off', async () => {
    await connector({ disabledByAdmin: true });
    expect(await refusal(send())).toMatchObject({
      isFinal: true,
      reason: expect.stringContaining('BotDisabledByAdmin'),
    });
  });
});

describe('too many messages', () => {
  it('are waited for as long as Teams asks', async () => {
    await connector({ limits: true, quirks: { retryAfterMissing: false } });
    await send();
    started.slept.length = 0;
    await Promise.all(Array.from({ length: 8 }, () => send()));
    expect(started.slept.length).toBeGreaterThan(0);
    expect(started.slept.every((milliseconds) => milliseconds >= 1_000)).toBe(true);
    expect(await fromBot('minh')).toHaveLength(9);
  });

  it('are tried again later rather than given up, when Teams goes on asking to wait', async () => {
    await send();
    started.slept.length = 0;
    await started.tenant.setFaults({
      match: { method: 'POST', pathPattern: '/activities$' },
      kind: 'status',
      status: 429,
      retryAfter: 2,
    });
    expect(await refusal(send())).toMatchObject({ isFinal: false, reason: expect.stringContaining('wait') });
    expect(started.slept.filter((milliseconds) => milliseconds === 2_000)).toHaveLength(3);
  });

  it('are waited for as well when Teams does not say how long', async () => {
    await send();
    started.slept.length = 0;
    await started.tenant.setFaults({
      match: { method: 'POST', pathPattern: '/activities$' },
      kind: 'status',
      status: 429,
      times: 2,
    });
    await send();
    expect(started.slept).toHaveLength(2);
    expect(started.slept.every((milliseconds) => milliseconds > 0)).toBe(true);
  });
});

it('412 is tried again: Teams has done nothing then', async () => {
  await send();
  await started.tenant.setFaults({
    match: { method: 'POST', pathPattern: '/activities$' },
    kind: 'status',
    status: 412,
    times: 1,
  });
  await send();
  expect(await fromBot('minh')).toHaveLength(2);
});

it('an app that is added is welcomed once, whether its conversationUpdate is missing, single or double', async () => {
  await connector({ quirks: { updatesVary: true } });
  for (let index = 0; index < 12; index += 1) {
    await started.tenant.control('POST', 'membership', { person: 'lupe', installed: true });
    expect(await fromBot('lupe')).toHaveLength(index + 1);
    await started.tenant.control('POST', 'membership', { person: 'lupe', installed: false });
  }
});

it('an old client’s press, which comes as a message, does what the button does', async () => {
  await started.tenant.control('POST', 'membership', { person: 'lupe', installed: true });
  await started.act('lupe', { text: 'continue' });
  const asked = started.fake.calls.length;
  const outcome = await started.act('lupe', { action: { verb: 'save', inputs: { 'a.guards': '3' } }, client: 'old' });
  expect(outcome).toMatchObject({ status: 200 });
  expect(outcome).not.toHaveProperty('notice');
  expect(started.fake.calls.slice(asked)).toContain('questionnaire');
});

it('a person’s chat is remembered with the service address that Teams gave, with or without its slash', async () => {
  await connector({ finalSlash: false });
  await started.tenant.control('POST', 'membership', { person: 'lupe', installed: true });
  await started.act('lupe', { text: 'status' });
  expect(started.fake.conversations.get(`${TENANT}|${LUPE}`)?.serviceUrl).toBe(`${started.tenant.origin}/connector`);
  const before = (await fromBot('lupe')).length;
  await send(LUPE);
  expect(await fromBot('lupe')).toHaveLength(before + 1);
});

it('a chat that Teams does not know any more is opened anew', async () => {
  const serviceUrl = `${started.tenant.origin}/connector/`;
  const stale = { oid: LUPE, tid: TENANT, conversationId: 'a:1x', serviceUrl, state: 'active' as const };
  started.fake.conversations.set(`${TENANT}|${LUPE}`, { ...stale, key: `${TENANT}|${LUPE}` });
  await send(LUPE);
  expect(await fromBot('lupe')).toHaveLength(1);
});

it.each(['ECONNREFUSED', 'ENOTFOUND'])(
  '%s: nothing can have arrived, and the reason does not say that it may have',
  (code) => {
    const refused = notReachedBy(Object.assign(new Error('connect'), { code }));
    expect(refused).toMatchObject({ isFinal: false, reason: 'Teams cannot be reached right now.' });
  },
);
