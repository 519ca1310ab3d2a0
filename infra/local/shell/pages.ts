import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context';

const NOT_BUILT = `<!doctype html><html lang="en"><title>Local tenant</title>
<body style="font:16px system-ui;margin:4rem auto;max-width:40rem"><h1>The shell is not built</h1>
<p>Run <code>npm run build</code> in the project's folder and load this page again.</p></body></html>`;

/** Serves the built shell. It may frame the product and nothing else; nothing may frame it. */
export function registerPages(app: FastifyInstance, { settings }: TenantContext): void {
  const folder = path.resolve(settings.shellDir ?? 'dist/shell');
  const policy = [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `frame-src 'self' ${settings.productUrl}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const headers = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };

  if (!existsSync(path.join(folder, 'index.html'))) {
    app.get('/', async (_request, reply) => reply.headers(headers).type('text/html').send(NOT_BUILT));
    return;
  }
  void app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    setHeaders: (response, file) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      const isHashed = file.includes(`${path.sep}assets${path.sep}`);
      response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
