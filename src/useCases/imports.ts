import type { ImportChoices, ImportPreview, ImportStatus } from '../contracts/imports';
import type { CountryLookup } from '../domain/country';
import { IMPORT_FIELDS, type PartnerImport } from '../domain/partnerImport';
import type { Person } from '../domain/person';
import { canonicalJson } from '../domain/submission';
import { AppError } from '../errors';
import { demand } from './access';
import { displayName } from './fileName';
import { guessColumns } from './guessColumns';
import type { ImportFiles } from './importFiles';
import type { KeyedQueue } from './keyedQueue';
import { type ImportPlan, planImport } from './planImport';
import type { Clock, Crypto, Stored, Stores } from './ports';
import type { ReadIndex } from './readIndex';
import { readAs, readTable, type Table } from './readTable';
import { type ImportRunner, reportOf } from './runImport';
import type { UseCases } from './useCases';

const SAMPLES = 3;
const PREVIEW_ROWS = 20;
const PREVIEW_PROBLEMS = 200;
/** A create costs 2. */
const UNITS_PER_ROW = 2;
const ROWS_PER_SECOND_AT_MOST = 50;

type ImportUseCases = Pick<
  UseCases,
  'stageImport' | 'previewImport' | 'startImport' | 'cancelImport' | 'importStatus' | 'listImports' | 'importReport'
>;

const countsOf = (plan: ImportPlan): ImportPreview['counts'] => {
  const count = (result: string): number => plan.rows.filter((row) => row.result === result).length;
  return {
    rows: plan.rows.length,
    toCreate: count('planned'),
    duplicateInFile: count('duplicateInFile'),
    alreadyHere: count('alreadyHere'),
    refused: count('refused'),
  };
};

/** Reads a list of partners, shows what would become of it, and starts to write it. */
export function createImports(deps: {
  stores: Stores;
  clock: Clock;
  crypto: Crypto;
  queue: KeyedQueue;
  countries: CountryLookup;
  index: ReadIndex;
  files: ImportFiles;
  runner: ImportRunner;
  resourceUnitsPerMinute: number;
}): ImportUseCases {
  const { stores, clock, crypto, countries, index, files, runner } = deps;

  const rowOf = async (by: Person, importKey: string): Promise<Stored<PartnerImport>> => {
    demand(by, 'importPartners');
    const stored = stores.imports.get(importKey) ?? (await stores.imports.refresh(importKey));
    if (!stored) throw new AppError('notFound', 'This import is not here any more. Choose the file again.');
    return stored;
  };
  const createdBy = (): ReadonlyMap<string, number> =>
    index.once('created by imports', () => {
      const counts = new Map<string, number>();
      for (const { value } of stores.partners.all()) {
        const importKey = value.importedFrom?.split('#')[0];
        if (importKey) counts.set(importKey, (counts.get(importKey) ?? 0) + 1);
      }
      return counts;
    });
  const statusOf = (value: PartnerImport): ImportStatus => {
    const duplicateInFile = value.duplicateInFile ?? 0;
    return {
      key: value.key,
      fileName: value.fileName,
      state: value.state,
      counts: {
        rows: value.rowCount,
        toCreate: value.planned,
        duplicateInFile,
        alreadyHere: value.skipped - duplicateInFile,
        refused: value.refused,
      },
      created: createdBy().get(value.key) ?? 0,
      failed: value.state === 'running' ? runner.failures(value.key).size : value.failed,
      createdAt: value.createdAt,
      createdBy: value.createdBy,
      ...(value.state === 'running' ? { waitingFor: runner.waitingFor(value.key) } : {}),
    };
  };
  const checkChoices = (table: Table, choices: ImportChoices): void => {
    const used = Object.entries(choices.mapping).filter(([, column]) => column !== undefined);
    const beyond = used.find(([, column]) => column >= table.headings.length);
    if (beyond) throw new AppError('invalid', 'A chosen column is not in the file. Choose the columns again.');
    const doubled = used.find(([, column], at) => used.findIndex(([, other]) => other === column) !== at);
    if (doubled) {
      const field = IMPORT_FIELDS[doubled[0] as keyof typeof IMPORT_FIELDS];
      throw new AppError(
        'invalid',
        `The column for "${field}" is chosen for something else too. Choose another one, or none.`,
      );
    }
    if (choices.mapping.country === undefined && choices.defaultCountry === undefined) {
      throw new AppError('invalid', 'The file has no country column. Choose a country for its rows.');
    }
    if (choices.defaultCountry !== undefined && !countries.find(choices.defaultCountry))
      throw new AppError('invalid', 'Choose the country from the list.');
  };
  const planOf = async (importKey: string, choices: ImportChoices): Promise<ImportPlan> => {
    const table = await files.table(importKey);
    checkChoices(table, choices);
    return planImport({
      importKey,
      table,
      choices,
      countries,
      known: index.twins(),
      newKey: () => crypto.newKey(),
    });
  };

  return {
    async stageImport(by, file) {
      demand(by, 'importPartners');
      const table = await readTable(file.bytes);
      const key = crypto.newKey();
      const fileName = displayName(file.name, 'csv');
      await files.storeFile(key, file.bytes, table);
      await stores.imports.create({
        key,
        fileName,
        state: 'staged',
        rowCount: table.rows.length,
        planned: 0,
        skipped: 0,
        duplicateInFile: 0,
        refused: 0,
        failed: 0,
        createdBy: by.name,
        createdAt: clock.now().toISOString(),
      });
      const samplesOf = (column: number): string[] =>
        table.rows
          .map((row) => row[column] ?? '')
          .filter((cell) => cell !== '')
          .slice(0, SAMPLES);
      return {
        key,
        fileName,
        readAs: readAs(table),
        rowCount: table.rows.length,
        columns: table.headings.map((heading, column) => ({ index: column, heading, samples: samplesOf(column) })),
        guess: guessColumns(table.headings),
      };
    },

    async previewImport(by, importKey, choices) {
      await rowOf(by, importKey);
      const plan = await planOf(importKey, choices);
      const counts = countsOf(plan);
      const contacts = plan.rows.filter(({ contact }) => contact).length;
      const byUnits = ((counts.toCreate + contacts) * UNITS_PER_ROW * 60) / deps.resourceUnitsPerMinute;
      const bySpeed = (counts.toCreate + contacts) / ROWS_PER_SECOND_AT_MOST;
      return {
        counts,
        sample: plan.rows.slice(0, PREVIEW_ROWS).map(({ row, name, result, partner }) => ({
          row,
          name,
          country: partner?.country ?? '',
          city: partner?.city,
          result,
        })),
        problems: plan.rows
          .filter(({ result, message }) => result !== 'planned' || message !== undefined)
          .slice(0, PREVIEW_PROBLEMS)
          .map(({ row, name, result, message }) => ({ row, name, result, message })),
        seconds: Math.ceil(Math.max(byUnits, bySpeed)),
        limit:
          byUnits > bySpeed
            ? 'SharePoint takes a limited number of writes a minute.'
            : 'Rows are written one after the other.',
      };
    },

    startImport: (by, importKey, choices) =>
      deps.queue.run(`import ${importKey}`, async () => {
        const stored = await rowOf(by, importKey);
        if (stored.value.state === 'cancelled')
          throw new AppError('conflict', 'This import was cancelled. Choose the file again to start a new one.');
        // A second click: it runs, or has run, as it was started.
        if (stored.value.state !== 'staged') return statusOf(stored.value);
        const plan = await files.storePlan(await planOf(importKey, choices));
        // Only after a crash in this very moment: the stored plan stands, and it must be the one that was asked for.
        if (canonicalJson(plan.choices) !== canonicalJson(choices)) {
          throw new AppError(
            'conflict',
            'This import was started before with other choices, and nothing was written. Choose the file again.',
          );
        }
        const counts = countsOf(plan);
        const running = await stores.imports.update(
          {
            ...stored.value,
            state: 'running',
            planned: counts.toCreate,
            skipped: counts.alreadyHere + counts.duplicateInFile,
            duplicateInFile: counts.duplicateInFile,
            refused: counts.refused,
          },
          stored.version,
        );
        return statusOf(running.value);
      }),

    cancelImport: (by, importKey) =>
      deps.queue.run(`import ${importKey}`, async () => {
        const stored = await rowOf(by, importKey);
        if (stored.value.state === 'finished' || stored.value.state === 'cancelled') return statusOf(stored.value);
        const failed = runner.failures(importKey).size;
        const cancelled = await stores.imports.update(
          { ...stored.value, state: 'cancelled', failed, finishedAt: clock.now().toISOString() },
          stored.version,
        );
        return statusOf(cancelled.value);
      }),

    importStatus: async (by, importKey) => statusOf((await rowOf(by, importKey)).value),

    async listImports(by) {
      demand(by, 'importPartners');
      return stores.imports
        .all()
        .map(({ value }) => statusOf(value))
        .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    },

    async importReport(by, importKey) {
      const { value } = await rowOf(by, importKey);
      if (value.state === 'staged')
        throw new AppError('conflict', 'This import was not started yet, so there is no report.');
      const kept = value.state === 'finished' ? await files.report(importKey) : undefined;
      if (kept) return { rows: [...kept] };
      const plan = await files.plan(importKey);
      return { rows: reportOf(stores, plan?.rows ?? [], runner.failures(importKey)) };
    },
  };
}
