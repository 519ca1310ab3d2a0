import type { Log } from '../useCases/ports';
import type { SiteName } from './lists/declaration';

/** A row that cannot be used as it stands in SharePoint. It is left there untouched until a person mends it. */
export interface QuarantinedRow {
  readonly noun: string;
  readonly itemId: string;
  readonly key?: string;
  /** A sentence for the person who will mend it. */
  readonly reason: string;
  readonly lastChangedBy?: string;
}

/** With where it stands. */
export interface RowInQuarantine extends QuarantinedRow {
  /** The list's name. */
  readonly list: string;
  readonly site: SiteName;
  /** SharePoint's own page of the row; absent before the lists were found. */
  readonly url?: string;
  readonly mending: Mending;
}

/** What mends a row: an earlier version of it; deleting it, as the reason says; a newer service; or a look at the log. */
export type Mending = 'restore' | 'delete' | 'update' | 'look';

export const ADDED_BY_HAND =
  'This row was added by hand, so it is not used; add it in Trustlane and delete it in SharePoint.';
export const COPIED = 'This is a copy of another row; delete it in SharePoint.';
export const NEWER = 'It was written by a newer version of Trustlane.';
export const NEWER_ANSWERS = 'These answers were saved by a newer version of Trustlane.';
export const OUR_FAULT = 'Trustlane could not read this row; the log of the service says more.';
const MENDING: Readonly<Record<string, Mending>> = {
  [ADDED_BY_HAND]: 'delete',
  [COPIED]: 'delete',
  [NEWER]: 'update',
  [NEWER_ANSWERS]: 'update',
  [OUR_FAULT]: 'look',
};

/** What mends a row that is out of use for this reason. The reason alone outlives a restart. */
export const mendingOf = (reason: string): Mending => MENDING[reason] ?? 'restore';

/** The rows that could not be read, for the health page and the log. */
export class Quarantine {
  private readonly rows = new Map<string, QuarantinedRow>();

  constructor(private readonly log: Log) {}

  add(row: QuarantinedRow): void {
    const place = `${row.noun}/${row.itemId}`;
    if (this.rows.get(place)?.reason !== row.reason)
      this.log.warn(
        { noun: row.noun, itemId: row.itemId, key: row.key, reason: row.reason },
        'A row in SharePoint cannot be used as it stands; it is left untouched.',
      );
    this.rows.set(place, row);
  }

  clear(noun: string, itemId: string): void {
    this.rows.delete(`${noun}/${itemId}`);
  }

  list(): readonly QuarantinedRow[] {
    return [...this.rows.values()];
  }
}
