import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { actorOfPerson } from '../graph/actor';
import { driveOf } from '../graph/fileLookup';
import { GraphError } from '../graph/graphError';
import { checkMayEdit } from '../graph/siteMembers';
import { graphStateOf } from '../graph/state';
import { listNamed, personNamed } from './shellRoute';
import { rowView } from './sharePointView';

const LARGEST_UPLOAD = 250 * 1024 * 1024;

const uploadQuery = z.strictObject({
  person: z.string(),
  site: z.string(),
  list: z.string(),
  name: z.string(),
  /** The row of a file that gets these bytes as its next version; it keeps its name and place. */
  replaces: z.string().optional(),
  /** The row of a folder; absent for the library itself. */
  folder: z.string().optional(),
  /** What becomes of a file that has the name already. `fail` answers 409. */
  conflict: z.enum(['fail', 'replace', 'rename']).default('fail'),
});

/**
 * `POST /_shell/sharepoint/upload?person&site&list&name` with the bytes as body: a person puts a file into a library in
 * SharePoint's own pages, or another content into a file (`replaces`). Everything that holds for files holds: names, locks, space, the scanner, rewritten bytes.
 */
export function registerUploads(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const { files } = graphStateOf(context);

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_UPLOAD }, (_request, body, done) =>
      done(null, body),
    );
    scope.post('/_shell/sharepoint/upload', { bodyLimit: LARGEST_UPLOAD }, async ({ query, body }, reply) => {
      const input = uploadQuery.safeParse(query);
      if (!input.success) return problem(reply, 400, z.prettifyError(input.error));
      try {
        const { person, site, list: listName, name, replaces, folder, conflict } = input.data;
        const by = personNamed(directory, person);
        const list = listNamed(context, site, listName);
        checkMayEdit(by, list.site);
        if (list.drive === undefined) throw new GraphError(400, 'invalidRequest', 'A list holds rows, not files.');
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        if (replaces !== undefined) {
          const known = files.ofItem(list.drive, Number(replaces));
          if (!known || known.isFolder)
            throw new GraphError(404, 'itemNotFound', 'This file is gone: somebody has deleted it.');
          const { entry } = files.put(list, known.parent, known.name, bytes, 'replace', actorOfPerson(by));
          return rowView(context, list, files.itemOf(entry));
        }
        const parent = folder === undefined ? undefined : files.ofItem(list.drive, Number(folder));
        if (folder !== undefined && !parent?.isFolder)
          throw new GraphError(404, 'itemNotFound', 'This folder is gone: somebody has deleted it.');
        const place = parent?.id ?? files.rootOf(driveOf(list));
        const { entry, isNew } = files.put(list, place, name, bytes, conflict, actorOfPerson(by));
        return reply.code(isNew ? 201 : 200).send(rowView(context, list, files.itemOf(entry)));
      } catch (error) {
        if (error instanceof GraphError) return problem(reply, error.status, error.message);
        throw error;
      }
    });
  });
}

const problem = (reply: FastifyReply, status: number, message: string): FastifyReply =>
  reply.code(status).send({ error: { code: 'shell', message } });
