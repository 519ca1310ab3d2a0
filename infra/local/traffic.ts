import { performance } from 'node:perf_hooks';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Masks, maskPath } from './traffic/masks';
import { type Body, shownBody } from './traffic/shownBody';

/** The part of Microsoft 365 that was called; `bot` is a call that the tenant made to the bot. */
export type TrafficArea = 'graph' | 'entra' | 'files' | 'connector' | 'bot';

/** One call as the list shows it. */
export interface TrafficEntry {
  /** Counts up from 1 and is never used again. */
  readonly seq: number;
  /** Tenant time at the beginning, ISO. */
  readonly at: string;
  readonly area: TrafficArea;
  readonly method: string;
  /** With its query; secrets are masked. */
  readonly path: string;
  /** The display name of the application, or the person whom a call to the bot is about. */
  readonly who?: string;
  /** 0 when there was no answer: the connection was cut. */
  readonly status: number;
  readonly resourceUnits: number;
  readonly milliseconds: number;
  /** Why it was refused, when the tenant does not know what was asked for. */
  readonly refused?: string;
  /** Of a `$batch`'s sub-request: the `seq` of the batch. */
  readonly batch?: number;
}

/** One side of a call: headers worth knowing, and the body as JSON or text, or only its size. */
export interface TrafficSide {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface TrafficDetail extends TrafficEntry {
  readonly request: TrafficSide;
  readonly response: TrafficSide;
}

/** A call while it is under way. Whoever handles it may add what it knows. */
export interface TrafficDraft {
  readonly at: number;
  readonly started: number;
  readonly area: TrafficArea;
  readonly method: string;
  /** As it came, with its query. */
  readonly path: string;
  who?: string;
  status: number;
  resourceUnits: number;
  refused?: string;
  /** The connection is being cut on purpose: no answer gets out. */
  isCut?: boolean;
  readonly requestHeaders: Readonly<Record<string, string>>;
  requestBody?: Body;
  responseHeaders: Readonly<Record<string, string>>;
  responseBody?: Body;
  /** The sub-requests of a `$batch`, in the order they were carried out. */
  children?: TrafficDraft[];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The log's note of this call; absent for the tenant's own shell and control. */
    traffic?: TrafficDraft;
  }
}

/** The log of every call that the tenant answers or makes: the latest 500. */
export interface TrafficLog {
  /** The beginning of a call, to be given to `finish`. */
  begin(call: Pick<TrafficDraft, 'area' | 'method' | 'path'> & Partial<TrafficDraft>): TrafficDraft;
  /** Keeps a call that is over, and its sub-requests. */
  finish(draft: TrafficDraft): void;
  /** Oldest first. Without `after` the latest `limit`, else the first `limit` after that `seq`. */
  list(options?: { after?: number; limit?: number }): { entries: TrafficEntry[]; last: number };
  detail(seq: number): TrafficDetail | undefined;
  /** Says that a call just now is refused because nothing like it is known. */
  noteRefusal(call: { method: string; path: string; reason: string }): void;
  /** Calls `listener` with each call that is over; the result ends that. */
  onFinished(listener: (detail: () => TrafficDetail) => void): () => void;
  clear(): void;
  close(): void;
}

interface Kept {
  readonly seq: number;
  readonly draft: TrafficDraft;
  readonly milliseconds: number;
  readonly batch?: number;
}

const MOST_KEPT = 500;
const TELL_EVERY_MS = 200;

/**
 * @param now tenant time in milliseconds since 1970
 * @param masks what must not be readable in the log
 * @param changed called at most five times a second while there are new entries
 */
export function createTrafficLog(now: () => number, masks: Masks, changed: () => void): TrafficLog {
  const ring: Kept[] = [];
  const underWay = new Set<TrafficDraft>();
  const listeners = new Set<(detail: () => TrafficDetail) => void>();
  let last = 0;
  let telling: NodeJS.Timeout | undefined;

  const tell = (): void => {
    telling ??= setTimeout(() => {
      telling = undefined;
      changed();
    }, TELL_EVERY_MS).unref();
  };
  const keep = (draft: TrafficDraft, milliseconds: number, batch?: number): number => {
    last += 1;
    const kept: Kept = { seq: last, draft, milliseconds, batch };
    ring[last % MOST_KEPT] = kept;
    for (const listener of listeners) listener(() => detailOf(kept));
    return last;
  };
  const entryOf = ({ seq, draft, milliseconds, batch }: Kept): TrafficEntry => ({
    seq,
    at: new Date(draft.at).toISOString(),
    area: draft.area,
    method: draft.method,
    path: maskPath(draft.path, masks),
    ...(draft.who !== undefined && { who: draft.who }),
    status: draft.status,
    resourceUnits: draft.resourceUnits,
    milliseconds: Math.round(milliseconds * 10) / 10,
    ...(draft.refused !== undefined && { refused: draft.refused }),
    ...(batch !== undefined && { batch }),
  });
  const side = (kept: Kept, headers: Readonly<Record<string, string>>, body: Body | undefined): TrafficSide => ({
    headers: masks.headers(headers),
    ...(body !== undefined && { body: masks.body(shownBody(body), kept.draft) }),
  });
  const detailOf = (kept: Kept): TrafficDetail => ({
    ...entryOf(kept),
    request: side(kept, kept.draft.requestHeaders, kept.draft.requestBody),
    response: side(kept, kept.draft.responseHeaders, kept.draft.responseBody),
  });

  return {
    begin(call) {
      const draft: TrafficDraft = {
        at: now(),
        started: performance.now(),
        status: 0,
        resourceUnits: 0,
        requestHeaders: {},
        responseHeaders: {},
        ...call,
      };
      underWay.add(draft);
      return draft;
    },
    finish(draft) {
      if (!underWay.delete(draft)) return;
      const milliseconds = performance.now() - draft.started;
      const seq = keep(draft, milliseconds);
      for (const child of draft.children ?? []) keep(child, milliseconds, seq);
      tell();
    },
    list({ after, limit = 100 } = {}) {
      const oldest = Math.max(1, last - MOST_KEPT + 1);
      const first = Math.max(oldest, after === undefined ? last - limit + 1 : after + 1);
      const entries: TrafficEntry[] = [];
      for (let seq = first; seq <= last && entries.length < limit; seq += 1) {
        const kept = ring[seq % MOST_KEPT];
        if (kept?.seq === seq) entries.push(entryOf(kept));
      }
      return { entries, last };
    },
    detail(seq) {
      const kept = ring[seq % MOST_KEPT];
      return kept?.seq === seq ? detailOf(kept) : undefined;
    },
    noteRefusal({ method, path, reason }) {
      const wanted = withoutQuery(path);
      for (const draft of underWay)
        if (draft.method === method && withoutQuery(draft.path) === wanted) draft.refused ??= reason;
    },
    onFinished(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    clear() {
      // Numbers go on counting, so that whoever reads on from the last one misses nothing.
      ring.length = 0;
      changed();
    },
    close() {
      clearTimeout(telling);
      telling = undefined;
      listeners.clear();
    },
  };
}

const withoutQuery = (path: string): string => path.split('?', 1)[0] ?? '';

/** The headers of a reply as text. */
export function headersOfReply(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reply.getHeaders()).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : String(value ?? ''),
    ]),
  );
}

/** Adds units spent to the log's note of a call. */
export function noteUnits(request: FastifyRequest, resourceUnits: number): void {
  if (request.traffic) request.traffic.resourceUnits += resourceUnits;
}
