import { ChannelWaits, createChannelCircuit } from '../../src/useCases/channelCircuit';
import { NotReached } from '../../src/useCases/ports';
import { silentLog, TestClock } from './world';

const start = () => {
  const clock = new TestClock();
  const turns: (string | undefined)[] = [];
  const way = createChannelCircuit({ channel: 'teams', clock, log: silentLog, onTurn: () => turns.push(way.trouble) });
  let sent = 0;
  const send = () =>
    way.through(async () => {
      sent += 1;
    });
  const fail = (isFinal = false) =>
    way
      .through(async () => {
        sent += 1;
        throw new NotReached('no answer', isFinal);
      })
      .catch((error: unknown) => error);
  return { clock, way, turns, send, fail, sent: () => sent };
};

it('opens after three messages in a row without an answer, and tells at once', async () => {
  const { way, turns, send, fail, sent } = start();
  await fail();
  await fail();
  await send();
  await fail();
  await fail();
  expect(way).toMatchObject({ isWaiting: false, trouble: undefined });
  await fail();
  expect(way.isWaiting).toBe(true);
  expect(turns).toEqual([expect.stringMatching(/^Teams takes no messages just now/)]);
  await expect(send()).rejects.toBeInstanceOf(ChannelWaits);
  expect(sent()).toBe(6);
});

it('a final refusal is an answer', async () => {
  const { way, fail } = start();
  await fail();
  await fail();
  await fail(true);
  await fail();
  await fail();
  expect(way.isWaiting).toBe(false);
});

it('is probed by one message at a time, after longer and longer pauses of a minute at most, and opens for all on an answer', async () => {
  const { clock, way, turns, send, fail } = start();
  for (let n = 0; n < 3; n += 1) await fail();
  for (const pause of [5_000, 15_000, 60_000, 60_000]) {
    clock.advance(pause - 1);
    expect(way.isWaiting).toBe(true);
    clock.advance(1);
    expect(way.isWaiting).toBe(false);
    const probe = fail();
    await expect(send()).rejects.toBeInstanceOf(ChannelWaits);
    await probe;
  }
  clock.advance(60_000);
  await send();
  expect(way).toMatchObject({ isWaiting: false, isGivenUp: false, trouble: undefined });
  await send();
  expect(turns).toEqual([expect.any(String), undefined]);
});

it('is given up after 20 minutes, and still probed', async () => {
  const { clock, way, send, fail } = start();
  for (let n = 0; n < 3; n += 1) await fail();
  for (let minute = 0; minute < 20; minute += 1) {
    expect(way.isGivenUp).toBe(false);
    clock.advance(60_000);
    await fail();
  }
  expect(way).toMatchObject({ isGivenUp: true, isWaiting: true });
  clock.advance(60_000);
  await send();
  expect(way).toMatchObject({ isGivenUp: false, isWaiting: false });
});

it('a bug while a message is made neither opens the way nor blocks it', async () => {
  const { clock, way, send, fail } = start();
  for (let n = 0; n < 3; n += 1) await fail();
  clock.advance(5_000);
  await expect(way.through(async () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  await send();
  expect(way.isWaiting).toBe(false);
});
