import { invitationCard } from '../../bot/teams/cards/invitationCard';
import type { MessageView } from '../../src/useCases/messages';
import { NotReached } from '../../src/useCases/ports';
import { wordsOf } from './support/cardChecks';
import { LUPE, MINH, OWN, TENANT } from './support/fakeUseCases';
import { type StartedBot, startBot } from './support/startBot';

let started: StartedBot;
beforeAll(async () => {
  started = await startBot();
});
afterAll(() => started.close());
beforeEach(async () => {
  started.renew();
  await started.tenant.clearFaults();
});

const view: MessageView = {
  step: 'invitation',
  assessmentKey: OWN,
  customerName: 'Northgate Trading Ltd',
  askedBy: { name: 'Maya Okafor', email: 'maya@northgate.example' },
  contactName: 'Lupe',
  partnerName: 'Aceros del Norte',
  campaignTitle: 'Security 2026',
  why: 'We need it for our own certification.',
  dueOn: '2026-12-04',
  dueInWords: '4 December 2026',
  daysLeft: 12,
  dueSentence: 'due 4 December 2026, in 12 days',
  minutesLeft: 18,
  answered: 0,
  total: 24,
  whoSees: 'The compliance team of Northgate Trading Ltd.',
  link: {
    url: 'http://localhost:1/answer/#s',
    code: 'AB-CD',
    pageUrl: 'http://localhost:1/answer/',
    expiresInWords: '2 February 2027',
  },
};
const message = invitationCard(view);
const lupe = { oid: LUPE, tid: TENANT };
const send = (person = lupe) => started.bot.messenger.send(person, message);
const refusal = async (act: Promise<unknown>): Promise<NotReached> => {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(NotReached);
  return error as NotReached;
};
const messagesOf = async (person: string) => (await started.chat(person)).messages.filter(({ from }) => from === 'bot');
const CONVERSATIONS = '^/connector/v3/conversations$';
const ACTIVITIES = '^/connector/v3/conversations/[^/]+/activities';

it('installs the app, opens the chat and sends, without a welcome beside it', async () => {
  const sent = await send();
  const messages = await messagesOf('lupe');
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({ id: sent.activityId });
  expect(wordsOf(messages[0]?.card)).toContain('Northgate Trading Ltd asks about security at Aceros del Norte');
  expect((await started.chat('lupe')).conversationId).toBe(sent.conversationId);
  expect(wordsOf(messages[0]?.card)).not.toContain('Welcome');
});

it('uses the known chat, without Graph', async () => {
  await started.act('lupe', { text: 'status' });
  await started.tenant.resetUsage();
  await send();
  expect((await started.tenant.usage()).requests).toBe(0);
});

it('replaces a card that it sent', async () => {
  await started.act('lupe', { text: 'status' });
  const { activityId } = await send();
  await started.bot.messenger.update(lupe, activityId, {
    ...message,
    card: { ...message.card, speak: 'changed' },
  });
  expect((await messagesOf('lupe')).at(-1)).toMatchObject({ id: activityId, card: { speak: 'changed' } });
});

it('replaces a card at the address of its own chat, and only at one that it trusts', async () => {
  await started.act('lupe', { text: 'status' });
  const { activityId } = await send();
  const known = started.fake.conversations.get(`${TENANT}|${LUPE}`);
  if (!known) throw new Error('The chat is not known.');
  started.fake.conversations.set(known.key, { ...known, serviceUrl: 'https://attacker.example/' });
  expect(await refusal(started.bot.messenger.update(lupe, activityId, message))).toMatchObject({
    isFinal: true,
    reason: expect.stringContaining('does not trust'),
  });
  started.fake.conversations.delete(known.key);
  expect(await refusal(started.bot.messenger.update(lupe, activityId, message))).toMatchObject({ isFinal: true });
});

describe('who cannot be reached', () => {
  it('a person who blocked the app, and remembers that', async () => {
    await started.membership('minh', { installed: true });
    await started.act('minh', { text: 'status' });
    await started.membership('minh', { blocked: true });
    const person = { oid: MINH, tid: TENANT };
    const first = await refusal(send(person));
    expect(first).toMatchObject({ isFinal: true, reason: 'They have removed or blocked the app in Teams.' });
    expect(started.fake.conversations.get(`${TENANT}|${MINH}`)?.state).toBe('blocked');
    await started.tenant.resetUsage();
    await refusal(send(person));
    expect((await started.tenant.usage()).requests).toBe(0);
    await started.membership('minh', { blocked: false });
  });

  it('somebody of another organisation', async () => {
    expect(await refusal(send({ ...lupe, tid: '99999999-aaaa-4bbb-8ccc-000000000001' }))).toMatchObject({
      isFinal: true,
    });
  });

  it('somebody who is not in the directory', async () => {
    expect(await refusal(send({ oid: '22222222-0000-4000-8000-00000000ffff', tid: TENANT }))).toMatchObject({
      isFinal: true,
    });
  });

  it('a chat whose stored address is not on the list of allowed services: the token never goes there', async () => {
    started.fake.conversations.set(`${TENANT}|${LUPE}`, {
      key: `${TENANT}|${LUPE}`,
      ...lupe,
      conversationId: 'a:x',
      serviceUrl: 'https://attacker.example/',
      state: 'active',
    });
    expect(await refusal(send())).toMatchObject({ isFinal: true, reason: expect.stringContaining('does not trust') });
  });

  it('a chat that Teams has forgotten is opened anew', async () => {
    started.fake.conversations.set(`${TENANT}|${LUPE}`, {
      key: `${TENANT}|${LUPE}`,
      ...lupe,
      conversationId: 'a:gone',
      serviceUrl: `${started.tenant.origin}/connector/`,
      state: 'active',
    });
    expect((await send()).conversationId).not.toBe('a:gone');
  });
});

describe('trouble on the way', () => {
  it('waits as long as Teams asks, in full, then sends once', async () => {
    await started.act('lupe', { text: 'status' });
    const before = (await messagesOf('lupe')).length;
    await started.tenant.setFaults({
      match: { method: 'POST', pathPattern: ACTIVITIES },
      kind: 'status',
      status: 429,
      retryAfter: 47,
      times: 1,
    });
    await send();
    expect(started.slept).toEqual([47_000]);
    expect(await messagesOf('lupe')).toHaveLength(before + 1);
  });

  it('does not repeat a message whose fate is unknown', async () => {
    await started.act('lupe', { text: 'status' });
    const before = (await messagesOf('lupe')).length;
    await started.tenant.setFaults({ match: { method: 'POST', pathPattern: ACTIVITIES }, kind: 'dropAfter', times: 1 });
    expect(await refusal(send())).toMatchObject({ isFinal: false });
    expect(await messagesOf('lupe')).toHaveLength(before + 1);
  });

  it.each([502, 503, 504])('does not repeat a message after %d', async (status) => {
    await started.act('lupe', { text: 'status' });
    await started.tenant.setFaults({
      match: { method: 'POST', pathPattern: ACTIVITIES },
      kind: 'status',
      status,
      times: 1,
    });
    expect(await refusal(send())).toMatchObject({ isFinal: false });
  });

  it('repeats opening the chat, which is the same chat every time', async () => {
    await started.tenant.setFaults({
      match: { method: 'POST', pathPattern: CONVERSATIONS },
      kind: 'status',
      status: 502,
      times: 2,
    });
    await send();
    expect(started.slept).toHaveLength(2);
  });

  it('repeats a replacement, which is the same twice', async () => {
    await started.act('lupe', { text: 'status' });
    const { activityId } = await send();
    started.slept.length = 0;
    await started.tenant.setFaults({
      match: { method: 'PUT', pathPattern: ACTIVITIES },
      kind: 'status',
      status: 504,
      times: 1,
    });
    started.tenant.skip(30_000);
    await started.bot.messenger.update(lupe, activityId, message);
    expect(started.slept).toHaveLength(1);
  });

  it('gets a fresh token when the connector does not take the old one', async () => {
    await started.act('lupe', { text: 'status' });
    await started.tenant.setFaults({
      match: { method: 'POST', pathPattern: ACTIVITIES },
      kind: 'status',
      status: 401,
      times: 1,
    });
    await expect(send()).resolves.toMatchObject({ activityId: expect.any(String) });
  });

  it('says that Graph did not answer when the app cannot be installed now', async () => {
    await started.membership('minh', { installed: false });
    started.renew();
    await started.tenant.setFaults({ match: { pathPattern: '/teamwork/installedApps' }, kind: 'status', status: 503 });
    expect(await refusal(send({ oid: MINH, tid: TENANT }))).toMatchObject({ isFinal: false });
  });
});
