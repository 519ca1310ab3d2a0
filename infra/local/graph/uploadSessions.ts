import { z } from 'zod';
import { addressBase } from '../callOrigin';
import type { TenantContext } from '../context';
import { actorOfApplication } from './actor';
import { driveTarget } from './driveAddress';
import { conflictOf } from './driveItems';
import { checkDriveMatch, checkDriveNoneMatch } from './driveItemTags';
import { invalidRequest, notFound, unknownCall } from './graphError';
import { type GraphReply, type GraphRequest, registerGraphRoute } from './router';
import { iso } from './shapes';
import type { GraphState } from './state';
import { type UploadSessionStore, uploadSessionsOf } from './uploadSessionStore';

const bodySchema = z.strictObject({
  item: z
    .strictObject({
      '@odata.type': z.string().optional(),
      '@microsoft.graph.conflictBehavior': z.enum(['fail', 'replace', 'rename']).optional(),
      name: z.string().optional(),
      description: z.string().optional(),
      fileSize: z.int().min(0).optional(),
    })
    .optional(),
  deferCommit: z.boolean().optional(),
});

/** `createUploadSession`: the start of an upload in fragments, which then go to an address of their own. */
export function registerUploadSessions(context: TenantContext, state: GraphState): void {
  const sessions = uploadSessionsOf(context, state);
  for (const path of [
    '/drives/{drive}/root:/{path}:/createUploadSession',
    '/drives/{drive}/items/{item}:/{path}:/createUploadSession',
    '/drives/{drive}/items/{item}/createUploadSession',
  ])
    registerGraphRoute(context, 'POST', path, 'sites:write', (request) => start(context, state, sessions, request), {
      resourceUnits: 2,
    });
}

function start(
  context: TenantContext,
  state: GraphState,
  sessions: UploadSessionStore,
  request: GraphRequest,
): GraphReply {
  const parsed = bodySchema.safeParse(request.body ?? {});
  if (!parsed.success) throw unknownCall(`Invalid upload session: ${parsed.error.issues[0]?.message ?? ''}`);
  const { item, deferCommit = false } = parsed.data;
  const { files } = state;
  const target = driveTarget(state, request);
  const isUpdate = target.names.length === 0;
  if (isUpdate && !target.entry) throw invalidRequest('An upload session needs the path of a file.');
  if (target.entry?.isFolder) throw invalidRequest('A folder has no content.');
  const name = target.names.at(-1) ?? target.entry?.name ?? '';
  if (item?.name !== undefined && item.name !== name)
    throw invalidRequest('The name in the body differs from the name in the path.');
  checkTags(state, request, target.entry);
  const by = actorOfApplication(request.application);
  const conflict = isUpdate ? 'replace' : conflictOf(item?.['@microsoft.graph.conflictBehavior'], 'fail');
  if (target.entry && conflict === 'replace') files.marks.checkChangeable(target.entry.id, by);
  if (item?.fileSize !== undefined) files.quotas.check(target.list.site, item.fileSize);
  const parent =
    isUpdate && target.entry
      ? target.entry.parent
      : files.ensureFolder(target.list, target.from, target.names.slice(0, -1), by);
  files.checkName(target.list, parent, name);
  const terms = {
    file: isUpdate ? target.entry?.id : undefined,
    match: request.headers['if-match'],
    noneMatch: request.headers['if-none-match'],
  };
  const session = sessions.start({ drive: target.drive, parent, name, conflict, isDeferred: deferCommit, by, terms });
  return {
    status: 200,
    body: {
      uploadUrl: `${addressBase(context.settings)}/upload/${session.id}`,
      expirationDateTime: iso(session.expires),
      nextExpectedRanges: ['0-'],
    },
  };
}

/** Throws 412 when the file is not the one that the caller knows (`If-Match`), or is (`If-None-Match`). */
function checkTags(
  state: GraphState,
  { headers }: GraphRequest,
  entry: Parameters<typeof checkDriveMatch>[1] | undefined,
): void {
  const [match, noneMatch] = [headers['if-match'], headers['if-none-match']];
  if (match !== undefined && !entry) throw notFound();
  if (entry) checkDriveMatch(state, entry, match);
  if (entry) checkDriveNoneMatch(state, entry, noneMatch);
}
