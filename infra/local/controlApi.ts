import { setTimeout as sleep } from 'node:timers/promises';

/** Calls the local tenant's control routes and the product on this machine. Throws an Error with the answer's words. */
export interface ControlApi {
  token(who: { person: string } | { app: 'runtime' | 'provision' | 'bot' }): Promise<string>;
  setClock(offsetMs: number): Promise<void>;
  reset(): Promise<void>;
  /** Newest first. */
  mailTo(address: string): Promise<readonly { subject: string; text: string; html?: string }[]>;
  setBouncing(addresses: readonly string[]): Promise<void>;
  /** The cards in the person's chat with the bot, newest last. */
  cardsOf(person: string): Promise<readonly unknown[]>;
}

/** @param tenantUrl such as `http://localhost:3979` */
export function controlApi(tenantUrl: string): ControlApi {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${tenantUrl}/_control${path}`, {
      method,
      headers: { 'x-local-control': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    token: async (who) => ((await call('POST', '/token', who)) as { token: string }).token,
    setClock: async (offsetMs) => {
      await call('POST', '/clock', { offsetMs });
      // The service reads the clock file ten times a second.
      await sleep(500);
    },
    reset: async () => void (await call('POST', '/reset', {})),
    mailTo: async (address) =>
      (
        (await call('GET', `/mail?to=${encodeURIComponent(address)}`)) as {
          messages: { subject: string; text: string; html?: string }[];
        }
      ).messages,
    setBouncing: async (addresses) => void (await call('POST', '/mail', { bounce: addresses })),
    cardsOf: async (person) =>
      (
        (await call('GET', `/chat?person=${encodeURIComponent(person)}`)) as {
          activities: { attachments?: unknown[] }[];
        }
      ).activities.flatMap(({ attachments }) => attachments ?? []),
  };
}
