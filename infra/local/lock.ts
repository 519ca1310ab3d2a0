import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import Database from 'libsql';

/** Another tenant already works in the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Takes a state folder for this process alone; the result gives it back. The lock is the operating system's, held on a
 * file of its own, so that a process that was killed leaves nothing stale behind. Throws FolderInUse.
 */
export function lockFolder(dir: string): () => void {
  const folder = path.join(dir, 'tenant');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pidFile = path.join(folder, 'pid');
  const db = new Database(path.join(folder, 'lock.db'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw new FolderInUse(
      `Another local tenant${holder(pidFile)} already works in ${dir}. Stop it, or choose another folder with TRUSTLANE_LOCAL_DIR.`,
      { cause: error },
    );
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return () => {
    db.exec('ROLLBACK');
    db.close();
  };
}

function holder(pidFile: string): string {
  try {
    return ` (process ${readFileSync(pidFile, 'utf8').trim()})`;
  } catch {
    return '';
  }
}
