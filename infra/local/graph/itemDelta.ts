import type { TenantContext } from '../context';
import { GraphError, unknownCall } from './graphError';
import type { Change } from './item';
import { listOf, readItem } from './items';
import type { List } from './listStore';
import { openToken, optionsMark, sealToken, withOption } from './pageToken';
import { readTop } from './query';
import { type GraphReply, type GraphRequest, registerGraphRoute } from './router';
import { contextUrl, graphBase, type Json } from './shapes';
import type { GraphState } from './state';

const PATH = '/sites/{site}/lists/{list}/items/delta';
const USUAL_PAGE = 200;
const LARGEST_PAGE = 1_000;
/** How long a token can be used is not documented; 30 days here. */
const TOKEN_LIFETIME_MS = 30 * 86_400_000;

interface DeltaToken {
  readonly list: string;
  readonly seq: number;
  readonly at: number;
  readonly epoch: number;
  readonly options: string;
  /** A first enumeration tells of no deletions. */
  readonly isFirst: boolean;
}

/** How many times all delta tokens have been made worthless, on demand. */
const epochs = new WeakMap<GraphState, number>();

/** Makes every delta token so far answer 410 Gone. */
export const expireDeltaTokens = (state: GraphState): void => void epochs.set(state, epochOf(state) + 1);

const epochOf = (state: GraphState): number => epochs.get(state) ?? 0;

/** `items/delta`: all items, then what has changed since a token, with tombstones. */
export function registerItemDelta(context: TenantContext, state: GraphState): void {
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
  const link = (seq: number, isFirst: boolean): string => {
    const token: DeltaToken = { list: list.id, seq, at: now, epoch: epochOf(state), options, isFirst };
    return withOption(base, query, 'token', sealToken(state.linkKey, token));
  };
  const given = query.get('token');
  const body: Json = { '@odata.context': contextUrl(context, 'Collection(listItem)'), value: [] };
  if (given === 'latest') {
    body['@odata.deltaLink'] = link(state.items.latest(), false);
    return { status: 200, body };
  }
  const from =
    given === undefined ? undefined : readToken(state, list, given, now, options, () => withoutToken(base, query));
  const isFirst = from?.isFirst ?? true;
  const limit = state.quirks.pageSize(top);
  const lag = state.quirks.settings.deltaLagMs;
  const found = state.items.changesSince(
    list,
    from?.seq ?? 0,
    limit + 1,
    lag > 0 ? now - lag : Number.POSITIVE_INFINITY,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const seq = last ? seqOf(last) : (from?.seq ?? 0);
  const told = page.filter((change) => !isFirst || 'item' in change);
  body.value = withRepeats(
    state,
    told.map((change) => ('item' in change ? shape(change.item) : tombstone(list, change))),
  );
  if (found.length > limit) body['@odata.nextLink'] = link(seq, isFirst);
  else body['@odata.deltaLink'] = link(seq, false);
  return { status: 200, body };
}

/** Throws 410 with the address of a new enumeration when the token cannot be used any more. */
function readToken(
  state: GraphState,
  list: List,
  text: string,
  now: number,
  options: string,
  restart: () => string,
): DeltaToken {
  const token = openToken(state.linkKey, text) as DeltaToken | undefined;
  if (token?.list !== list.id || token.epoch !== epochOf(state) || now - token.at > TOKEN_LIFETIME_MS)
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

function withoutToken(base: string, query: ReadonlyMap<string, string>): string {
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

/** Sometimes an item comes twice in a page: the same thing both times, so the last one may be kept. */
function withRepeats(state: GraphState, values: Json[]): Json[] {
  if (!state.quirks.settings.deltaRepeats || values.length === 0 || state.quirks.random() > 0.15) return values;
  const repeated = values[Math.floor(state.quirks.random() * values.length)];
  return repeated ? [repeated, ...values] : values;
}

const seqOf = (change: Change): number => ('item' in change ? change.item.seq : change.deleted.seq);
