export type FieldValue = string | number | boolean | readonly string[] | null;

export interface ColumnView {
  readonly name: string;
  readonly displayName: string;
  readonly kind: 'text' | 'note' | 'number' | 'boolean' | 'dateTime' | 'choice' | 'multiChoice';
  readonly readOnly: boolean;
  readonly hidden: boolean;
  readonly required: boolean;
  readonly indexed: boolean;
  readonly unique: boolean;
  readonly isSystem?: boolean;
  readonly facet: Readonly<Record<string, unknown>>;
}

export interface ListView {
  readonly id: string;
  readonly name: string;
  readonly isLibrary: boolean;
  readonly itemCount: number;
  readonly columns: readonly ColumnView[];
}

export interface SiteView {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  /** What whoever looks may do here. */
  readonly access: 'edit' | 'read' | 'none';
  readonly lists: readonly ListView[];
}

export interface FileView {
  /** The driveItem's id. */
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly isFolder: boolean;
  readonly size: number;
  readonly mime: string;
}

export interface RowView {
  readonly id: string;
  readonly version: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly modifiedAt: string;
  readonly modifiedBy: string;
  readonly file?: FileView;
}

export interface RowsPage {
  readonly rows: readonly RowView[];
  /** How many rows fit, on all pages. */
  readonly total: number;
}

export interface VersionView {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly changes: readonly { readonly column: string; readonly before: unknown; readonly after: unknown }[];
}

/** Which rows of a list, in which order. `sort` is a column's name or `id`, with a minus before it for the last first. */
export interface RowsWanted {
  /** Whose look it is. */
  readonly as: string;
  readonly site: string;
  readonly list: string;
  readonly search: string;
  readonly sort: string;
  /** `Country:MX`; nothing after the colon means rows without a value. */
  readonly filters: readonly string[];
}

/** The address of a part of the rows. */
export function rowsAddress(
  { as, site, list, search, sort, filters }: RowsWanted,
  offset: number,
  limit: number,
): string {
  const query = new URLSearchParams({
    as,
    site,
    list,
    search,
    sort: sort.replace(/^-/, '') || 'id',
    descending: String(sort.startsWith('-')),
    filters: JSON.stringify(filters.map(filterOf)),
    offset: String(offset),
    limit: String(limit),
  });
  return `/_shell/sharepoint/rows?${query}`;
}

/** `Country:MX` taken apart. */
export function filterOf(text: string): { column: string; value: string } {
  const colon = text.indexOf(':');
  return { column: text.slice(0, colon), value: text.slice(colon + 1) };
}

/** What SharePoint's own form offers a person for this row. */
export const isEditable = ({ isSystem, readOnly, hidden, name }: ColumnView): boolean =>
  !readOnly && !hidden && (!isSystem || name === 'Title');

/** A value as a cell shows it. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map(String).join(', ');
  return String(value);
}

/** A moment as a cell shows it; a day without a time, which SharePoint keeps as midnight UTC, without one. */
export function dateText(value: unknown): string {
  const at = new Date(String(value ?? ''));
  if (Number.isNaN(at.getTime())) return cellText(value);
  const isDay = String(value).endsWith('T00:00:00Z');
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    ...(isDay ? { timeZone: 'UTC' } : { timeStyle: 'short' }),
  }).format(at);
}

/** A value of a filter as people read it. */
export function filterText({ kind }: Pick<ColumnView, 'kind'>, value: string): string {
  if (value === '') return '(empty)';
  if (kind === 'boolean') return value === '1' ? 'Yes' : 'No';
  return value;
}

const UNITS = ['B', 'KB', 'MB', 'GB'];

/** `1.4 MB` */
export function sizeText(bytes: number): string {
  const power = bytes === 0 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const size = bytes / 1024 ** power;
  return `${power === 0 || size >= 100 ? size.toFixed(0) : size.toFixed(1)} ${UNITS[power]}`;
}

/** `1 row`, `1,234 rows` */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
