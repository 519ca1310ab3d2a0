import { z } from 'zod';
import { AppError } from '../errors';
import type { Codec } from './codecs/codec';
import type { Graph } from './client/graph';
import { GraphRefusal, GraphSilence } from './client/graphErrors';
import { comparable, type FieldValue, type Fields } from './fields';
import { type Item, itemPage, itemShape, versionOf } from './item';
import { partNames } from './lists/declaration';
import type { Place } from './places';

/** What a row operation needs to know of its list. */
export interface RowTarget {
  readonly graph: Graph;
  readonly place: Place;
  readonly keyColumn: string;
  /** The columns by which a row that may be ours is recognised. */
  readonly markColumns: readonly string[];
  /** Columns that are read back. */
  readonly select: readonly string[];
}

export const rowTarget = <T extends { readonly key: string }>(
  graph: Graph,
  place: Place,
  { keyColumn, dataColumn, dataParts, list }: Codec<T>,
): RowTarget => ({
  graph,
  place,
  keyColumn,
  markColumns: partNames(dataColumn, dataParts),
  select: list.columns.filter(({ inFeed }) => inFeed !== false).map(({ name }) => name),
});

type Cells = Readonly<Record<string, FieldValue>>;

const MOST_TRIES = 3;

/** Cells without the empty ones: a new row has nothing to empty. */
export const filled = (cells: Cells): Cells =>
  Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== null));

const fieldsQuery = (select: readonly string[]): string => `$expand=fields($select=${select.join(',')})`;

/** The path that reads the row of a key, for a call of its own or a part of a batch. */
export const byKeyPath = ({ place, keyColumn, select }: RowTarget, key: string): string =>
  `${place.path}/items?${filterBy(keyColumn, key)}&${fieldsQuery(select)}`;

/** A `$filter` for one indexed column. */
export const filterBy = (column: string, value: string): string =>
  `$filter=${encodeURIComponent(`fields/${column} eq '${value.replaceAll("'", "''")}'`)}`;

/** Whether a row in SharePoint is the one that we tried to write. */
export const isSameRow = ({ markColumns }: RowTarget, fields: Fields | undefined, cells: Cells): boolean =>
  fields !== undefined &&
  markColumns.every((name) => comparable('longText', fields[name]) === comparable('longText', cells[name] ?? null));

/** Reads a row by its key. Costs 2 RU. */
export async function readByKey(target: RowTarget, key: string): Promise<Item | undefined> {
  const { body } = await target.graph.call({ method: 'GET', path: byKeyPath(target, key) });
  return itemPage.parse(body).value[0];
}

/** Reads a row by its id; undefined when it is gone. Costs 1 RU. */
export async function readRow(target: RowTarget, itemId: string, select = target.select): Promise<Item | undefined> {
  try {
    const { body } = await target.graph.call({
      method: 'GET',
      path: `${target.place.path}/items/${itemId}?${fieldsQuery(select)}`,
    });
    return itemShape.parse(body);
  } catch (error) {
    if (error instanceof GraphRefusal && error.status === 404) return undefined;
    throw error;
  }
}

export type Created =
  | { readonly kind: 'created'; readonly itemId: string; readonly version: string }
  | { readonly kind: 'exists'; readonly item: Item };

/**
 * Creates a row unless its key exists. The list's unique key decides, so two that try at once cannot both succeed. When
 * it is not clear whether a try took effect, the row is read back by its key before anything is sent again.
 */
export async function createRow(target: RowTarget, cells: Cells): Promise<Created> {
  const { graph, place, keyColumn } = target;
  const key = String(cells[keyColumn] ?? '');
  let mayBeOurs = false;
  for (let tries = 1; ; tries += 1) {
    try {
      const { body } = await graph.call({
        method: 'POST',
        path: `${place.path}/items`,
        body: { fields: filled(cells) },
      });
      const item = itemShape.parse(body);
      return { kind: 'created', itemId: item.id, version: versionOf(item) };
    } catch (error) {
      const isClash = error instanceof GraphRefusal && error.isClash;
      const isUnclear = error instanceof GraphSilence && error.isUnclear;
      if (!isClash && !isUnclear) throw error;
      mayBeOurs ||= isUnclear;
      const found = await readByKey(target, key).catch((cause: unknown) => {
        throw isUnclear ? new GraphSilence('It could not be read back.', true, undefined, { cause }) : cause;
      });
      if (found && mayBeOurs && isSameRow(target, found.fields, cells))
        return { kind: 'created', itemId: found.id, version: versionOf(found) };
      if (found) return { kind: 'exists', item: found };
      if (isClash || tries >= MOST_TRIES) throw error;
    }
  }
}

export type Updated =
  | { readonly kind: 'updated'; readonly version: string }
  | { readonly kind: 'changed'; readonly item: Item }
  | { readonly kind: 'gone' };

/** Writes cells if the row still has the expected version. After an unclear try, what stands there decides. */
export async function updateRow(target: RowTarget, itemId: string, cells: Cells, expected: string): Promise<Updated> {
  const { graph, place } = target;
  const settle = async (isUnclear: boolean): Promise<Updated | undefined> => {
    const item = await readRow(target, itemId);
    if (!item) return { kind: 'gone' };
    if (isUnclear && isSameRow(target, item.fields, cells)) return { kind: 'updated', version: versionOf(item) };
    return versionOf(item) === expected ? undefined : { kind: 'changed', item };
  };
  try {
    const answer = await graph.call({
      method: 'PATCH',
      path: `${place.path}/items/${itemId}/fields`,
      headers: { 'If-Match': expected },
      body: cells,
    });
    const version = answeredVersion(answer.body, answer.headers);
    if (version !== undefined) return { kind: 'updated', version };
    const item = await readRow(target, itemId);
    return item ? { kind: 'updated', version: versionOf(item) } : { kind: 'gone' };
  } catch (error) {
    if (error instanceof GraphRefusal && error.status === 404) return { kind: 'gone' };
    const isStale = error instanceof GraphRefusal && error.status === 412;
    const isUnclear = (error instanceof GraphSilence || error instanceof GraphRefusal) && error.isUnclear;
    if (!isStale && !isUnclear) throw error;
    const settled = await settle(isUnclear).catch((cause: unknown) => {
      throw isUnclear ? new GraphSilence('It could not be read back.', true, undefined, { cause }) : cause;
    });
    if (settled) return settled;
    throw error;
  }
}

const versionInBody = z.object({ '@odata.etag': z.string() });

export function answeredVersion(body: unknown, headers: Headers): string | undefined {
  const parsed = versionInBody.safeParse(body);
  return parsed.success ? parsed.data['@odata.etag'] : (headers.get('etag') ?? undefined);
}

export const changedMeanwhile = (cause?: unknown): AppError =>
  new AppError('conflict', 'Somebody else changed this meanwhile. Please reload the page and try again.', { cause });

export const alreadyThere = (): AppError =>
  new AppError('conflict', 'This is already there; somebody else may have been first. Please reload the page.');

export const noLongerThere = (): AppError =>
  new AppError('notFound', 'This is no longer in SharePoint. Please reload the page.');
