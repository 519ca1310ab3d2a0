import { Agent } from 'undici';

/** Sends one HTTP request. Throws when there is no whole answer; the caller decides what that means. */
export type Transport = (url: string, init: RequestInit) => Promise<Response>;

/** `fetch` over few, kept-alive connections: Node's own opens one for every parallel call. */
export function createTransport(connections = 8): { send: Transport; close(): Promise<void> } {
  const dispatcher = new Agent({
    connections,
    keepAliveTimeout: 60_000,
    connect: { timeout: 5_000 },
    headersTimeout: 15_000,
    bodyTimeout: 30_000,
  });
  return {
    send: (url, init) => {
      const withAgent: RequestInit & { dispatcher: Agent } = { ...init, dispatcher };
      return fetch(url, withAgent);
    },
    close: () => dispatcher.close(),
  };
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH']);

/** Whether a failed `fetch` certainly did not reach the server. */
export function wasNeverSent(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && NEVER_SENT.has(cause.code)) return true;
    if (cause instanceof AggregateError && cause.errors.length > 0 && cause.errors.every(wasNeverSent)) return true;
  }
  return false;
}
