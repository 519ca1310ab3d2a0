import type { TenantContext } from '../context';
import { overThreshold } from './columnLimits';
import { checkOrderBy, PREFER_NON_INDEXED, readFilter } from './filter';
import { GraphError, unknownCall } from './graphError';
import type { Condition } from './item';
import { listOf, readItem } from './items';
import type { List } from './listStore';
import { openToken, optionsMark, sealToken, withOption } from './pageToken';
import { readTop } from './query';
import { type GraphReply, type GraphRequest, registerGraphRoute } from './router';
import { contextUrl, graphBase, type Json } from './shapes';
import type { GraphState } from './state';

const USUAL_PAGE = 200;
const LARGEST_PAGE = 5_000;
const VIEW_THRESHOLD = 5_000;

/** Reading list items by page and by filter. */
export function registerItemPages(context: TenantContext, state: GraphState): void {
  registerGraphRoute(
    context,
    'GET',
    '/sites/{site}/lists/{list}/items',
    'sites:read',
    (request) => listItems(context, state, request),
    {
      query: ['$expand', '$select', '$top', '$filter', '$orderby', '$skiptoken'],
      prefer: [PREFER_NON_INDEXED],
      resourceUnits: 2,
    },
  );
}

function listItems(context: TenantContext, state: GraphState, request: GraphRequest): GraphReply {
  const list = listOf(state, request);
  const { query } = request;
  const filter = query.get('$filter');
  const honorsNonIndexed = (request.headers.prefer ?? '').includes(PREFER_NON_INDEXED);
  const condition = filter === undefined ? undefined : readFilter(list, filter, honorsNonIndexed);
  checkOrderBy(list, query.get('$orderby'));
  const top = readTop(query.get('$top'), USUAL_PAGE, LARGEST_PAGE);
  const shape = readItem(context, state, list, query);
  const after = readSkipToken(state, list, query);
  if (condition) refuseTooMany(state, list, condition);
  const limit = state.quirks.pageSize(top);
  const found = condition
    ? state.items.search(list, condition, after, limit + 1)
    : state.items.page(list, after, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const base = `${graphBase(context)}${request.path}`;
  const body: Json = {
    '@odata.context': contextUrl(context, `sites('${encodeURIComponent(list.site)}')/lists('${list.id}')/items`),
    value: page.map(shape),
  };
  if (found.length > limit && last) {
    const token = sealToken(state.linkKey, {
      list: list.id,
      after: last.id,
      options: optionsMark(query, ['$skiptoken']),
    });
    body['@odata.nextLink'] = withOption(base, query, '$skiptoken', token);
  }
  return { status: 200, body };
}

/** A page goes on only with the options it began with: a nextLink is to be followed as it is. */
function readSkipToken(state: GraphState, list: List, query: ReadonlyMap<string, string>): number {
  const token = query.get('$skiptoken');
  if (token === undefined) return 0;
  const value = openToken(state.linkKey, token) as { list?: string; after?: number; options?: string } | undefined;
  if (value?.list !== list.id || value.options !== optionsMark(query, ['$skiptoken']))
    throw unknownCall('The skip token is not valid for this request. Follow @odata.nextLink as it is.');
  return value.after ?? 0;
}

/** An index must narrow to few rows; without one the whole list must be small. */
function refuseTooMany(state: GraphState, list: List, condition: Condition): void {
  if (!condition.isIndexed) {
    // What this header's warning means: reported as an endless 429, which waiting does not mend.
    if (state.items.count(list) > VIEW_THRESHOLD)
      throw new GraphError(429, 'activityLimitReached', 'The request has been throttled', {
        inner: { code: 'throttledRequest' },
      });
    return;
  }
  if (state.items.countMatches(list, condition, VIEW_THRESHOLD + 1) > VIEW_THRESHOLD) throw overThreshold();
}
