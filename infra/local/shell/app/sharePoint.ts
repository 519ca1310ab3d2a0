export type FieldValue = string | number | boolean | null;

export interface ColumnView {
  readonly name: string;
  readonly displayName: string;
  readonly kind: 'text' | 'note' | 'number' | 'boolean' | 'dateTime' | 'choice';
  readonly readOnly: boolean;
  readonly isSystem?: boolean;
  readonly facet: { readonly choices?: readonly string[] };
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
  readonly lists: readonly ListView[];
}

export interface RowView {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly modifiedAt: string;
  readonly modifiedBy: string;
  readonly file?: {
    readonly name: string;
    readonly folder: string;
    readonly isFolder: boolean;
    readonly size: number;
    readonly downloadUrl?: string;
  };
}

export interface RowsPage {
  readonly rows: readonly RowView[];
  /** Pass as `after` for the following page; absent at the end. */
  readonly next?: number;
}

/** A value as a cell shows it. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return String(value);
}

const UNITS = ['B', 'KB', 'MB', 'GB'];

/** `1.4 MB` */
export function sizeText(bytes: number): string {
  const power = bytes === 0 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const size = bytes / 1024 ** power;
  return `${power === 0 || size >= 100 ? size.toFixed(0) : size.toFixed(1)} ${UNITS[power]}`;
}
