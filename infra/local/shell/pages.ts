import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context';

const NOT_BUILT = `<!doctype html><html lang="en"><title>Local tenant</title>
<meta http-equiv="refresh" content="2">
<body style="font:16px system-ui;margin:4rem auto;max-width:40rem"><h1>The shell is not built yet</h1>
<p>At the start it is ready after some seconds. Otherwise run <code>npm run build</code> in the project's folder.</p></body></html>`;

/** Serves the built shell. It may frame the product and nothing else; nothing may frame it. */
export function registerPages(app: FastifyInstance, { settings }: TenantContext): void {
  const folder = path.resolve(settings.shellDir ?? 'dist/shell');
  const policy = [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: ${settings.productUrl}`,
    `frame-src 'self' ${settings.productUrl}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const headers = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };

  void app.register(fastifyStatic, {
    root: path.join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
  });
  // Looked for at each request: the pages may still be in the making when the tenant starts.
  app.get('/', async (_request, reply) => {
    reply.headers(headers);
    if (!existsSync(path.join(folder, 'index.html'))) return reply.type('text/html').send(NOT_BUILT);
    return reply.sendFile('index.html', folder, { cacheControl: false });
  });
}
