import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context';

const HEARTBEAT_MS = 20_000;

/**
 * `GET /_shell/events`: server-sent events, each `data` one topic (`chat`, `mail`, `directory`, `items`, `clock`,
 * `refused`, `traffic`) that the shell should read again; `typing` and a person's id while the bot types to them.
 */
export function registerEventStream(app: FastifyInstance, { events }: TenantContext): void {
  const endings = new Set<() => void>();

  app.get('/_shell/events', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
    raw.write('retry: 1000\n\n');
    const pass = (topic: string, who?: string): void =>
      void raw.write(`data: ${topic === 'typing' ? `typing ${who ?? ''}` : topic}\n\n`);
    const heartbeat = setInterval(() => raw.write(': \n\n'), HEARTBEAT_MS);
    heartbeat.unref();
    events.on('changed', pass);
    const end = (): void => {
      clearInterval(heartbeat);
      events.off('changed', pass);
      endings.delete(end);
      raw.end();
    };
    endings.add(end);
    request.raw.on('close', end);
  });

  app.addHook('preClose', async () => {
    for (const end of [...endings]) end();
  });
}
