import type { TenantContext } from '../context';
import { driveTarget } from './driveAddress';
import { goneShape, readDriveItem, rootShape } from './driveItemShape';
import { GraphError, unknownCall } from './graphError';
import type { Change } from './item';
import { isoTime } from './isoTime';
import { epochOf, grantsMark, isOfMirror, visibleAt, withoutToken } from './itemDelta';
import type { List } from './listStore';
import { openToken, optionsMark, sealToken, withOption } from './pageToken';
import { readTop } from './query';
import { type GraphReply, type GraphRequest, registerGraphRoute } from './router';
import { contextUrl, graphBase, type Json } from './shapes';
import type { GraphState } from './state';

const PATH = '/drives/{drive}/root/delta';
const USUAL_PAGE = 200;
const LARGEST_PAGE = 1_000;
/** How long a token can be used is not documented; 30 days here, as for lists. */
const TOKEN_LIFETIME_MS = 30 * 86_400_000;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:\d{2})$/;

interface DeltaToken {
  readonly drive: string;
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

/** `root/delta`: everything in a drive, then what has changed since a token or a time, with what is gone. */
export function registerDriveDelta(context: TenantContext, state: GraphState): void {
  registerGraphRoute(context, 'GET', PATH, 'sites:read', (request) => delta(context, state, request), {
    query: ['$expand', '$select', '$top', 'token'],
    resourceUnits: (request) => (request.query.has('token') ? 1 : 2),
  });
}

function delta(context: TenantContext, state: GraphState, request: GraphRequest): GraphReply {
  const { query } = request;
  const { list, drive } = driveTarget(state, request);
  const shape = shapeOfChange(context, state, list, query);
  const top = readTop(query.get('$top'), USUAL_PAGE, LARGEST_PAGE);
  const base = `${graphBase(context)}${request.path}`;
  const now = context.clock.now();
  const options = optionsMark(query, ['token']);
  const grants = grantsMark(context, list);
  const link = (seq: number, isFirst: boolean, since = 0): string =>
    withOption(
      base,
      query,
      'token',
      sealToken(state.linkKey, {
        drive,
        seq,
        at: now,
        epoch: epochOf(state),
        options,
        grants,
        isFirst,
        since,
      } satisfies DeltaToken),
    );
  const body: Json = { '@odata.context': contextUrl(context, 'Collection(driveItem)'), value: [] };
  const given = query.get('token');
  if (given === 'latest')
    return { status: 200, body: { ...body, '@odata.deltaLink': link(state.items.latest(), false) } };
  const from = startOf(context, state, list, given, { now, options, restart: () => withoutToken(base, query) });
  // Work that is due by now counts as a change.
  state.files.children(drive, state.files.rootOf(drive));
  const limit = state.quirks.pageSize(top);
  const found = state.items.changesSince(list, from.seq, limit + 1, visibleAt(state, now));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const seq = last ? seqOf(last) : from.seq;
  const told = page.filter((change) => !from.isFirst || isOfMirror(change, from.since));
  const withParents = request.headers.deltaexcludeparent === undefined;
  const withRoot = from.isFirst ? from.seq === 0 : withParents && told.length > 0;
  const root = withRoot ? [rootShape(context, state, drive)] : [];
  body.value = [...root, ...withRepeats(state, shape(told, withParents && !from.isFirst))];
  if (found.length > limit) body['@odata.nextLink'] = link(seq, from.isFirst, from.since);
  else body['@odata.deltaLink'] = link(seq, false);
  return { status: 200, body };
}

/** Changes as driveItems; with the folders above them when asked for. The path of a parent is not among a change's properties. */
function shapeOfChange(
  context: TenantContext,
  state: GraphState,
  list: List,
  query: ReadonlyMap<string, string>,
): (changes: readonly Change[], withParents: boolean) => Json[] {
  const read = readDriveItem(context, state, list, query);
  const drive = list.drive ?? '';
  return (changes, withParents) => {
    const answers = new Map<string, Json>();
    for (const change of changes) {
      if ('deleted' in change) {
        const gone = state.files.gone(drive, change.deleted.id);
        if (gone) answers.set(gone.id, goneShape(list, gone));
        continue;
      }
      const entry = state.files.ofItem(drive, change.item.id);
      if (!entry) continue;
      for (const each of withParents ? [...state.files.parentsOf(entry), entry] : [entry])
        if (!answers.has(each.id)) answers.set(each.id, withoutPath(read(each)));
    }
    return [...answers.values()];
  };
}

function withoutPath(shape: Json): Json {
  if (shape.parentReference === undefined) return shape;
  const { path: _, ...parentReference } = shape.parentReference as Json;
  return { ...shape, parentReference };
}

/** Where a token, or a time, begins. Throws 410 with the address of a new enumeration for a token that is worth nothing. */
function startOf(
  context: TenantContext,
  state: GraphState,
  list: List,
  given: string | undefined,
  { now, options, restart }: { now: number; options: string; restart: () => string },
): Pick<DeltaToken, 'seq' | 'isFirst' | 'since'> {
  if (given === undefined) return { seq: 0, isFirst: true, since: state.items.latest() };
  const time = TIME.test(given) ? isoTime(given) : undefined;
  if (time !== undefined) return { seq: latestBy(context, list, time), isFirst: false, since: 0 };
  const token = openToken(state.linkKey, given) as DeltaToken | undefined;
  if (
    token?.drive !== list.drive ||
    token?.epoch !== epochOf(state) ||
    token.grants !== grantsMark(context, list) ||
    now - token.at > TOKEN_LIFETIME_MS
  )
    throw new GraphError(410, 'resyncRequired', 'Resync required. Enumerate the drive again from the start.', {
      headers: { Location: restart() },
      inner: { code: 'resyncChangesApplyDifferences' },
    });
  if (token.options !== options)
    throw unknownCall(
      'The delta token is not valid with these query options. Follow @odata.nextLink and @odata.deltaLink as they are.',
    );
  return token;
}

/** The number of the latest change in a library up to a time. */
function latestBy({ db }: TenantContext, list: List, time: number): number {
  const { seq } = db
    .prepare<unknown[]>(
      `SELECT max(s) AS seq FROM (SELECT max(seq) AS s FROM items WHERE list = ? AND modified <= ?
       UNION ALL SELECT max(seq) FROM tombstones WHERE list = ? AND at <= ?)`,
    )
    .get(list.id, time, list.id, time) as { seq: number | null };
  return seq ?? 0;
}

/** Sometimes an item comes twice; what comes last holds. */
function withRepeats(state: GraphState, values: Json[]): Json[] {
  if (!state.quirks.settings.deltaRepeats || values.length === 0 || state.quirks.random() > 0.15) return values;
  const repeated = values[Math.floor(state.quirks.random() * values.length)];
  return repeated ? [repeated, ...values] : values;
}

const seqOf = (change: Change): number => ('item' in change ? change.item.seq : change.deleted.seq);
