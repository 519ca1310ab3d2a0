import { STATUS_CODES } from 'node:http';
import process from 'node:process';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TenantContext } from './context';
import { isOwnAffair } from './control/ownAffairs';
import { errorBody, GraphError } from './graph/graphError';
import { idsOf } from './requestIds';

/** What goes wrong before or outside any route, as far as Fastify tells of it. */
interface Failure {
  readonly statusCode?: number;
  readonly message?: string;
  readonly code?: string;
  readonly stack?: string;
}

/**
 * Answers what no route answers: unknown paths (recorded as refused), bodies that are too large or cannot be read, and
 * bugs of the tenant itself. Always JSON in the shape of the service that was called.
 */
export function registerRefusals(app: FastifyInstance, context: TenantContext): void {
  app.setNotFoundHandler((request, reply) => refuseUnknown(context, request, reply));
  app.setErrorHandler((error: Failure, request, reply) => answerFailure(context, error, request, reply));
}

/** For Fastify's `frameworkErrors`: an address that cannot be decoded. */
export function refuseAddress(context: () => TenantContext, request: FastifyRequest, reply: FastifyReply): void {
  const reason = 'The request URI is not valid.';
  context().refused({ method: request.method, path: request.url, reason });
  send(context(), request, reply, new GraphError(400, 'BadRequest', reason));
}

/** For Fastify's `clientErrorHandler`: what is not HTTP, or has headers beyond all measure. The connection ends. */
export function refuseNoise(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  const body = JSON.stringify({ error: { code: 'BadRequest', message: `${STATUS_CODES[status]}.` } });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function refuseUnknown(context: TenantContext, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { method, url } = request;
  const path = url.split('?', 1)[0] ?? '';
  const version = /^\/(beta|v\d[\d.]*)\//i.exec(path)?.[1];
  const isGraph = version !== undefined;
  if (version?.toLowerCase() === 'v1.0') return refuseMethod(context, request, reply);
  const reason = isGraph ? `Invalid version: ${version}` : `Nothing answers ${method} ${path} here.`;
  if (!isOwnAffair(request)) context.refused({ method, path: url, reason });
  return send(
    context,
    request,
    reply,
    new GraphError(isGraph ? 400 : 404, isGraph ? 'BadRequest' : 'NotFound', reason),
  );
}

/** Graph's one version has every path; what it does not have are methods such as PROPFIND. */
function refuseMethod(context: TenantContext, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const reason = `The method ${request.method} is not supported.`;
  context.refused({ method: request.method, path: request.url, reason });
  return send(context, request, reply, new GraphError(405, 'BadRequest', reason));
}

function answerFailure(
  context: TenantContext,
  error: Failure,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { statusCode: status = 500, message = '' } = error;
  if (status >= 500) process.stderr.write(`local tenant: ${error.stack ?? message}\n`);
  return send(
    context,
    request,
    reply,
    status >= 500 ? BUG : new GraphError(status, CODES[status] ?? 'BadRequest', message),
  );
}

const BUG = new GraphError(500, 'generalException', 'General exception while processing');
const CODES: Readonly<Record<number, string>> = {
  404: 'NotFound',
  411: 'LengthRequired',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
};

function send(context: TenantContext, request: FastifyRequest, reply: FastifyReply, error: GraphError): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? '';
  void reply.code(error.status).header('content-type', 'application/json; charset=utf-8');
  if (isOwnAffair(request)) return reply.send({ error: { code: error.code, message: error.message } });
  if (/\/oauth2\//i.test(path))
    return reply.send({
      error: 'invalid_request',
      error_description: `AADSTS900144: ${error.message}`,
      error_codes: [900_144],
    });
  return reply.send(errorBody(error, idsOf(request), context.clock.now()));
}
