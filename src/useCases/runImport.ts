import type { ImportRowReport, PartnerImport } from '../domain/partnerImport';
import { AppError, messageFor } from '../errors';
import type { ImportFiles } from './importFiles';
import type { PlannedRow } from './planImport';
import type { Clock, Log, Stored, Stores } from './ports';

/** Rows between two looks at the time, and at whether somebody cancelled. */
const CHUNK = 100;
const LOOK_MS = 5_000;
const TRIES = 3;
const WAITS = 'SharePoint does not take rows just now. The import goes on by itself; nothing is lost.';

const isWritten = (stores: Pick<Stores, 'partners' | 'contacts'>, { partner, contact }: PlannedRow): boolean =>
  (!partner || stores.partners.get(partner.key) !== undefined) &&
  (!contact || stores.contacts.get(contact.key) !== undefined);

/** One line per row, from the plan and what is there. */
export const reportOf = (
  stores: Pick<Stores, 'partners'>,
  rows: readonly PlannedRow[],
  failures: ReadonlyMap<number, string>,
): ImportRowReport[] =>
  rows.map(({ row, name, result, message, partner }) => {
    const isCreated = partner !== undefined && stores.partners.get(partner.key) !== undefined;
    const failure = failures.get(row);
    if (isCreated)
      return {
        row,
        name,
        result: 'created',
        message: failure ? `The partner was created, its contact was not: ${failure}` : message,
      };
    if (failure !== undefined) return { row, name, result: 'failed', message: failure };
    return { row, name, result, message };
  });

export interface ImportRunner {
  /** Writes what is missing of running imports for some seconds, then returns; call it again. Throws `unavailable`. */
  run(): Promise<void>;
  /** Why nothing moves, in words, when nothing does. */
  waitingFor(importKey: string): string | undefined;
  failures(importKey: string): ReadonlyMap<number, string>;
}

/**
 * Writes the rows of imports. What is missing is found by the plan's keys, so that it goes on after a kill, and a row
 * that was written before it is not written again.
 */
export function createImportRunner(deps: { stores: Stores; clock: Clock; log: Log; files: ImportFiles }): ImportRunner {
  const { stores, clock, log, files } = deps;
  const waiting = new Map<string, string>();
  const failed = new Map<string, Map<number, string>>();
  const tries = new Map<string, number>();

  const failuresOf = (importKey: string): Map<number, string> => {
    const found = failed.get(importKey) ?? new Map<number, string>();
    failed.set(importKey, found);
    return found;
  };

  /** Writes partners, then the contacts of those that are there. Says of each row that did not work why. */
  const write = async (rows: readonly PlannedRow[]): Promise<Map<string, string>> => {
    const reasons = new Map<string, string>();
    const note = (key: string, outcome: string, reason?: string): void => {
      if (outcome === 'failed') reasons.set(key, reason ?? 'SharePoint did not take the row.');
    };
    const partners = rows.flatMap(({ partner }) => (partner && !stores.partners.get(partner.key) ? [partner] : []));
    if (partners.length > 0) await stores.partners.createMany(partners, note);
    // A row that another run wrote and this read model has not heard of yet.
    for (const { key } of partners)
      if (!stores.partners.get(key) && !reasons.has(key)) await stores.partners.refresh(key);
    const contacts = rows.flatMap(({ contact }) =>
      contact && !stores.contacts.get(contact.key) && stores.partners.get(contact.partnerKey) ? [contact] : [],
    );
    if (contacts.length > 0) await stores.contacts.createMany(contacts, note);
    for (const { key } of contacts)
      if (!stores.contacts.get(key) && !reasons.has(key)) await stores.contacts.refresh(key);
    return reasons;
  };

  const finish = async (stored: Stored<PartnerImport>, rows: readonly PlannedRow[]): Promise<void> => {
    const failures = failuresOf(stored.value.key);
    const report = reportOf(stores, rows, failures);
    await files.storeReport(stored.value.key, report);
    const lost = report.filter(({ result }) => result === 'failed').length;
    await stores.imports.update(
      { ...stored.value, state: 'finished', failed: lost, finishedAt: clock.now().toISOString() },
      stored.version,
    );
    log.info({ importKey: stored.value.key, rows: report.length, failed: lost }, 'an import is finished');
  };

  const goOn = async (importKey: string, until: number): Promise<void> => {
    const plan = await files.plan(importKey);
    if (!plan) throw new AppError('unavailable', 'The plan of an import cannot be read just now.');
    const failures = failuresOf(importKey);
    let missing = plan.rows.filter(
      (row) => row.result === 'planned' && !failures.has(row.row) && !isWritten(stores, row),
    );
    for (;;) {
      const stored = stores.imports.get(importKey);
      if (stored?.value.state !== 'running') return;
      if (missing.length === 0) return finish(stored, plan.rows);
      const chunk = missing.slice(0, CHUNK);
      const reasons = await write(chunk);
      const left = chunk.filter((row) => !isWritten(stores, row));
      const reason = [...reasons.values()][0];
      // When nothing at all gets through it is not the rows' fault: wait and try again, for as long as it takes.
      if (left.length === chunk.length && chunk.length > 1)
        throw new AppError('unavailable', reason ?? 'SharePoint does not take rows just now.');
      for (const row of left) {
        const id = `${importKey}#${row.row}`;
        const count = (tries.get(id) ?? 0) + 1;
        tries.set(id, count);
        if (count < TRIES) continue;
        tries.delete(id);
        failures.set(
          row.row,
          reasons.get(row.partner?.key ?? '') ??
            reasons.get(row.contact?.key ?? '') ??
            'SharePoint did not take the row.',
        );
      }
      waiting.delete(importKey);
      missing = [...missing.slice(CHUNK), ...left.filter(({ row }) => !failures.has(row))];
      if (clock.now().getTime() > until) return;
    }
  };

  return {
    async run() {
      const until = clock.now().getTime() + LOOK_MS;
      for (const { value } of stores.imports.all()) {
        if (value.state !== 'running') continue;
        try {
          await goOn(value.key, until);
        } catch (error) {
          if (error instanceof AppError && error.code === 'conflict') {
            await stores.imports.refresh(value.key);
            continue;
          }
          // Those behind it in the row wait as well.
          for (const { value: each } of stores.imports.all())
            if (each.state === 'running') waiting.set(each.key, WAITS);
          log.warn({ importKey: value.key, error: messageFor(error) }, 'an import waits');
          throw error;
        }
      }
    },
    waitingFor: (importKey) => waiting.get(importKey),
    failures: failuresOf,
  };
}
