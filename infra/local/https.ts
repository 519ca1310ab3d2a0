import { createServer, type Server } from 'node:https';
import type { FastifyInstance } from 'fastify';
import { serverCertificates } from './certificates';

/** The tenant's https address, beside the plain one and with the same routes. */
export interface HttpsListener {
  readonly port: number;
  /** PEM file of the authority that clients have to trust. */
  readonly caFile: string;
  close(): Promise<void>;
}

/**
 * Answers https on loopback with the app's routes; port 0 takes any free one. The certificate is made once in
 * `<dir>/tls`. Throws EADDRINUSE when the port is taken.
 */
export async function listenWithHttps(app: FastifyInstance, dir: string, port: number): Promise<HttpsListener> {
  const { server: pair, caFile } = await serverCertificates(dir);
  const start = async (host: string, wanted: number): Promise<Server> => {
    const server = createServer({ key: pair.privateKey, cert: pair.certificate }, (request, response) =>
      app.routing(request, response),
    );
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port: wanted, host }, resolve);
    });
    return server;
  };
  const first = await start('127.0.0.1', port);
  const address = first.address();
  const taken = address !== null && typeof address === 'object' ? address.port : port;
  // Clients may resolve localhost to either address; a machine without IPv6 has only the first.
  const second = await start('::1', taken).catch(() => undefined);
  const servers = second ? [first, second] : [first];
  return {
    port: taken,
    caFile,
    async close() {
      await Promise.all(
        servers.map(
          (server) =>
            new Promise<void>((resolve) => {
              server.close(() => resolve());
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
}
