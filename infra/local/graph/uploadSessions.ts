import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';
import type { TenantContext } from '../context';
import { type Actor, actorOfApplication } from './actor';
import { driveTarget } from './driveAddress';
import { driveItemShape } from './driveItemShape';
import { conflictOf } from './driveItems';
import { type Conflict, nameExists } from './fileStore';
import { GraphError, invalidRequest, notFound, unknownCall } from './graphError';
import { type GraphHandler, registerGraphRoute } from './router';
import { iso, type Json } from './shapes';
import type { GraphState } from './state';

/** Every fragment but the last is a multiple of 320 KiB. */
const FRAGMENT_UNIT = 327_680;
/** How long a session waits for its next fragment. SharePoint's own time is known only from its answers. */
const LIFETIME_MS = 3_600_000;

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
});

interface Upload {
  readonly id: string;
  readonly drive: string;
  readonly parent: string;
  readonly name: string;
  readonly conflict: Conflict;
  /** Bytes; 0 until the first fragment says it. */
  readonly total: number;
  readonly received: number;
  readonly expires: number;
  /** JSON of the Actor. */
  readonly actor: string;
}

/** `createUploadSession`: the start of an upload in fragments, which then go to an address of their own. */
export function registerUploadSessions(context: TenantContext, state: GraphState): void {
  const start: GraphHandler = (request) => {
    const parsed = bodySchema.safeParse(request.body ?? {});
    if (!parsed.success) throw unknownCall(`Invalid upload session: ${parsed.error.issues[0]?.message ?? ''}`);
    const { item } = parsed.data;
    const target = driveTarget(state, request);
    if (target.names.length === 0) throw invalidRequest('An upload session needs the path of a file.');
    const name = target.names.at(-1) ?? '';
    if (item?.name !== undefined && item.name !== name)
      throw invalidRequest('The name in the body differs from the name in the path.');
    const by = actorOfApplication(request.application);
    const parent = state.files.ensureFolder(target.list, target.from, target.names.slice(0, -1), by);
    state.files.checkName(target.list, parent, name);
    dropExpired(context, state);
    const open = context.db
      .prepare<unknown[]>('SELECT 1 FROM uploads WHERE drive = ? AND parent = ? AND lower(name) = lower(?)')
      .get(target.drive, parent, name);
    if (open !== undefined)
      throw new GraphError(409, 'nameAlreadyExists', 'An upload session already exists for this file.');
    const upload: Upload = {
      id: randomBytes(24).toString('base64url'),
      drive: target.drive,
      parent,
      name,
      conflict: conflictOf(item?.['@microsoft.graph.conflictBehavior'], 'fail'),
      total: 0,
      received: 0,
      expires: context.clock.now() + LIFETIME_MS,
      actor: JSON.stringify(by),
    };
    context.db
      .prepare<unknown[]>(
        'INSERT INTO uploads (id, drive, parent, name, conflict, total, received, expires, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(upload.id, upload.drive, parent, name, upload.conflict, 0, 0, upload.expires, upload.actor);
    return {
      status: 200,
      body: {
        uploadUrl: `${context.settings.origin}/upload/${upload.id}`,
        expirationDateTime: iso(upload.expires),
        nextExpectedRanges: ['0-'],
      },
    };
  };
  for (const path of [
    '/drives/{drive}/root:/{path}:/createUploadSession',
    '/drives/{drive}/items/{item}:/{path}:/createUploadSession',
  ])
    registerGraphRoute(context, 'POST', path, 'sites:write', start, { resourceUnits: 2 });
}

/** Takes the next fragment. 202 with what is still expected, 201 or 200 with the file after the last one. */
export function receiveFragment(
  context: TenantContext,
  state: GraphState,
  id: string,
  { range, bytes }: { range: string | undefined; bytes: Buffer },
): { status: number; body: Json } {
  const upload = openUpload(context, state, id);
  const [, first = '', last = '', size = ''] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range ?? '') ?? [];
  if (first === '') throw invalidRequest('The Content-Range header is missing or not valid.');
  const [from, to, total] = [Number(first), Number(last), Number(size)];
  if (to < from || to >= total || to - from + 1 !== bytes.length)
    throw invalidRequest('The Content-Range does not match the length of the fragment.');
  if (upload.received > 0 && total !== upload.total)
    throw invalidRequest('The total size differs from that of the earlier fragments.');
  if (from !== upload.received)
    throw new GraphError(
      416,
      'invalidRange',
      'The uploaded fragment overlaps with data that has already been received, or comes out of order.',
    );
  const isLast = to === total - 1;
  if (!isLast && bytes.length % FRAGMENT_UNIT !== 0)
    throw invalidRequest(`Every fragment but the last must be a multiple of ${FRAGMENT_UNIT} bytes.`);
  state.usage.spend('service', 'PUT /upload', 2);
  writeAt(state.files.uploadFile(id), bytes, from);
  if (isLast) return finish(context, state, upload);
  const expires = context.clock.now() + LIFETIME_MS;
  context.db
    .prepare<unknown[]>('UPDATE uploads SET received = ?, total = ?, expires = ? WHERE id = ?')
    .run(to + 1, total, expires, id);
  return { status: 202, body: { expirationDateTime: iso(expires), nextExpectedRanges: [`${to + 1}-`] } };
}

export function uploadStatus(context: TenantContext, state: GraphState, id: string): Json {
  const { expires, received } = openUpload(context, state, id);
  return { expirationDateTime: iso(expires), nextExpectedRanges: [`${received}-`] };
}

export function cancelUpload(context: TenantContext, state: GraphState, id: string): void {
  openUpload(context, state, id);
  forget(context, state, id);
}

function finish(context: TenantContext, state: GraphState, upload: Upload): { status: number; body: Json } {
  const list = state.lists.byDrive(upload.drive);
  if (!list) throw notFound();
  const by = JSON.parse(upload.actor) as Actor;
  const isTaken = state.files.child(upload.drive, upload.parent, upload.name) !== undefined;
  // The clash shows only now, and the session stays open for the caller to cancel.
  if (isTaken && upload.conflict === 'fail') throw nameExists();
  const bytes = readFileSync(state.files.uploadFile(upload.id));
  const { entry, isNew } = state.files.put(list, upload.parent, upload.name, bytes, upload.conflict, by);
  forget(context, state, upload.id);
  return { status: isNew ? 201 : 200, body: driveItemShape(context, state, entry) };
}

function openUpload(context: TenantContext, state: GraphState, id: string): Upload {
  dropExpired(context, state);
  const row = context.db.prepare<unknown[]>('SELECT * FROM uploads WHERE id = ?').get(id);
  if (row === undefined) throw notFound('The upload session was not found');
  return row as Upload;
}

function dropExpired(context: TenantContext, state: GraphState): void {
  const rows = context.db.prepare<unknown[]>('SELECT id FROM uploads WHERE expires < ?').all(context.clock.now());
  for (const { id } of rows as { id: string }[]) forget(context, state, id);
}

function forget(context: TenantContext, state: GraphState, id: string): void {
  context.db.prepare<unknown[]>('DELETE FROM uploads WHERE id = ?').run(id);
  rmSync(state.files.uploadFile(id), { force: true });
}

/** Written at its place, so that a fragment cut off by a crash is simply written again. */
function writeAt(file: string, bytes: Buffer, position: number): void {
  const handle = openSync(file, position === 0 ? 'w' : 'r+');
  try {
    writeSync(handle, bytes, 0, bytes.length, position);
  } finally {
    closeSync(handle);
  }
}
