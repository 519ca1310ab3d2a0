import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import restify, { type Request, type Response } from 'restify';
import { AppError } from '../src/errors';
import type { Clock, Log } from '../src/useCases/ports';
import type { HttpReply, HttpRequest } from './api/http';
import { Refusal, replyForError } from './api/problem';
import { readJson } from './api/readBody';
import type { Route } from './api/route';
import { createSecurityHeaders, type Surface } from './api/securityHeaders';
import { createStaticPages } from './api/staticPages';
import type { Health } from './health';

/** What the bot's endpoint needs of a request and a reply; Teams' own library is behind it. */
export type BotHandler = (request: BotRequest, response: ServerResponse) => Promise<void>;
export interface BotRequest {
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly dispatch: (route: Route, request: HttpRequest) => Promise<HttpReply>;
  readonly bot: BotHandler;
  /** Until then nobody could be told apart from a stranger, so the bot asks to come again. */
  readonly isBotReady: () => boolean;
  readonly health: () => Health;
  /** What the tab must know before it can sign in. */
  readonly tabSettings: object;
  /** Folders of the built pages. */
  readonly pages: { readonly tab: string; readonly partner: string };
  readonly publicUrl: string;
  readonly teamsOrigins: readonly string[];
  /** How many proxies stand in front and add to X-Forwarded-For; 0 when callers connect directly. */
  readonly proxyHops: number;
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
}

export interface HttpServer {
  /** Resolves with the port once connections are taken. Throws `unavailable` with a sentence when the port is in use. */
  listen(port: number): Promise<number>;
  /** Takes no more connections, lets running calls end for at most five seconds. */
  close(): Promise<void>;
}

/** Largest activity that the bot takes, in bytes. */
const ACTIVITY_LIMIT = 256 * 1024;
const NOTHING_HERE = replyForError(new AppError('notFound', 'There is nothing at this address.'));
const WRONG_METHOD = replyForError(
  new Refusal('notFound', 'This address does not take this kind of request.', { status: 405, problemCode: 'method' }),
);
/** Shorter replies gain nothing from being packed. */
const WORTH_PACKING = 1_400;
const pack = promisify(gzip);

const acceptsGzip = (request: Request): boolean => /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));

/** What is left of a refused upload is thrown away for a while, so that the caller gets to read the refusal. */
function discardRest(request: Request): void {
  if (request.readableEnded || request.destroyed) return;
  const late = setTimeout(() => request.destroy(), 30_000);
  late.unref();
  request.once('close', () => clearTimeout(late));
  request.resume();
}

/** The HTTP service: API, partner page, tab, bot endpoint. The only place that knows the server library. */
export function createServer(options: ServerOptions): HttpServer {
  const { log } = options;
  const headersFor = createSecurityHeaders(options);
  // The library adds its name as Server header; ours says no version.
  const server = restify.createServer({
    name: 'Trustlane',
    ignoreTrailingSlash: false,
    maxParamLength: 400,
  } as restify.ServerOptions);

  // The library listens for upgrades and then leaves them to nobody, so their sockets would stay open for ever. Without
  // a listener such a call is answered like any other.
  server.server.removeAllListeners('upgrade');
  // A large file over a slow line takes its time; headers do not.
  server.server.requestTimeout = 600_000;
  server.server.headersTimeout = 30_000;

  const addressOf = (request: Request): string => {
    const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
    const named = options.proxyHops > 0 ? forwarded.at(-options.proxyHops)?.trim() : undefined;
    return named?.slice(0, 60) || request.socket.remoteAddress || 'unknown';
  };

  const requestOf = (request: Request, id: string): HttpRequest => ({
    id,
    method: request.method ?? 'GET',
    headers: request.headers,
    address: addressOf(request),
    params: { ...(request.params as Record<string, string>) },
    query: Object.fromEntries([...new URLSearchParams(request.getQuery())].reverse()),
    body: request,
  });

  /** One line per request: the route's pattern and never the address itself, which may hold what is nobody's business. */
  function logWhenDone(
    request: Request,
    response: Response,
    route: string,
  ): { id: string; note: (fields: object) => void } {
    const id = randomUUID();
    const startedAt = performance.now();
    const noted = {};
    response.setHeader('x-request-id', id);
    response.once('close', () => {
      const ms = Math.round(performance.now() - startedAt);
      const status = response.writableFinished ? response.statusCode : 'broken off';
      log.info({ requestId: id, method: request.method, route, status, ms, ...noted }, 'request');
    });
    return { id, note: (fields) => Object.assign(noted, fields) };
  }

  async function send(request: Request, response: Response, reply: HttpReply, surface: Surface): Promise<void> {
    const headers: Record<string, string> = { ...headersFor(surface), ...reply.headers };
    // Days until a due date are counted from the service's time, whatever the reader's device thinks.
    if (surface === 'api') headers['x-now'] = options.clock.now().toISOString();
    if (reply.stream) {
      response.writeHead(reply.status, headers);
      // A reader who goes away ends the source too; that is no failure of ours.
      await pipeline(reply.stream, response as unknown as NodeJS.WritableStream).catch(() => response.destroy());
      return;
    }
    const text = reply.json === undefined ? reply.text : JSON.stringify(reply.json);
    let bytes = reply.bytes ?? (text === undefined ? undefined : Buffer.from(text));
    if (bytes === undefined) {
      response.writeHead(reply.status, headers);
      response.end();
      return;
    }
    if (reply.json !== undefined) headers['content-type'] = 'application/json; charset=utf-8';
    if (!reply.bytes && bytes.length > WORTH_PACKING && acceptsGzip(request)) {
      bytes = await pack(bytes, { level: 4 });
      headers['content-encoding'] = 'gzip';
      headers.vary = 'accept-encoding';
    }
    headers['content-length'] = String(bytes.length);
    response.writeHead(reply.status, headers);
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }

  type Handler = (request: Request, response: Response) => Promise<void>;
  const register = (method: Route['method'] | 'HEAD', pattern: string, handler: Handler) => {
    const verb = ({ GET: 'get', POST: 'post', PUT: 'put', DELETE: 'del', HEAD: 'head' } as const)[method];
    server[verb](pattern, async (request: Request, response: Response) => {
      try {
        await handler(request, response);
      } catch (error) {
        log.error({ err: error, route: pattern }, 'A reply could not be sent.');
        if (response.headersSent) response.destroy();
        else await send(request, response, replyForError(error), 'api');
      }
    });
  };

  for (const route of options.routes) {
    register(route.method, route.path.replace(/\{(\w+)\}/g, ':$1'), async (request, response) => {
      const { id, note } = logWhenDone(request, response, route.path);
      const reply = await options.dispatch(route, requestOf(request, id));
      note({ by: reply.by, refusal: reply.refusal });
      await send(request, response, reply, 'api');
      discardRest(request);
    });
  }

  const simple = (pattern: string, reply: () => HttpReply) =>
    register('GET', pattern, async (request, response) => {
      if (pattern !== '/healthz') logWhenDone(request, response, pattern);
      await send(request, response, reply(), 'api');
    });
  simple('/healthz', () => ({ status: 200, json: options.health() }));
  simple('/tab-settings.json', () => ({ status: 200, json: options.tabSettings }));
  simple('/favicon.ico', () => ({ status: 204, headers: { 'cache-control': 'public, max-age=86400' } }));
  simple('/', () => ({ status: 302, headers: { location: '/tab/' } }));

  register('POST', '/api/messages', async (request, response) => {
    const { note } = logWhenDone(request, response, '/api/messages');
    for (const [name, value] of Object.entries(headersFor('api'))) response.setHeader(name, value);
    try {
      if (!options.isBotReady())
        throw new AppError('unavailable', 'The bot is just starting. Please try again in a few seconds.');
      const body = await readJson({ headers: request.headers, body: request }, ACTIVITY_LIMIT);
      await options.bot({ method: 'POST', headers: request.headers, body }, response);
    } catch (error) {
      if (!(error instanceof AppError)) log.error({ err: error }, 'The bot endpoint failed.');
      const reply = replyForError(error);
      note({ refusal: reply.refusal });
      if (!response.headersSent) await send(request, response, reply, 'api');
      else response.end();
      discardRest(request);
    }
  });

  function servePages(prefix: string, folder: string, surface: Surface) {
    const fileFor = createStaticPages(folder);
    for (const method of ['GET', 'HEAD'] as const) {
      register(method, `${prefix}/*`, async (request, response) => {
        logWhenDone(request, response, `${prefix}/*`);
        const reply = await fileFor({
          name: String((request.params as Record<string, string>)['*'] ?? ''),
          acceptsGzip: acceptsGzip(request),
          ifNoneMatch: request.headers['if-none-match'],
        });
        const kind = reply === undefined ? 'api' : reply.status === 503 ? 'notice' : surface;
        await send(request, response, reply ?? NOTHING_HERE, kind);
      });
    }
    simple(prefix, () => ({ status: 301, headers: { location: `${prefix}/` } }));
  }
  servePages('/tab', options.pages.tab, 'tab');
  servePages('/answer', options.pages.partner, 'partner');

  // Unknown addresses and methods that are not there, in our words. The library would send its own text after `done`,
  // so it is never called: the reply has gone out whole by then, and nothing waits for it.
  server.on(
    'restifyError',
    (request: Request, response: Response, error: { statusCode?: number }, done: () => void) => {
      if (response.headersSent) {
        done();
        return;
      }
      const { note } = logWhenDone(request, response, 'unknown');
      const status = error.statusCode ?? 500;
      if (status >= 500) log.error({ err: error }, 'A request failed outside its route.');
      const reply = status >= 500 ? replyForError(error) : status === 405 ? WRONG_METHOD : NOTHING_HERE;
      note({ refusal: reply.refusal });
      request.resume();
      void send(request, response, reply, 'api');
    },
  );

  return { listen: (port) => listen(server, port), close: () => close(server) };
}

function listen(server: restify.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    // The library hands the socket server's errors on as its own.
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const sentence =
        cause.code === 'EADDRINUSE'
          ? `Port ${port} is in use. Stop what runs there, or set PORT to another one.`
          : `The service cannot listen on port ${port} (${cause.code ?? 'unknown reason'}).`;
      reject(new AppError('unavailable', sentence, { cause }));
    });
    server.listen(port, () => resolve((server.server.address() as { port: number }).port));
  });
}

async function close(server: restify.Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const late = setTimeout(() => server.server.closeAllConnections(), 5_000);
    server.server.closeIdleConnections();
    server.server.close(() => {
      clearTimeout(late);
      resolve();
    });
  });
}
