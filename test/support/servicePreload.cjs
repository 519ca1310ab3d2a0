// Loaded before the service in tests. It tells the test, whenever that changes, how far this process's clock is ahead of
// wall time. With TRUSTLANE_WAITS=short, what the service waits between two looks or two tries takes a tenth as long;
// time itself and all timeouts stay as they are.
const { syncBuiltinESMExports } = require('node:module');
const process = require('node:process');
const timers = require('node:timers/promises');

const SHORTER = 10;
const LOOK_MS = 50;

if (process.env.TRUSTLANE_WAITS === 'short') {
  const { setTimeout: sleep } = timers;
  timers.setTimeout = (milliseconds, ...rest) => sleep(milliseconds / SHORTER, ...rest);
  syncBuiltinESMExports();
}

const realNow = globalThis[Symbol.for('trustlane.realNow')] ?? Date.now;
let told;
setInterval(() => {
  const aheadMs = Date.now() - realNow();
  // Two readings of a clock may be a millisecond apart.
  if (!process.connected || Math.abs(aheadMs - told) <= 1) return;
  told = aheadMs;
  process.send({ aheadMs });
}, LOOK_MS).unref();
