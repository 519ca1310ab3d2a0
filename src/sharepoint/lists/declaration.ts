/** Column types that are known to work through Graph. `date` is a calendar date, `longText` plain multi-line text. */
export type ColumnType = 'text' | 'longText' | 'number' | 'boolean' | 'dateTime' | 'date' | 'choice';

export interface Column {
  /** Internal name: ASCII, at most 32 characters, never changed once a site has it. */
  readonly name: string;
  readonly label: string;
  readonly type: ColumnType;
  readonly indexed?: boolean;
  readonly unique?: boolean;
  readonly choices?: readonly string[];
  /** People may change it in SharePoint; any other column is put back. */
  readonly editable?: boolean;
  /** False for what the read model does not hold. */
  readonly inFeed?: boolean;
  /** SharePoint makes it by itself. */
  readonly builtIn?: boolean;
  /** Tells people nothing: taken out of SharePoint's forms by the script for people's views. */
  readonly isInternal?: boolean;
}

/** How people look at a list in SharePoint. */
export interface View {
  readonly title: string;
  readonly columns: readonly string[];
  /** CAML, without the outer Query element. */
  readonly query?: string;
  readonly isDefault?: boolean;
}

export type SiteName = 'records' | 'system';

export interface ListDeclaration {
  readonly site: SiteName;
  /** ASCII, without spaces: also how the list is found. */
  readonly name: string;
  readonly description: string;
  readonly template: 'genericList' | 'documentLibrary';
  readonly columns: readonly Column[];
  readonly views?: readonly View[];
  /** Read every minute also while somebody looks: changes come from the app itself, and seldom. */
  readonly changesSeldom?: boolean;
}

/** A column with its name in the clear. */
export const column = (name: string, label: string, type: ColumnType, more: Partial<Column> = {}): Column => ({
  name,
  label,
  type,
  ...more,
});

/** SharePoint's own first column, which people see as the name of the row. */
export const titleColumn = (label: string, more: Partial<Column> = {}): Column =>
  column('Title', label, 'text', { builtIn: true, ...more });

/** The columns of every row: a key that SharePoint keeps unique, and the version of the row's shape. */
export const rowColumns: readonly Column[] = [
  column('Key', 'Key', 'text', { indexed: true, unique: true, isInternal: true }),
  column('SchemaVersion', 'Schema version', 'number', { isInternal: true }),
];

/** Plain text for JSON; what does not fit into one column goes on in the next: `Data`, `Data2`, … */
export const longTextColumns = (name: string, parts: number, more: Partial<Column> = {}): Column[] =>
  partNames(name, parts).map((part) => column(part, part, 'longText', { isInternal: true, ...more }));

/** `['Data', 'Data2', 'Data3']` for three parts. */
export const partNames = (name: string, parts: number): string[] =>
  Array.from({ length: parts }, (_, index) => (index === 0 ? name : `${name}${index + 1}`));

/** Names that the read model asks for. */
export const feedColumns = (list: ListDeclaration): string[] =>
  list.columns.filter(({ inFeed }) => inFeed !== false).map(({ name }) => name);
