import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Request, Response } from 'botbuilder';

/** Where a bot listens. */
export interface BotServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Hands every request to a bot's adapter, with as much of a web framework around it as `CloudAdapter.process` asks for.
 * @param port 0 takes any free one; throws EADDRINUSE when it is taken
 */
export async function botServer(
  port: number,
  handle: (request: Request, response: Response) => Promise<void>,
): Promise<BotServer> {
  const server = createServer((request, response) => {
    void (async () => {
      await handle(
        { body: await readBody(request), headers: request.headers, method: request.method },
        facade(response),
      );
    })().catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
}

function facade(response: ServerResponse): Response {
  let body: unknown;
  return {
    socket: response.socket,
    header: (name, value) => response.setHeader(name, String(value)),
    status: (code) => {
      response.statusCode = code;
    },
    send: (sent) => {
      body = sent;
    },
    end: () => {
      if (body === undefined) return response.end();
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify(body));
    },
  };
}
