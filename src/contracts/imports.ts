import { z } from 'zod';
import { IMPORT_FIELDS, type ImportField } from '../domain/partnerImport';
import { key, partnerType } from './common';

const field = z.enum(Object.keys(IMPORT_FIELDS) as [ImportField, ...ImportField[]]);
export const columnMapping = z.partialRecord(field, z.number().int().min(0).max(500));

/** POST /api/imports (body: the file's bytes, header `x-file-name`): what was read, and a guess at the columns. */
export const stagedImport = z.object({
  key,
  fileName: z.string(),
  /** In words: "UTF-8, comma, 6,287 rows". */
  readAs: z.string(),
  rowCount: z.number().int(),
  columns: z.array(z.object({ index: z.number().int(), heading: z.string(), samples: z.array(z.string()) })),
  guess: columnMapping,
});
export type StagedImport = z.infer<typeof stagedImport>;

/** POST /api/imports/{key}/preview and /api/imports/{key}/start */
export const importChoices = z.object({
  mapping: columnMapping,
  /** ISO alpha-2 for rows without a country, or when no column is chosen. */
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Choose the country.')
    .optional(),
  defaultType: partnerType,
});
export type ImportChoices = z.infer<typeof importChoices>;

export const importRow = z.object({
  row: z.number().int(),
  name: z.string(),
  result: z.enum(['created', 'planned', 'duplicateInFile', 'alreadyHere', 'refused', 'failed']),
  message: z.string().optional(),
});

export const importCounts = z.object({
  rows: z.number().int(),
  toCreate: z.number().int(),
  duplicateInFile: z.number().int(),
  alreadyHere: z.number().int(),
  refused: z.number().int(),
});

export const importPreview = z.object({
  counts: importCounts,
  /** The first 20 rows as they would be kept. */
  sample: z.array(
    z.object({
      row: z.number().int(),
      name: z.string(),
      country: z.string(),
      city: z.string().optional(),
      result: importRow.shape.result,
    }),
  ),
  /** Rows that will not be created, with the reason; at most 200. */
  problems: z.array(importRow),
  /** How long it will take, in seconds, by the binding limit, and which limit that is. */
  seconds: z.number().int(),
  limit: z.string(),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** GET /api/imports/{key}; the list of all at GET /api/imports */
export const importStatus = z.object({
  key,
  fileName: z.string(),
  state: z.enum(['staged', 'running', 'finished', 'cancelled']),
  counts: importCounts,
  created: z.number().int(),
  failed: z.number().int(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** Why it waits, in words, when it does. */
  waitingFor: z.string().optional(),
});
export type ImportStatus = z.infer<typeof importStatus>;
export const importList = z.object({ imports: z.array(importStatus) });
/** GET /api/imports/{key}/report: every row. `?format=csv` gives a file. */
export const importReport = z.object({ rows: z.array(importRow) });
export type ImportReport = z.infer<typeof importReport>;
