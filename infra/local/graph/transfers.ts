import { createReadStream } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addressBase } from '../callOrigin';
import type { TenantContext } from '../context';
import { idsOf } from '../requestIds';
import { readByteRange } from './byteRange';
import type { FileEntry } from './fileEntry';
import { errorBody, GraphError, notFound, unknownCall } from './graphError';
import { openToken, sealToken } from './pageToken';
import { watchOverlaps } from './smallUploads';
import type { GraphState } from './state';
import { UploadFragments } from './uploadFragments';
import { uploadSessionsOf } from './uploadSessionStore';

const DOWNLOAD_LIFETIME_MS = 3_600_000;
/** Each fragment must be smaller than 60 MiB. */
const LARGEST_FRAGMENT = 60 * 1024 * 1024 - 1;

/** What a download address carries. Other sealed texts (page tokens, delta tokens) are not of this shape. */
const openedSchema = z.strictObject({
  drive: z.string(),
  file: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
  /** Of an earlier version's content. */
  version: z.number().optional(),
});

/** An address that opens a file for an hour to whoever holds it. */
export const downloadUrl = (context: TenantContext, state: GraphState, entry: FileEntry): string =>
  addressOf(context, state, entry, {});

/** The same for an earlier version. */
export const versionDownloadUrl = (
  context: TenantContext,
  state: GraphState,
  entry: FileEntry,
  version: number,
): string => addressOf(context, state, entry, { version });

function addressOf(
  context: TenantContext,
  state: GraphState,
  { drive, id }: FileEntry,
  more: { version?: number },
): string {
  const until = context.clock.now() + DOWNLOAD_LIFETIME_MS;
  return `${addressBase(context.settings)}/download/${sealToken(state.linkKey, { drive, file: id, until, ...more })}`;
}

/** The pre-authenticated addresses that file contents go over: no token is asked for, and on uploads none is allowed. */
export function registerTransfers(app: FastifyInstance, context: TenantContext, state: GraphState): void {
  watchOverlaps(app);
  void app.register(async (scope) => {
    scope.setErrorHandler<Error & { statusCode?: number; code?: string }>((error, request, reply) => {
      const known = error instanceof GraphError ? error : asGraphError(error);
      const body = errorBody(known, idsOf(request), context.clock.now());
      if (known.options.unknownCall)
        context.refused({ method: request.method, path: request.url, reason: known.message });
      return reply
        .code(known.status)
        .headers(known.options.headers ?? {})
        .header('content-type', 'application/json')
        .send(JSON.stringify(body));
    });
    registerDownloads(scope, context, state);
    registerUploads(scope, new UploadFragments(context, state, uploadSessionsOf(context, state)));
  });
}

function registerDownloads(app: FastifyInstance, context: TenantContext, state: GraphState): void {
  app.get<{ Params: { '*': string } }>('/download/*', (request, reply) => {
    refuseQuery(request);
    const opened = openedSchema.safeParse(openToken(state.linkKey, request.params['*'])).data;
    if (!opened || opened.until < context.clock.now())
      throw new GraphError(401, 'unauthenticated', 'The download address has expired.');
    const entry = state.files.get(opened.drive, opened.file);
    if (!entry) throw notFound();
    const stored = opened.version === undefined ? entry : state.files.versions.at(entry.id, opened.version);
    if (!stored) throw notFound();
    if (state.files.marks.malwareOf(entry.id) !== undefined)
      throw new GraphError(403, 'malwareDetected', 'Malware detected');
    const tag = `"${stored.quickXor}"`;
    void reply
      .header('accept-ranges', 'bytes')
      .header('etag', tag)
      .header('content-type', entry.mime)
      // A name from outside must not end the header early.
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(entry.name)}`);
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    return sendBytes(request, reply, state.files.pathOfContent(stored.content), stored.size);
  });
}

function sendBytes(request: FastifyRequest, reply: FastifyReply, file: string, size: number): FastifyReply {
  const range = readByteRange(request.headers.range, size);
  if (range === 'none') {
    void reply.header('content-range', `bytes */${size}`);
    throw new GraphError(416, 'invalidRange', 'The range is not within the file.');
  }
  const { from, to } = range ?? { from: 0, to: size - 1 };
  if (range) void reply.code(206).header('content-range', `bytes ${from}-${to}/${size}`);
  void reply.header('content-length', String(to - from + 1));
  if (size === 0) return reply.send('');
  return reply.send(createReadStream(file, { start: from, end: to }));
}

function registerUploads(app: FastifyInstance, fragments: UploadFragments): void {
  type Route = { Params: { id: string } };
  const bytesOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

  app.put<Route>('/upload/:id', { bodyLimit: LARGEST_FRAGMENT }, (request, reply) => {
    refuseToken(request);
    const answer = fragments.receive(request.params.id, request.headers['content-range'], bytesOf(request));
    return reply.code(answer.status).send(answer.body);
  });
  app.get<Route>('/upload/:id', (request, reply) => {
    refuseToken(request);
    return reply.send(fragments.status(request.params.id));
  });
  app.post<Route>('/upload/:id', (request, reply) => {
    refuseToken(request);
    if (bytesOf(request).length > 0) throw unknownCall('An upload session is completed by a request without a body.');
    const answer = fragments.commit(request.params.id);
    return reply.code(answer.status).send(answer.body);
  });
  app.delete<Route>('/upload/:id', (request, reply) => {
    refuseToken(request);
    fragments.cancel(request.params.id);
    return reply.code(204).send();
  });
}

function refuseToken(request: FastifyRequest): void {
  refuseQuery(request);
  if (request.headers.authorization !== undefined)
    throw new GraphError(
      401,
      'unauthenticated',
      'The upload address is authorized already: send no Authorization header.',
    );
}

/** The addresses are used as they were given. */
function refuseQuery({ url }: FastifyRequest): void {
  if (url.includes('?')) throw unknownCall('A pre-authenticated address is used as it is, without more.');
}

function asGraphError(error: Error & { statusCode?: number; code?: string }): GraphError {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new GraphError(413, 'invalidRequest', 'A fragment must be smaller than 60 MiB.', {
      inner: { code: 'maxFragmentLengthExceeded' },
    });
  const status = error.statusCode ?? 500;
  if (status < 500) return new GraphError(status, 'invalidRequest', 'The request is not valid.');
  process.stderr.write(`local tenant: ${error.stack ?? error.message}\n`);
  return new GraphError(500, 'generalException', 'General exception while processing');
}
