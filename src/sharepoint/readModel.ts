import type { Stored } from '../useCases/ports';

/** A row as memory holds it. */
export interface ModelRow<T> {
  readonly key: string;
  /** SharePoint's id of the row within its list. */
  readonly itemId: string;
  readonly version: string;
  /** Versions before it with the very same value, oldest first: SharePoint makes some without anybody's change. */
  readonly sameVersions?: readonly string[];
  /** The last value that could be read; undefined when none ever could. */
  readonly value?: T;
  /** Tells whether a person changed the data column. */
  readonly dataMark: string;
  /** Why the row as it now stands must not be overwritten, in words for people. */
  readonly blocked?: string;
}

/** Where to look a value up: the names of indexes with the values that a row has in them. */
export type Indexes<T> = Readonly<Record<string, (value: T) => string | undefined>>;

/** The number of changes in an eTag such as `"guid,7"`; undefined when it has another shape. */
export function changeNumber(version: string): number | undefined {
  const match = /,(\d+)"?$/.exec(version);
  return match ? Number(match[1]) : undefined;
}

/** How many versions without a change are remembered. */
const MOST_SAME_VERSIONS = 10;

/** How long the change feed may lag behind a write, at most. */
const LAG_MS = 120_000;

/**
 * One list in memory: key to row, with indexes kept as rows come and go. SharePoint stays the truth; what is here can be
 * thrown away and read again.
 */
export class ReadModel<T extends { readonly key: string }> {
  private readonly byKey = new Map<string, ModelRow<T>>();
  private readonly byItem = new Map<string, ModelRow<T>>();
  private readonly indexed = new Map<string, Map<string, Set<string>>>();
  private readonly buried = new Map<string, number>();
  private listed: readonly Stored<T>[] | undefined;
  private rebuilding: Set<string> | undefined;
  private readonly ownSince = new Map<string, number>();
  /** Items that came, changed or went since the snapshot was written last. */
  private changed = new Set<string>();

  constructor(private readonly indexes: Indexes<T>) {
    for (const name of Object.keys(indexes)) this.indexed.set(name, new Map());
  }

  get size(): number {
    return this.byKey.size;
  }

  row(key: string): ModelRow<T> | undefined {
    return this.byKey.get(key);
  }

  rowOfItem(itemId: string): ModelRow<T> | undefined {
    return this.byItem.get(itemId);
  }

  rows(): IterableIterator<ModelRow<T>> {
    return this.byKey.values();
  }

  get(key: string): Stored<T> | undefined {
    return stored(this.byKey.get(key));
  }

  /** In the order of first arrival. */
  all(): readonly Stored<T>[] {
    this.listed ??= [...this.byKey.values()].flatMap((row) => stored(row) ?? []);
    return this.listed;
  }

  by(index: string, value: string): readonly Stored<T>[] {
    const values = this.indexed.get(index);
    if (!values) throw new Error(`There is no index ${index}.`);
    return [...(values.get(value) ?? [])].flatMap((key) => this.get(key) ?? []);
  }

  /** False for what is known already or older than what is known: the feed repeats, lags and mixes up. */
  isNews(itemId: string, version: string): boolean {
    const number = changeNumber(version);
    const known = this.byItem.get(itemId);
    if (known) {
      if (known.version === version) return false;
      const knownNumber = changeNumber(known.version);
      return number === undefined || knownNumber === undefined || number > knownNumber;
    }
    const end = this.buried.get(itemId);
    return end === undefined || number === undefined || number > end;
  }

  /** `isOwn`: this process wrote it, so the feed may not have heard of it yet. */
  put(row: ModelRow<T>, isOwn = false): void {
    if (isOwn) this.ownSince.set(row.itemId, performance.now());
    this.changed.add(row.itemId);
    const before = this.byItem.get(row.itemId);
    const kept = before && isSameValue(before, row) ? withSameVersion(row, before) : row;
    if (before && before.key !== row.key) this.drop(before);
    const sameKey = this.byKey.get(row.key);
    // The key is unique in SharePoint, so a row under another id has taken the place of one that was deleted.
    if (sameKey && sameKey.itemId !== row.itemId) {
      this.byItem.delete(sameKey.itemId);
      this.changed.add(sameKey.itemId);
    }
    this.unindex(this.byKey.get(row.key));
    this.byKey.set(row.key, kept);
    this.byItem.set(row.itemId, kept);
    this.buried.delete(row.itemId);
    this.rebuilding?.add(row.itemId);
    this.index(row);
    this.listed = undefined;
  }

  /** Returns the key of the row that went, if there was one. */
  remove(itemId: string): string | undefined {
    const row = this.byItem.get(itemId);
    if (!row) return undefined;
    this.drop(row);
    this.buried.set(itemId, changeNumber(row.version) ?? 0);
    return row.key;
  }

  /** From here on rows are marked as seen, until `endRebuild` removes those that were not. */
  beginRebuild(): void {
    // An enumeration may lag behind our own latest writes.
    const recent = performance.now() - LAG_MS;
    for (const [itemId, since] of this.ownSince) if (since < recent) this.ownSince.delete(itemId);
    this.rebuilding = new Set(this.ownSince.keys());
    this.buried.clear();
  }

  /** The row is still there, though nothing about it is new. */
  markSeen(itemId: string): void {
    this.rebuilding?.add(itemId);
  }

  /** Removes rows that the enumeration did not bring. Returns their keys. */
  endRebuild(): string[] {
    const seen = this.rebuilding;
    this.rebuilding = undefined;
    if (!seen) return [];
    const gone = [...this.byItem.values()].filter(({ itemId }) => !seen.has(itemId));
    return gone.flatMap(({ itemId }) => this.remove(itemId) ?? []);
  }

  /** The items that came, changed or went since this was asked last. */
  takeChanged(): readonly string[] {
    const changed = [...this.changed];
    this.changed = new Set();
    return changed;
  }

  clear(): void {
    this.changed.clear();
    this.byKey.clear();
    this.byItem.clear();
    this.buried.clear();
    this.ownSince.clear();
    for (const values of this.indexed.values()) values.clear();
    this.rebuilding = undefined;
    this.listed = undefined;
  }

  private drop(row: ModelRow<T>): void {
    this.unindex(row);
    this.changed.add(row.itemId);
    this.byItem.delete(row.itemId);
    if (this.byKey.get(row.key)?.itemId === row.itemId) this.byKey.delete(row.key);
    this.listed = undefined;
  }

  private index(row: ModelRow<T>): void {
    for (const [values, value] of this.places(row)) {
      const keys = values.get(value) ?? new Set();
      keys.add(row.key);
      values.set(value, keys);
    }
  }

  private unindex(row: ModelRow<T> | undefined): void {
    if (!row) return;
    for (const [values, value] of this.places(row)) {
      const keys = values.get(value);
      keys?.delete(row.key);
      if (keys?.size === 0) values.delete(value);
    }
  }

  private *places(row: ModelRow<T>): Iterable<[Map<string, Set<string>>, string]> {
    if (row.value === undefined) return;
    for (const [name, lookUp] of Object.entries(this.indexes)) {
      const value = lookUp(row.value);
      const values = this.indexed.get(name);
      if (value !== undefined && values) yield [values, value];
    }
  }
}

const isSameValue = <T>(before: ModelRow<T>, after: ModelRow<T>): boolean =>
  before.key === after.key &&
  before.blocked === undefined &&
  after.blocked === undefined &&
  before.dataMark === after.dataMark &&
  JSON.stringify(before.value) === JSON.stringify(after.value);

const withSameVersion = <T>(row: ModelRow<T>, { sameVersions = [], version }: ModelRow<T>): ModelRow<T> => ({
  ...row,
  sameVersions: [...sameVersions, version].filter((each) => each !== row.version).slice(-MOST_SAME_VERSIONS),
});

const stored = <T>(row: ModelRow<T> | undefined): Stored<T> | undefined =>
  row?.value === undefined ? undefined : { value: row.value, version: row.version };
