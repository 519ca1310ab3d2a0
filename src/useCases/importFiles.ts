import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { ImportRowReport } from '../domain/partnerImport';
import { AppError } from '../errors';
import type { ImportPlan } from './planImport';
import type { Stores } from './ports';
import { readTable, type Table } from './readTable';

const compress = promisify(gzip);
const extract = promisify(gunzip);
const KEPT = 3;

/** The documents of imports: the file as received, the plan with its keys, the report. Each is written once. */
export interface ImportFiles {
  storeFile(importKey: string, bytes: Buffer, table: Table): Promise<void>;
  /** The rows of the file; from memory when it was used lately. Throws `notFound`. */
  table(importKey: string): Promise<Table>;
  /** Stores the plan; when there is one already (a second click, a crash) that one is returned and stands. */
  storePlan(plan: ImportPlan): Promise<ImportPlan>;
  plan(importKey: string): Promise<ImportPlan | undefined>;
  storeReport(importKey: string, rows: readonly ImportRowReport[]): Promise<void>;
  report(importKey: string): Promise<readonly ImportRowReport[] | undefined>;
}

/** Keeps the last few, so that preview and start need not read the file again. */
class Lately<T> {
  readonly #kept = new Map<string, T>();
  get = (key: string): T | undefined => this.#kept.get(key);
  set(key: string, value: T): void {
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > KEPT) this.#kept.delete([...this.#kept.keys()][0] ?? '');
  }
}

export function createImportFiles({ stores }: { stores: Pick<Stores, 'importFiles'> }): ImportFiles {
  const tables = new Lately<Table>();
  const plans = new Lately<ImportPlan>();
  const packed = async (value: Buffer | string): Promise<string> =>
    JSON.stringify({ schemaVersion: 1, gzip: (await compress(value)).toString('base64') });
  const unpacked = async (json: string): Promise<Buffer> =>
    extract(Buffer.from((JSON.parse(json) as { gzip: string }).gzip, 'base64'));

  const read = async (name: string): Promise<Buffer | undefined> => {
    const json = await stores.importFiles.read(name);
    return json === undefined ? undefined : unpacked(json);
  };
  return {
    async storeFile(importKey, bytes, table) {
      await stores.importFiles.create(`${importKey}.csv`, await packed(bytes));
      tables.set(importKey, table);
    },
    async table(importKey) {
      const kept = tables.get(importKey);
      if (kept) return kept;
      const bytes = await read(`${importKey}.csv`);
      if (!bytes) throw new AppError('notFound', 'This file is not here any more. Choose it again.');
      const table = await readTable(bytes);
      tables.set(importKey, table);
      return table;
    },
    async storePlan(plan) {
      const name = `${plan.importKey}.plan.json`;
      const outcome = await stores.importFiles.create(name, await packed(JSON.stringify(plan)));
      const bytes = outcome === 'created' ? undefined : await read(name);
      const standing = bytes ? (JSON.parse(bytes.toString('utf8')) as ImportPlan) : plan;
      plans.set(plan.importKey, standing);
      return standing;
    },
    async plan(importKey) {
      const kept = plans.get(importKey);
      if (kept) return kept;
      const bytes = await read(`${importKey}.plan.json`);
      if (!bytes) return undefined;
      const plan = JSON.parse(bytes.toString('utf8')) as ImportPlan;
      plans.set(importKey, plan);
      return plan;
    },
    async storeReport(importKey, rows) {
      await stores.importFiles.create(`${importKey}.report.json`, await packed(JSON.stringify(rows)));
    },
    async report(importKey) {
      const bytes = await read(`${importKey}.report.json`);
      return bytes ? (JSON.parse(bytes.toString('utf8')) as ImportRowReport[]) : undefined;
    },
  };
}
