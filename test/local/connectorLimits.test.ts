import { createConnectorLimits } from '../../infra/local/connector/connectorLimits';
import { card, type ConnectorWorld, MINH, startConnectorWorld } from './connectorWorld';

let world: ConnectorWorld;
beforeAll(async () => {
  world = await startConnectorWorld();
});
afterAll(() => world?.close());

describe('the windows', () => {
  it.each([
    ['send', 'first', 7, 1_000, 1],
    ['send', 'second', 8, 2_000, 1_001],
    ['create', 'first', 7, 1_000, 1],
    ['read', 'first', 14, 1_000, 1],
    ['read', 'second', 16, 2_000, 1_001],
  ] as const)(
    '%s: the %s window takes %d calls in %d ms and then says how long to wait',
    (operation, _n, most, ms, gap) => {
      let now = 1_000_000;
      const limits = createConnectorLimits(() => now);
      // The wider window is reached by spreading the calls over more than the narrow one.
      const before = gap === 1 ? 0 : most - 1;
      for (let call = 0; call < before; call += 1) {
        if (call === Math.floor(before / 2)) now += gap;
        expect(limits.take(operation, 'a')).toBeUndefined();
      }
      for (let call = before; call < most; call += 1) expect(limits.take(operation, 'a')).toBeUndefined();
      const wait = limits.take(operation, 'a') ?? 0;
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(ms);
      now += wait;
      expect(limits.take(operation, 'a')).toBeUndefined();
    },
  );

  it.each([
    ['send', 60, 30, 1_800],
    ['create', 60, 30, 1_800],
    ['read', 120, 30, 3_600],
  ] as const)('%s: at most %d in %d s and %d in an hour', (operation, half, _seconds, hour) => {
    let now = 1_000_000;
    const limits = createConnectorLimits(() => now);
    const steps = (ms: number, most: number): number => {
      let taken = 0;
      while (taken <= most && limits.take(operation, 'a') === undefined) {
        taken += 1;
        now += ms;
      }
      return taken;
    };
    // One call every 0.27 s stays below the short windows of all three.
    expect(steps(operation === 'read' ? 130 : 270, half)).toBe(half);
    limits.clear();
    now += 3_600_000;
    expect(steps(operation === 'read' ? 900 : 1_900, hour)).toBe(hour);
  });

  it('a message that Teams splits counts twice', () => {
    const limits = createConnectorLimits(() => 0);
    for (let call = 0; call < 3; call += 1) expect(limits.take('send', 'a', 2)).toBeUndefined();
    expect(limits.take('send', 'a', 2)).toBe(1_000);
    expect(limits.take('send', 'a', 1)).toBeUndefined();
  });

  it('all chats together take 50 calls a second, and other chats have limits of their own', () => {
    let now = 0;
    const limits = createConnectorLimits(() => now);
    for (let call = 0; call < 50; call += 1) expect(limits.take('send', `chat ${call}`)).toBeUndefined();
    expect(limits.take('read', 'another')).toBe(1_000);
    now = 1_000;
    expect(limits.take('read', 'another')).toBeUndefined();
  });

  it('a clock that is turned back leaves no calls in the future', () => {
    let now = 10_000_000;
    const limits = createConnectorLimits(() => now);
    for (let call = 0; call < 7; call += 1) limits.take('send', 'a');
    now = 1_000;
    expect(limits.take('send', 'a')).toBeUndefined();
  });
});

describe('at the connector', () => {
  beforeEach(() => world.renew());

  it('the eighth message in a second is 429 with Retry-After and Teams’ body, stores nothing, and other chats go on', async () => {
    const chat = await world.openChat();
    const other = await world.openChat(MINH);
    await world.connector({ limits: true });
    // All within one second, however busy the machine is.
    const { clock } = world.tenant.tenant.context;
    const second = jest.spyOn(clock, 'now').mockReturnValue(clock.now());
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => world.say(chat, String(index))));
    second.mockRestore();
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(7);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toEqual({ error: { code: 'Throttled', message: 'Too many requests.' } });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await world.chatOf('lupe')).activities).toHaveLength(7);
    expect((await world.say(other)).status).toBe(201);
    await world.tenant.advanceClock(2_000);
    expect((await world.say(chat)).status).toBe(201);
  });

  it('text with a card counts as two messages', async () => {
    const chat = await world.openChat();
    await world.connector({ limits: true });
    const send = () =>
      world.call('POST', `${chat}/activities`, { type: 'message', text: 'x', attachments: [card('y')] });
    const answers = [await send(), await send(), await send(), await send()];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
  });

  it('updates, creations and looks at the members are limited too', async () => {
    const chat = await world.openChat();
    const { id } = (await world.say(chat)).body;
    await world.connector({ limits: true });
    const statuses = async (most: number, call: () => Promise<{ status: number }>) => {
      const answers = await Promise.all(Array.from({ length: most + 1 }, call));
      return answers.filter(({ status }) => status === 429).length;
    };
    const body = { type: 'message', text: 'x' };
    expect(await statuses(7, () => world.call('PUT', `${chat}/activities/${id}`, body))).toBe(1);
    expect(await statuses(7, () => world.create())).toBe(1);
    expect(await statuses(14, () => world.call('GET', `${chat}/members`))).toBe(1);
  });

  it('some refusals say no time to wait, when that quirk is on', async () => {
    const chat = await world.openChat();
    await world.connector({ limits: true, quirks: { retryAfterMissing: true } });
    const seen = new Set<boolean>();
    for (let call = 0; call < 45; call += 1) {
      const { status, headers } = await world.say(chat);
      if (status === 429) seen.add(headers.has('retry-after'));
    }
    expect([...seen].sort()).toEqual([false, true]);
  });

  it('the limits are off until they are asked for', async () => {
    const chat = await world.openChat();
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.say(chat)));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
  });
});
