import { rmSync } from 'node:fs';
import path from 'node:path';

const OWN = ['tenant', 'service', 'environment.json', 'clock', 'sample'];

/** Removes the state of local tenant and service from their folder, and nothing else that may lie there. */
export function emptyState(dir: string): void {
  for (const name of OWN) rmSync(path.join(dir, name), { recursive: true, force: true });
}
