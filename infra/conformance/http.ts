import { setTimeout as sleep } from 'node:timers/promises';
import { getGlobalDispatcher } from 'undici';
import type { Answer, CallInit } from './case';

/** One exchange, so that whoever owns the tenant can look it up. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly requestId?: string | undefined;
  readonly date?: string | undefined;
}

export interface HttpOptions {
  /** Milliseconds between two requests. */
  readonly paceMs: number;
  /** Told of every answer, also of those that are asked again. */
  readonly onExchange?: (exchange: Exchange) => void;
}

export type Call = (url: string, init?: CallInit) => Promise<Answer>;

/** As SharePoint asks for it: decorated traffic is let through before undecorated. */
export const USER_AGENT = 'NONISV|Trustlane|Conformance/1.0';
const LONGEST_WAIT_MS = 330_000;
const TRIES = 6;

/**
 * Plain HTTP with the suite's manners: a decorated User-Agent, a pace, throttling (429 and 503 with Retry-After) waited
 * out. Never throws for a status; throws when no answer came.
 */
export function createCall({ paceMs, onExchange }: HttpOptions): Call {
  let next = 0;
  return async function call(url, init = {}) {
    for (let tries = 1; ; tries += 1) {
      const pause = next - Date.now();
      if (pause > 0) await sleep(pause);
      next = Date.now() + paceMs;
      const answer = await once(url, init);
      onExchange?.({
        method: init.method ?? 'GET',
        url,
        status: answer.status,
        requestId: answer.headers['request-id'] ?? answer.headers['x-ms-request-id'],
        date: answer.headers.date,
      });
      const waitMs = init.keepThrottled ? undefined : throttledFor(answer, tries);
      if (waitMs === undefined || tries === TRIES) {
        const location = answer.headers.location;
        const isRedirect = [301, 302, 303, 307, 308].includes(answer.status) && location !== undefined;
        if (!isRedirect || init.redirect === 'manual') return answer;
        // The address of a redirect authorises itself: a bearer sent along would be refused, or given away.
        const { authorization: _, ...headers } = lowerCased(init.headers);
        return call(new URL(location, url).href, { ...init, headers, token: null });
      }
      await sleep(waitMs);
    }
  };
}

/** Milliseconds to wait before asking again, twice as long each time unless told; undefined when it is no throttling. */
function throttledFor({ status, headers }: Answer, tries: number): number | undefined {
  if (status !== 429 && !(status === 503 && headers['retry-after'])) return undefined;
  const told = Number(headers['retry-after'] ?? headers['ratelimit-reset'] ?? Number.NaN);
  return Math.min(LONGEST_WAIT_MS, 1000 * (Number.isFinite(told) ? Math.max(1, told) : 2 ** (tries - 1)));
}

const lowerCased = (headers: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Origin and path as they were written: URL would resolve encoded dots, and a link must be followed verbatim. */
function rawAddress(url: string): { origin: string; path: string } {
  const [, origin = '', rest = ''] = /^(https?:\/\/[^/?#]+)([^#]*)/.exec(url) ?? [];
  if (origin === '') throw new Error('This is no address of http or https.');
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return { origin, path: path.replace(/[^\x21-\x7e]/gu, encodeURIComponent) };
}

async function once(url: string, { method = 'GET', body, headers, token }: CallInit): Promise<Answer> {
  const isJson = body !== undefined && typeof body === 'object' && !(body instanceof Uint8Array);
  const response = await getGlobalDispatcher().request({
    ...rawAddress(url),
    method: method as 'GET',
    headers: {
      'user-agent': USER_AGENT,
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...lowerCased(headers),
    },
    body: body === undefined ? undefined : isJson ? JSON.stringify(body) : (body as string | Uint8Array),
    headersTimeout: 120_000,
    bodyTimeout: 120_000,
  });
  const bytes = new Uint8Array(await response.body.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  return {
    status: response.statusCode,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [
        name.toLowerCase(),
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    ),
    body: parsed(text),
    text,
    bytes,
  };
}

function parsed(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
