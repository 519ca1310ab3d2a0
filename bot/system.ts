import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicFactory } from 'ulid';
import type { Clock, Crypto } from '../src/useCases/ports';

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date(), sleep: (milliseconds) => sleep(milliseconds) };

const nextUlid = monotonicFactory();

/** Node's hash and rising keys. */
export const systemCrypto: Crypto = {
  sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
  newKey: () => nextUlid().toLowerCase(),
};
