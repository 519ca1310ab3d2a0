import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory, Person } from '../directory';
import { GraphError } from './graphError';
import {
  fileAt,
  lockFileAs,
  renameFileAs,
  restoreFileVersionAs,
  siteIdOf,
  unlockFile,
  viewFileVersions,
  viewMarks,
} from './personFiles';
import { graphStateOf } from './state';

const address = {
  siteId: z.string(),
  list: z.string().optional(),
  item: z.union([z.string(), z.int().transform(String)]),
};
const kind = z.enum(['open', 'checkedOut', 'record']);
const fileSchema = z.strictObject(address);
const lockSchema = z.strictObject({ ...address, person: z.string(), kind: kind.default('open') });
const unlockSchema = z.strictObject({ ...address, person: z.string().optional(), kind: kind.optional() });
const malwareSchema = z.strictObject({
  ...address,
  isHarmful: z.boolean().default(true),
  description: z.string().default('EICAR_Test_File'),
});
const quotaSchema = z.strictObject({ siteId: z.string(), bytes: z.int().min(0).nullable().optional() });
const renameSchema = z.strictObject({ ...address, person: z.string(), name: z.string() });
const restoreSchema = z.strictObject({ ...address, person: z.string(), version: z.string() });

/**
 * What happens to files in SharePoint itself, under `/_control`: `lock`, `unlock`, `malware`, `quota`, and
 * `files/marks`, `files/rename`, `files/versions`, `files/restoreVersion`. All are POST with a file's address:
 * `{siteId, item}` with a driveItem's id, or `{siteId, list, item}` with a row's.
 */
export function registerFileControl(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const person = (name: string): Person => {
    const found = directory.find(name);
    if (!found) throw new GraphError(404, 'notFound', `Nobody in the directory is called ${name}.`);
    return found;
  };
  const route = <T>(path: string, schema: z.ZodType<T>, work: (input: T) => unknown): void => {
    app.post(`/_control/${path}`, async (request, reply) => {
      const input = schema.safeParse(request.body ?? {});
      if (!input.success) return problem(reply, 400, 'invalid', z.prettifyError(input.error));
      try {
        return reply.send(work(input.data) ?? { ok: true });
      } catch (error) {
        if (error instanceof GraphError) return problem(reply, error.status, error.code, error.message);
        throw error;
      }
    });
  };

  route('lock', lockSchema, (input) => lockFileAs(context, person(input.person), fileAt(context, input), input.kind));
  route('unlock', unlockSchema, (input) => unlockFile(context, fileAt(context, input), input.kind));
  route('malware', malwareSchema, (input) => {
    const entry = fileAt(context, input);
    graphStateOf(context).files.markMalware(entry, input.isHarmful ? input.description : undefined);
    return viewMarks(context, entry);
  });
  route('quota', quotaSchema, ({ siteId, bytes }) => {
    const { quotas } = graphStateOf(context).files;
    const site = siteIdOf(siteId);
    if (bytes !== undefined) quotas.set(site, bytes);
    return quotas.read(site);
  });
  route('files/marks', fileSchema, (input) => viewMarks(context, fileAt(context, input)));
  route('files/rename', renameSchema, (input) => {
    const { id, name } = renameFileAs(context, person(input.person), fileAt(context, input), input.name);
    return { id, name };
  });
  route('files/versions', fileSchema, (input) => ({ versions: viewFileVersions(context, fileAt(context, input)) }));
  route('files/restoreVersion', restoreSchema, (input) =>
    restoreFileVersionAs(context, person(input.person), fileAt(context, input), input.version),
  );
}

const problem = (reply: FastifyReply, status: number, code: string, message: string): FastifyReply =>
  reply.code(status).send({ error: { code, message } });
