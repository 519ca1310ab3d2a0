import type Database from 'libsql';
import type { FileBytes } from './fileBytes';

/** The bytes that a file has had from one of its versions on. */
export interface StoredContent {
  readonly content: string;
  /** Bytes as stored. */
  readonly size: number;
  readonly quickXor: string;
}

/** As many contents of a file as SharePoint keeps major versions by default. */
const KEPT_CONTENTS = 500;

/** Which bytes belong to which version of a file. A change of columns makes a version with the bytes of the one before. */
export class FileVersions {
  private readonly statements;

  constructor(
    db: Database.Database,
    private readonly bytes: FileBytes,
  ) {
    const prepare = (sql: string) => db.prepare<unknown[]>(sql);
    this.statements = {
      add: prepare('INSERT OR REPLACE INTO fileContents (file, since, content, size, quickXor) VALUES (?, ?, ?, ?, ?)'),
      at: prepare(
        'SELECT content, size, quickXor FROM fileContents WHERE file = ? AND since <= ? ORDER BY since DESC LIMIT 1',
      ),
      all: prepare('SELECT since, content FROM fileContents WHERE file = ? ORDER BY since DESC'),
      remove: prepare('DELETE FROM fileContents WHERE file = ? AND since = ?'),
      removeAll: prepare('DELETE FROM fileContents WHERE file = ?'),
    };
  }

  /** Inside the transaction that makes version `since`. Returns contents to remove once it has gone through. */
  add(file: string, since: number, { content, size, quickXor }: StoredContent): readonly string[] {
    this.statements.add.run(file, since, content, size, quickXor);
    const all = this.statements.all.all(file) as { since: number; content: string }[];
    const [kept, old] = [all.slice(0, KEPT_CONTENTS), all.slice(KEPT_CONTENTS)];
    for (const row of old) this.statements.remove.run(file, row.since);
    // A restored version shares its bytes with the one it was restored from.
    const needed = new Set(kept.map((row) => row.content));
    return old.map((row) => row.content).filter((name) => !needed.has(name));
  }

  at(file: string, version: number): StoredContent | undefined {
    return this.statements.at.get(file, version) as StoredContent | undefined;
  }

  /** Forgets all versions of a file; its contents are to be removed after the transaction. */
  forget(file: string): readonly string[] {
    const all = this.statements.all.all(file) as { content: string }[];
    this.statements.removeAll.run(file);
    return [...new Set(all.map(({ content }) => content))];
  }

  drop(contents: readonly string[]): void {
    for (const content of contents) this.bytes.remove(content);
  }
}
