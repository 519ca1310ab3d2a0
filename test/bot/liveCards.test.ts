import { type ConversationReference, withLiveCard } from '../../src/domain/link';
import { conversationCodec } from '../../src/sharepoint/codecs/conversation';
import { newerCard } from '../../bot/teams/cards/newerCard';
import { createLiveCards } from '../../bot/teams/liveCards';
import { button, inputsOf, wordsOf } from './support/cardChecks';
import { LUPE, OWN, SECOND, TENANT } from './support/fakeUseCases';
import { type StartedBot, startBot } from './support/startBot';

// One card of a chat goes on with a questionnaire; the others lead to it.
let started: StartedBot;
beforeAll(async () => {
  started = await startBot();
  await started.membership('lupe', { installed: true });
});
afterAll(() => started.close());
beforeEach(async () => {
  started.renew();
  await started.tenant.clearFaults();
});

const lupe = { oid: LUPE, tid: TENANT };
const messages = async () => (await started.chat('lupe')).messages;
const wordsIn = async (id: string | undefined) => wordsOf((await messages()).find((each) => each.id === id)?.card);
const noted = (key = OWN) => started.fake.conversations.get(`${TENANT}|${LUPE}`)?.liveCards?.[key]?.activityId;
const notes = () => started.fake.calls.filter((each) => each === 'noteLiveCard').length;
/** Replacing runs beside the reply. */
async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !(await isSo()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await isSo()).toBe(true);
}
const typed = async (text = 'continue'): Promise<string> => {
  await started.act('lupe', { text });
  const id = (await messages()).at(-1)?.id ?? '';
  await until(() => noted() === id);
  return id;
};

it('a newer card turns the older one into a line that leads to it', async () => {
  const first = await typed();
  const second = await typed();
  await until(async () => (await wordsIn(first)).includes('Go on in the newer card below.'));
  expect(await wordsIn(second)).toContain('Leadership and responsibility');
  expect(inputsOf((await messages()).find(({ id }) => id === first)!.card!)).toEqual([]);
});

it('answering on the live card writes nothing about it', async () => {
  const id = await typed();
  const before = notes();
  const { verb, data } = button((await messages()).at(-1)?.card, 'Save and next');
  await started.press('lupe', verb ?? '', data, { 'a.statement': 'yes' }, id);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(notes()).toBe(before);
});

it('an older card that is used again is the live one, and the newer leads to it', async () => {
  const first = await typed();
  const second = await typed();
  await until(async () => (await wordsIn(first)).includes('newer card'));
  await started.press('lupe', 'start', { assessmentKey: OWN }, {}, first);
  await until(async () => (await wordsIn(second)).includes('You went on in another card'));
  expect(noted()).toBe(first);
});

it('a card of another questionnaire stays as it is', async () => {
  const first = await typed();
  started.fake.bindSecond();
  await started.press('lupe', 'start', { assessmentKey: SECOND }, {}, 'another-message');
  await until(() => noted(SECOND) === 'another-message');
  expect(await wordsIn(first)).toContain('Leadership and responsibility');
});

it('a message that the service sends replaces the card of somebody who is away', async () => {
  const first = await typed();
  const message = { ...newerCard({ assessmentKey: OWN, isBelow: true }), assessmentKey: OWN, summary: 'A reminder' };
  await started.bot.messenger.send(lupe, message);
  await new Promise((resolve) => setTimeout(resolve, 100));
  // They wrote a moment ago, and may be typing into the card.
  expect(await wordsIn(first)).toContain('Leadership and responsibility');
  started.tenant.skip(16 * 60_000);
  const second = (await messages()).at(-1)?.id;
  await started.bot.messenger.send(lupe, message);
  await until(async () => (await wordsIn(second)).includes('newer card'));
});

it('what was left to somebody at work gives way as soon as they go on in the message', async () => {
  const first = await typed();
  const message = { ...newerCard({ assessmentKey: OWN, isBelow: true }), assessmentKey: OWN, summary: 'A reminder' };
  await started.bot.messenger.send(lupe, message);
  const sent = (await messages()).at(-1)?.id;
  expect(await wordsIn(first)).toContain('Leadership and responsibility');
  await started.press('lupe', 'start', { assessmentKey: OWN }, {}, sent);
  await until(async () => (await wordsIn(first)).includes('Go on in the newer card below.'));
});

it('a chat that does not take the replacement gets its new card all the same', async () => {
  await typed();
  await started.tenant.setFaults({
    match: { method: 'PUT', pathPattern: '^/connector/v3/conversations/[^/]+/activities' },
    kind: 'status',
    status: 404,
    times: 3,
  });
  const { status } = await started.act('lupe', { text: 'continue' });
  expect(status).toBe(200);
  await until(() => started.logged.some(({ message }) => message === 'An older card could not be replaced'));
  expect(wordsOf((await messages()).at(-1)?.card)).toContain('Leadership and responsibility');
});

describe('after a restart', () => {
  const now = new Date('2026-11-22T10:00:00Z').getTime();
  /** What a process that just began does. @param stored what the rows tell of the chat, newest first */
  const begun = (stored: readonly string[]) => {
    const retired: string[] = [];
    const clock = { time: now };
    const liveCards = createLiveCards({
      getUseCases: () => ({ liveCardsOf: () => stored, noteLiveCard: async () => undefined }),
      update: async (_, activityId) => void retired.push(activityId),
      clock: { now: () => new Date(clock.time) },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    return { liveCards, retired, clock };
  };

  it('a card that was left standing beside a reminder gives way with the next thing the person does', async () => {
    const { liveCards, retired } = begun(['reminder', 'older']);
    liveCards.shown(lupe, 'new', OWN);
    await until(() => retired.length === 2);
    expect([...retired].sort()).toEqual(['older', 'reminder']);
    liveCards.shown(lupe, 'newer', OWN);
    await until(() => retired.length === 3);
    expect(retired.at(-1)).toBe('new');
  });

  it('whoever goes on in the reminder keeps it', async () => {
    const { liveCards, retired } = begun(['reminder', 'older']);
    liveCards.shown(lupe, 'reminder', OWN);
    await until(() => retired.length > 0);
    expect(retired).toEqual(['older']);
  });

  it('a reminder does not take a card away from somebody who may have been typing when the process began', async () => {
    const { liveCards, retired, clock } = begun(['older']);
    liveCards.sent(lupe, 'reminder', OWN);
    expect(retired).toEqual([]);
    clock.time += 16 * 60_000;
    liveCards.sent(lupe, 'second', OWN);
    await until(() => retired.length === 2);
    expect([...retired].sort()).toEqual(['older', 'reminder']);
  });
});

describe('what is kept of a chat', () => {
  const chat: ConversationReference = {
    key: `${TENANT}|${LUPE}`,
    ...lupe,
    conversationId: 'a:1',
    serviceUrl: 'https://smba.trafficmanager.net/ca/',
    state: 'active',
  };

  it('is at most twenty live cards, the newest', () => {
    let row = chat;
    for (let n = 0; n < 30; n += 1)
      row = withLiveCard(row, `assessment ${n}`, {
        activityId: `m${n}`,
        at: `2026-11-22T10:${String(n).padStart(2, '0')}:00Z`,
      });
    expect(Object.keys(row.liveCards ?? {})).toHaveLength(20);
    expect(row.liveCards).toHaveProperty('assessment 29');
    expect(row.liveCards).not.toHaveProperty('assessment 9');
  });

  it('is one questionnaire for one message', () => {
    const at = '2026-11-22T10:00:00Z';
    const row = withLiveCard(withLiveCard(chat, 'one', { activityId: 'm', at }), 'two', { activityId: 'm', at });
    expect(Object.keys(row.liveCards ?? {})).toEqual(['two']);
  });

  it('comes back from its row, also from one of before live cards were kept', () => {
    const row = withLiveCard(chat, 'one', { activityId: 'm', at: '2026-11-22T10:00:00Z' });
    for (const value of [chat, row]) {
      expect(conversationCodec.shape.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
    }
  });
});
