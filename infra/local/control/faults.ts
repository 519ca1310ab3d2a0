import { z } from 'zod';
import type { TenantContext } from '../context';
import { seededRandom } from '../seed';

/**
 * A fault on demand:
 * - `throttle` answers 429 with Retry-After (`retryAfter` seconds, else 10) and does nothing;
 * - `status` answers `status` (else 503) and does nothing; `statusAfter` does what was asked and then answers so;
 * - `drop` breaks the connection before anything happens; `dropAfter` does what was asked and breaks it without answer;
 * - `slow` waits `delayMs` (else 200) first;
 * - `expireTokens` refuses, with 401, tokens issued before the fault was made;
 * - `loseNotification` lets what the bot should be told get lost on the way;
 * - `bounce` lets mail to the person come back.
 * In a `$batch` a fault hits single requests of it; what breaks the connection or the token takes the whole with it.
 */
export const faultKinds = [
  'throttle',
  'status',
  'statusAfter',
  'drop',
  'dropAfter',
  'slow',
  'expireTokens',
  'loseNotification',
  'bounce',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export const faultSchema = z.strictObject({
  /** All that are given must fit; without any the fault hits every call that its kind is for. */
  match: z
    .strictObject({
      method: z.string().optional(),
      /** A regular expression on the path without its query: `^/v1.0/sites/`. In a `$batch`, on the sub-request's. */
      pathPattern: z.string().optional(),
      /** An application: its name (`service`), id or display name. */
      application: z.string().optional(),
      /** Whom the call is about: the chat's person, or the recipient of a mail. Short name, id, name or address. */
      person: z.string().optional(),
    })
    .default({}),
  kind: z.enum(faultKinds),
  status: z.int().min(400).max(599).optional(),
  /** Seconds. `status` has none unless it is given. */
  retryAfter: z.number().min(0).optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  /** Ends the fault after so many hits. */
  times: z.int().min(1).optional(),
  /** The share of calls that it hits, 0 to 1. */
  rate: z.number().min(0).max(1).optional(),
  /** What `rate` begins with. Default: made from the tenant's seed and the fault's id. */
  seed: z.int().min(0).max(4_294_967_295).optional(),
});
export type Fault = Omit<z.input<typeof faultSchema>, 'match'> & { readonly match?: FaultMatch };
type FaultMatch = NonNullable<z.input<typeof faultSchema>['match']>;

export interface KnownFault extends Omit<Fault, 'match'> {
  readonly id: number;
  readonly match: FaultMatch;
  readonly hits: number;
  /** Tenant time when it was made, ISO. */
  readonly at: string;
}

/** A call as faults are matched with it. Who is named in several ways is hit by any of them. */
export interface FaultTarget {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly application?: readonly (string | undefined)[];
  readonly person?: readonly (string | undefined)[];
  /** Of the token that came with the call, milliseconds since 1970. */
  readonly tokenIssuedAt?: number;
}

export interface FaultBook {
  add(faults: readonly Fault[]): readonly KnownFault[];
  /** False when there is no such fault. */
  remove(id: number): boolean;
  clear(): void;
  list(): readonly KnownFault[];
  /** The first fault of one of these kinds that hits this call, counted. */
  hit(target: FaultTarget, kinds: readonly FaultKind[]): KnownFault | undefined;
  /** There is nothing to look up: the usual case, and cheap to ask. */
  readonly isEmpty: boolean;
}

interface Entry {
  readonly id: number;
  readonly fault: Fault;
  readonly pattern: RegExp | undefined;
  readonly random: () => number;
  readonly at: number;
  hits: number;
}

const books = new WeakMap<TenantContext, FaultBook>();

/** The faults of a tenant. */
export function faultsOf(context: TenantContext): FaultBook {
  const known = books.get(context);
  if (known) return known;
  const book = createFaultBook(context.settings.seed, () => context.clock.now());
  books.set(context, book);
  return book;
}

function createFaultBook(seed: number, now: () => number): FaultBook {
  let entries: Entry[] = [];
  let lastId = 0;
  const shown = ({ id, fault, hits, at }: Entry): KnownFault => ({
    ...fault,
    match: fault.match ?? {},
    id,
    hits,
    at: new Date(at).toISOString(),
  });
  return {
    add(faults) {
      const added = faults.map((fault): Entry => {
        lastId += 1;
        const pattern = fault.match?.pathPattern;
        return {
          id: lastId,
          fault,
          pattern: pattern === undefined ? undefined : new RegExp(pattern),
          random: seededRandom(fault.seed ?? seed + lastId),
          at: now(),
          hits: 0,
        };
      });
      entries.push(...added);
      return added.map(shown);
    },
    remove(id) {
      const before = entries.length;
      entries = entries.filter((entry) => entry.id !== id);
      return entries.length < before;
    },
    clear() {
      entries = [];
    },
    list: () => entries.map(shown),
    hit(target, kinds) {
      if (entries.length === 0) return undefined;
      const entry = entries.find((one) => kinds.includes(one.fault.kind) && isHit(one, target));
      if (!entry) return undefined;
      entry.hits += 1;
      return shown(entry);
    },
    get isEmpty() {
      return entries.length === 0;
    },
  };
}

/** The chance is taken last, so that only calls which match use up the fault's random numbers. */
function isHit({ fault, pattern, random, at, hits }: Entry, target: FaultTarget): boolean {
  const { match = {}, times, rate, kind } = fault;
  return (
    (times === undefined || hits < times) &&
    (match.method === undefined || match.method.toUpperCase() === target.method.toUpperCase()) &&
    (pattern === undefined || pattern.test(target.path)) &&
    names(match.application, target.application) &&
    names(match.person, target.person) &&
    (kind !== 'expireTokens' || isOlder(target.tokenIssuedAt, at)) &&
    (rate === undefined || random() < rate)
  );
}

/** Tokens know whole seconds only: one of the same second counts as newer, so that a fresh one is never refused. */
const isOlder = (issuedAt: number | undefined, at: number): boolean =>
  issuedAt !== undefined && issuedAt < Math.floor(at / 1000) * 1000;

const names = (wanted: string | undefined, known: readonly (string | undefined)[] = []): boolean =>
  wanted === undefined || known.some((name) => name?.toLowerCase() === wanted.toLowerCase());

/** Whether mail to this address comes back, by a fault on demand. Counts as a hit. */
export const bouncesByFault = (context: TenantContext, address: string, names: readonly string[] = []): boolean =>
  faultsOf(context).hit({ method: 'POST', path: '/mail', person: [address, ...names] }, ['bounce']) !== undefined;
