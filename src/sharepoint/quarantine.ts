import type { Log } from '../useCases/ports';

/** A row that cannot be used as it stands in SharePoint. It is left there untouched until a person mends it. */
export interface QuarantinedRow {
  readonly noun: string;
  readonly itemId: string;
  readonly key?: string;
  /** A sentence for the person who will mend it. */
  readonly reason: string;
  readonly lastChangedBy?: string;
}

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
