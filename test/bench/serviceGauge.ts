import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { eventually } from '../support/product';

/** Clock ticks of Linux a second, as `/proc/PID/stat` counts time. */
const TICKS = 100;

/** What the service's process holds and spends. Memory in bytes, after a collection of garbage. */
export interface Held {
  readonly rss: number;
  readonly rssBefore: number;
  readonly heapUsed: number;
  readonly longestHoldMs: number;
}

/** The environment with which the service answers to `held`. */
export const gaugeEnvironment = (file: string): Record<string, string> => ({
  NODE_OPTIONS: `-r ${path.resolve('test/bench/memoryPreload.cjs')}`,
  TRUSTLANE_BENCH_MEMORY: file,
});

/** Asks the process for its memory. */
export async function held(pid: number, file: string): Promise<Held> {
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  return eventually('the service tells its memory', async () =>
    existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Held) : undefined,
  );
}

/** Seconds of processor time that the process has used so far. Linux only. */
export function processorSeconds(pid: number): number {
  const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(after[11]) + Number(after[12])) / TICKS;
}

/** The most memory that the process ever held, in bytes. Linux only. */
export const mostMemory = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;

/** Bytes that the process has given to the system to write so far, to files and connections. Linux only. */
export const bytesWritten = (pid: number): number =>
  Number(/^wchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);

/** The bytes of the files directly in a folder, by name; none when it is not there. */
export const sizesIn = (folder: string): ReadonlyMap<string, number> =>
  new Map(existsSync(folder) ? readdirSync(folder).map((name) => [name, statSync(path.join(folder, name)).size]) : []);
