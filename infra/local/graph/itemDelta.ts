import { createHash } from 'node:crypto';
import type { TenantContext } from '../context';
import { metaOf } from '../database';
import { GraphError, unknownCall } from './graphError';
import type { Change, Item } from './item';
import { listOf, readItem } from './items';
import type { List } from './listStore';
import { openToken, optionsMark, sealToken, withOption } from './pageToken';
import { readTop } from './query';
import { type GraphReply, type GraphRequest, registerGraphRoute } from './router';
import { contextUrl, graphBase, type Json } from './shapes';
import { siteGrantsOf } from './siteGrants';
import type { GraphState } from './state';

const PATH = '/sites/{site}/lists/{list}/items/delta';
const USUAL_PAGE = 200;
const LARGEST_PAGE = 1_000;
/** How long a token can be used is not documented; 30 days here. */
const TOKEN_LIFETIME_MS = 30 * 86_400_000;
/** How many changes that a token has seen can come again. */
const MOST_REPEATED = 5;

interface DeltaToken {
  readonly list: string;
  readonly seq: number;
  readonly at: number;
  readonly epoch: number;
  readonly options: string;
  /** Stands for who had been granted what on the site: a change of permissions makes tokens worthless. */
  readonly grants: string;
  /** A first enumeration tells of no deletions but those since it began. */
  readonly isFirst: boolean;
  /** The tenant's latest change when the first enumeration began. */
  readonly since: number;
}

/** How many times all delta tokens have been made worthless. Kept, so that a restart does not make them good again. */
const EPOCH = 'graph.deltaEpoch';
const epochs = new WeakMap<GraphState, { value: number; set(value: number): void }>();

/** Makes every delta token so far answer 410 Gone, as after a restore or a change of permissions. */
export const expireDeltaTokens = (state: GraphState): void => {
  const epoch = epochs.get(state);
  epoch?.set(epoch.value + 1);
};

/** Tokens of an earlier epoch are worth nothing. */
export const epochOf = (state: GraphState): number => epochs.get(state)?.value ?? 0;

function keepEpoch(context: TenantContext, state: GraphState): void {
  const meta = metaOf(context.db);
  const epoch = {
    value: Number(meta.get(EPOCH) ?? 0),
    set(value: number) {
      epoch.value = value;
      meta.set(EPOCH, String(value));
    },
  };
  epochs.set(state, epoch);
}

/** `items/delta`: all items, then what has changed since a token, with tombstones. */
export function registerItemDelta(context: TenantContext, state: GraphState): void {
  keepEpoch(context, state);
  registerGraphRoute(context, 'GET', PATH, 'sites:read', (request) => delta(context, state, request), {
    query: ['$expand', '$select', '$top', 'token'],
    resourceUnits: (request) => (request.query.has('token') ? 1 : 2),
  });
}

function delta(context: TenantContext, state: GraphState, request: GraphRequest): GraphReply {
  const list = listOf(state, request);
  const { query } = request;
  const shape = readItem(context, state, list, query);
  const top = readTop(query.get('$top'), USUAL_PAGE, LARGEST_PAGE);
  const base = `${graphBase(context)}${request.path}`;
  const now = context.clock.now();
  const options = optionsMark(query, ['token']);
  const grants = grantsMark(context, list);
  const link = (seq: number, isFirst: boolean, since = 0): string => {
    const token: DeltaToken = { list: list.id, seq, at: now, epoch: epochOf(state), options, grants, isFirst, since };
    return withOption(base, query, 'token', sealToken(state.linkKey, token));
  };
  const given = query.get('token');
  const body: Json = { '@odata.context': contextUrl(context, 'Collection(listItem)'), value: [] };
  if (given === 'latest') {
    body['@odata.deltaLink'] = link(state.items.latest(), false);
    return { status: 200, body };
  }
  const expected = { list: list.id, epoch: epochOf(state), grants };
  const from =
    given === undefined ? undefined : readToken(state, given, now, expected, options, () => withoutToken(base, query));
  const isFirst = from?.isFirst ?? true;
  const since = from ? from.since : state.items.latest();
  const limit = state.quirks.pageSize(top);
  const found = state.items.changesSince(list, from?.seq ?? 0, limit + 1, visibleAt(state, now));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const seq = last ? seqOf(last) : (from?.seq ?? 0);
  const again = from && !isFirst ? seenBefore(state, list, from.seq) : [];
  const told = [...again, ...page].filter((change) => !isFirst || isOfMirror(change, since));
  const shown = (change: Change): Json => ('item' in change ? shape(change.item) : tombstone(list, change));
  const earlier = (change: Change): Change => ('item' in change ? earlierState(state, list, change.item) : change);
  body.value = disordered(state, told, earlier).map(shown);
  if (found.length > limit) body['@odata.nextLink'] = link(seq, isFirst, since);
  else body['@odata.deltaLink'] = link(seq, false);
  return { status: 200, body };
}

/**
 * Whether a first enumeration that began at a change tells of another: of rows always, of a deletion only when the row
 * was still there at the beginning. A token of an older tenant knows no beginning: then of all.
 */
export const isOfMirror = (change: Change, since: number | undefined): boolean =>
  'item' in change || change.deleted.seq > (since ?? 0);

/**
 * When a change can be seen: after a lag of its own, which the seed and the change's number settle, so that a run can be
 * repeated. Never longer than `deltaLagMs`; a change from the future (the clock went back) is seen at once.
 */
export function visibleAt({ quirks }: GraphState, now: number): (change: Change) => boolean {
  const longest = quirks.settings.deltaLagMs;
  return (change) => {
    const age = now - timeOf(change);
    return longest === 0 || age < 0 || age >= longest * shareOf(`${quirks.seed}:${seqOf(change)}`);
  };
}

/** 0 (excluded) to 1, evenly spread and always the same for a text. */
const shareOf = (text: string): number =>
  (createHash('sha1').update(text).digest().readUInt32BE(0) + 1) / 4_294_967_296;

/** Sometimes the latest of what a token has seen comes once more: the same things, so the last one may be kept. */
function seenBefore(state: GraphState, list: List, seq: number): Change[] {
  const { quirks, items } = state;
  if (!quirks.settings.deltaRepeats || quirks.random() > 0.15) return [];
  const since = Math.max(0, seq - 1 - Math.floor(quirks.random() * MOST_REPEATED));
  return items.changesSince(list, since, MOST_REPEATED, (change) => seqOf(change) <= seq);
}

/** Throws 410 with the address of a new enumeration when the token cannot be used any more. */
function readToken(
  state: GraphState,
  text: string,
  now: number,
  expected: Pick<DeltaToken, 'list' | 'epoch' | 'grants'>,
  options: string,
  restart: () => string,
): DeltaToken {
  const token = openToken(state.linkKey, text) as DeltaToken | undefined;
  const isGood =
    token?.list === expected.list &&
    token.epoch === expected.epoch &&
    token.grants === expected.grants &&
    now - token.at <= TOKEN_LIFETIME_MS;
  if (!isGood)
    throw new GraphError(
      410,
      'resyncRequired',
      "Resync required. Replace any local items with the server version (including deletes) if you are sure that the service was up to date with your local changes when you last sync'd. Upload any local changes that the server doesn't know about.",
      {
        headers: { Location: restart() },
        inner: { code: 'resyncChangesApplyDifferences' },
      },
    );
  if (token.options !== options)
    throw unknownCall(
      'The delta token is not valid with these query options. Follow @odata.nextLink and @odata.deltaLink as they are.',
    );
  return token;
}

/** Stands for who has been granted what on a list's site. */
export const grantsMark = (context: TenantContext, { site }: List): string =>
  createHash('sha1')
    .update(
      JSON.stringify(
        siteGrantsOf(context)
          .list(site)
          .map(({ application, roles }) => [application, roles])
          .sort(),
      ),
    )
    .digest('base64url')
    .slice(0, 8);

/** An address with its query options but the token: where a new enumeration starts. */
export function withoutToken(base: string, query: ReadonlyMap<string, string>): string {
  const options = [...query]
    .filter(([name]) => name !== 'token')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return options.length === 0 ? base : `${base}?${options.join('&')}`;
}

const tombstone = (list: List, { deleted }: Extract<Change, { deleted: unknown }>): Json => ({
  id: String(deleted.id),
  deleted: { state: 'deleted' },
  parentReference: { id: list.id, siteId: list.site },
});

/**
 * Sometimes a page is not in order, and an item comes twice in it: first as it was before its latest change, where it has
 * a history. Who keeps the last of them is right.
 */
function disordered(state: GraphState, changes: readonly Change[], earlier: (change: Change) => Change): Change[] {
  const { quirks } = state;
  if (!quirks.settings.deltaRepeats || changes.length === 0) return [...changes];
  const ordered = changes.length > 1 && quirks.random() < 0.3 ? shuffled(changes, () => quirks.random()) : [...changes];
  if (quirks.random() > 0.15) return ordered;
  const repeated = ordered[Math.floor(quirks.random() * ordered.length)];
  return repeated ? [earlier(repeated), ...ordered] : ordered;
}

function earlierState({ items }: GraphState, list: List, item: Item): Change {
  const before = items.versions(list, item)[1];
  return { item: before ? { ...item, ...before } : item };
}

function shuffled(values: readonly Change[], random: () => number): Change[] {
  return values
    .map((value) => ({ value, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

const seqOf = (change: Change): number => ('item' in change ? change.item.seq : change.deleted.seq);

const timeOf = (change: Change): number => ('item' in change ? change.item.modified : change.deleted.at);
