import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { Agent, buildConnector } from 'undici';

/** A way to the network that breaks once. */
export interface BreakingAgent {
  readonly dispatcher: Agent;
  /** How often a connection was broken so far: 0 or 1. */
  broken(): number;
  close(): Promise<void>;
}

/**
 * Connections that end without a word after `bytes` were sent over all of them together, once; later ones hold. Works
 * on this side of the network, so it does the same to any server.
 */
export function breakingAgent(bytes: number): BreakingAgent {
  const connect = buildConnector({});
  let sent = 0;
  let breaks = 0;
  const dispatcher = new Agent({
    connect(options, done) {
      connect(options, (...[error, socket]) => {
        if (socket) watch(socket);
        if (error) done(error, null);
        else if (socket) done(null, socket);
      });
    },
  });
  function watch(socket: Socket | TLSSocket): void {
    const write = socket.write.bind(socket) as (chunk: Uint8Array | string, ...more: unknown[]) => boolean;
    socket.write = (chunk: Uint8Array | string, ...more: unknown[]): boolean => {
      sent += chunk.length;
      if (breaks === 0 && sent > bytes) {
        breaks = 1;
        // Some of the fragment leaves, the rest never does.
        write(chunk.slice(0, Math.max(0, chunk.length - (sent - bytes))));
        setImmediate(() => socket.destroy(new Error('The connection was broken on purpose.')));
        return false;
      }
      return write(chunk, ...more);
    };
  }
  return { dispatcher, broken: () => breaks, close: () => dispatcher.destroy() };
}
