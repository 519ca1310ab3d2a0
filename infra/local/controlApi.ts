import { setTimeout as sleep } from 'node:timers/promises';
import type { Tier } from './graph/tiers';

/** Calls the local tenant's control routes and the product on this machine. Throws an Error with the answer's words. */
export interface ControlApi {
  token(who: { person: string } | { app: 'runtime' | 'provision' | 'bot' }): Promise<string>;
  setClock(offsetMs: number): Promise<void>;
  reset(): Promise<void>;
  /** Takes an application's role on a site away. */
  takeGrant(application: 'service', site: 'records' | 'system'): Promise<void>;
  /** The limits of resource units from now on; null is none. */
  setTier(tier: Tier | null): Promise<void>;
  /** Newest first. */
  mailTo(address: string): Promise<readonly { subject: string; text: string; html?: string }[]>;
  setBouncing(addresses: readonly string[]): Promise<void>;
  /** Shows in the shell what is under way, `done` from 0 to 1; an empty text takes it away. Never throws. */
  announce(text: string, done?: number): Promise<void>;
  /** The cards in the person's chat with the bot, newest last. */
  cardsOf(person: string): Promise<readonly unknown[]>;
}

/** @param tenantUrl such as `http://localhost:3979` */
export function controlApi(tenantUrl: string): ControlApi {
  const call = async (method: string, path: string, body?: unknown, part = '_control'): Promise<unknown> => {
    const response = await fetch(`${tenantUrl}/${part}${path}`, {
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
    takeGrant: async (name, site) => void (await call('POST', '/grant', { name, site, role: null })),
    setTier: async (tier) => void (await call('POST', '/limits', { tier })),
    mailTo: async (address) =>
      (
        (await call('GET', `/mail?to=${encodeURIComponent(address)}`)) as {
          messages: { subject: string; text: string; html?: string }[];
        }
      ).messages,
    setBouncing: async (addresses) => void (await call('POST', '/mail', { bounce: addresses })),
    async announce(text, done) {
      // Whether anybody looks on or not, what is under way goes on.
      await call('POST', '/announcement', { text, done }, '_shell').catch(() => undefined);
    },
    cardsOf: async (person) =>
      (
        (await call('GET', `/chat?person=${encodeURIComponent(person)}`)) as {
          activities: { attachments?: unknown[] }[];
        }
      ).activities.flatMap(({ attachments }) => attachments ?? []),
  };
}
