import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TenantContext } from '../context';
import type { FileEntry } from './fileStore';
import { errorBody, GraphError, notFound } from './graphError';
import { openToken, sealToken } from './pageToken';
import type { GraphState } from './state';
import { cancelUpload, receiveFragment, uploadStatus } from './uploadSessions';

const DOWNLOAD_LIFETIME_MS = 3_600_000;
const LARGEST_FRAGMENT = 60 * 1024 * 1024;

/** An address that opens a file for an hour to whoever holds it. */
export const downloadUrl = (context: TenantContext, state: GraphState, entry: FileEntry): string =>
  `${context.settings.origin}/download/${sealToken(state.linkKey, { drive: entry.drive, file: entry.id, until: context.clock.now() + DOWNLOAD_LIFETIME_MS })}`;

/** The pre-authenticated addresses that file contents go over: no token is asked for, and on uploads none is allowed. */
export function registerTransfers(app: FastifyInstance, context: TenantContext, state: GraphState): void {
  const answered = async (request: FastifyRequest, reply: FastifyReply, work: () => unknown): Promise<FastifyReply> => {
    try {
      const result = work();
      return result === undefined ? reply.code(204).send() : reply.send(result);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return reply
        .code(error.status)
        .header('content-type', 'application/json')
        .send(JSON.stringify(errorBody(error, { request: request.id, client: request.id }, context.clock.now())));
    }
  };
  const refuseToken = ({ headers }: FastifyRequest): void => {
    if (headers.authorization !== undefined)
      throw new GraphError(
        401,
        'unauthenticated',
        'The upload address is authorized already: send no Authorization header.',
      );
  };

  app.get<{ Params: { '*': string } }>('/download/*', (request, reply) =>
    answered(request, reply, () => {
      const {
        drive = '',
        file = '',
        until = 0,
      } = (openToken(state.linkKey, request.params['*']) ?? {}) as { drive?: string; file?: string; until?: number };
      if (until < context.clock.now())
        throw new GraphError(401, 'unauthenticated', 'The download address has expired.');
      const entry = state.files.get(drive, file);
      if (!entry) throw notFound();
      // These addresses carry no token; only the service is ever given one.
      state.usage.spend('service', 'GET /download', 1);
      // A name from outside must not end the header early.
      void reply
        .header('content-type', entry.mime)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(entry.name)}`);
      return state.files.read(entry);
    }),
  );

  app.put<{ Params: { id: string } }>('/upload/:id', { bodyLimit: LARGEST_FRAGMENT }, (request, reply) =>
    answered(request, reply, () => {
      refuseToken(request);
      const answer = receiveFragment(context, state, request.params.id, {
        range: request.headers['content-range'],
        bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      });
      void reply.code(answer.status);
      return answer.body;
    }),
  );

  app.get<{ Params: { id: string } }>('/upload/:id', (request, reply) =>
    answered(request, reply, () => {
      refuseToken(request);
      return uploadStatus(context, state, request.params.id);
    }),
  );

  app.delete<{ Params: { id: string } }>('/upload/:id', (request, reply) =>
    answered(request, reply, () => {
      refuseToken(request);
      return cancelUpload(context, state, request.params.id);
    }),
  );
}
