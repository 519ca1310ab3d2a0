// Loaded before the service by the bench: on SIGUSR2 writes what memory is in use after a collection of garbage, and how
// long the event loop was held up at most since the last time, as JSON into the file that it is told.
const { writeFileSync, renameSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const v8 = require('node:v8');
const vm = require('node:vm');

v8.setFlagsFromString('--expose_gc');
const collect = vm.runInNewContext('gc');
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
process.on('SIGUSR2', () => {
  const longestHoldMs = delay.max / 1e6;
  const { rss: rssBefore } = process.memoryUsage();
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  delay.reset();
  const file = process.env.TRUSTLANE_BENCH_MEMORY;
  writeFileSync(`${file}.new`, JSON.stringify({ rss, rssBefore, heapUsed, external, longestHoldMs }));
  renameSync(`${file}.new`, file);
});
