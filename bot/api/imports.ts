import { z } from 'zod';
import {
  importChoices,
  importList,
  importPreview,
  importReport,
  importStatus,
  stagedImport,
} from '../../src/contracts/imports';
import { keyParams } from '../../src/contracts/requests';
import { MAX_IMPORT_BYTES } from '../../src/useCases/readTable';
import type { ApiDeps } from './deps';
import { importReportCsv } from './importReportCsv';
import { fileNameOf } from './readBody';
import { type Answer, created, ok, personRoute, type Route } from './route';

const tag = 'imports';
const act = 'importPartners';

export const importRoutes = ({ useCases }: ApiDeps): Route[] => [
  personRoute({
    method: 'POST',
    path: '/api/imports',
    summary:
      'Takes in a list of partners (the bytes of a CSV file; its name URI-encoded in `x-file-name`) and says what was read.',
    tag,
    act,
    upload: { limit: MAX_IMPORT_BYTES, how: 'whole' },
    response: stagedImport,
    handle: async ({ by, bytes, request }) =>
      created(await useCases.stageImport(by, { name: fileNameOf(request.headers), bytes })),
  }),
  personRoute({
    method: 'GET',
    path: '/api/imports',
    summary: 'All imports, the newest first.',
    tag,
    act,
    response: importList,
    handle: async ({ by }) => ok({ imports: [...(await useCases.listImports(by))] }),
  }),
  personRoute({
    method: 'GET',
    path: '/api/imports/{key}',
    summary: 'How far an import is.',
    tag,
    act,
    params: keyParams,
    response: importStatus,
    handle: async ({ by, params }) => ok(await useCases.importStatus(by, params.key)),
  }),
  personRoute({
    method: 'POST',
    path: '/api/imports/{key}/preview',
    summary: 'What would be created with these columns; writes nothing.',
    tag,
    act,
    params: keyParams,
    body: importChoices,
    response: importPreview,
    handle: async ({ by, params, body }) => ok(await useCases.previewImport(by, params.key, body)),
  }),
  personRoute({
    method: 'POST',
    path: '/api/imports/{key}/start',
    summary: 'Starts writing. Goes on by itself, also after a restart; starting twice creates nothing twice.',
    tag,
    act,
    params: keyParams,
    body: importChoices,
    response: importStatus,
    handle: async ({ by, params, body }) => ok(await useCases.startImport(by, params.key, body)),
  }),
  personRoute({
    method: 'POST',
    path: '/api/imports/{key}/cancel',
    summary: 'Stops writing. What was created stays.',
    tag,
    act,
    params: keyParams,
    response: importStatus,
    handle: async ({ by, params }) => ok(await useCases.cancelImport(by, params.key)),
  }),
  personRoute({
    method: 'GET',
    path: '/api/imports/{key}/report',
    summary: 'What came of every row; as a file with `format=csv`.',
    tag,
    act,
    params: keyParams,
    query: z.object({ format: z.enum(['json', 'csv']).optional() }),
    response: importReport,
    produces: ['text/csv'],
    handle: async ({ by, params, query }): Promise<Answer<z.infer<typeof importReport>>> => {
      const report = await useCases.importReport(by, params.key);
      if (query.format !== 'csv') return ok(report);
      return {
        status: 200,
        file: importReportCsv(report),
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="import-report.csv"',
        },
      };
    },
  }),
];
