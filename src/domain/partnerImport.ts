/** What a column of somebody's file can be. */
export const IMPORT_FIELDS = {
  name: 'Name',
  tradingNames: 'Trading names',
  country: 'Country',
  region: 'State or province',
  city: 'City',
  address: 'Street',
  reference: 'Your reference',
  types: 'Type of partner',
  contactName: 'Contact: name',
  contactEmail: 'Contact: mail address',
} as const;
export type ImportField = keyof typeof IMPORT_FIELDS;

/** Which column (by index in the file) fills which field. */
export type ColumnMapping = Partial<Record<ImportField, number>>;

export type RowResult = 'created' | 'planned' | 'duplicateInFile' | 'alreadyHere' | 'refused' | 'failed';

/** One line of the per-row report. `row` counts from 1 for the first line after the headings. */
export interface ImportRowReport {
  readonly row: number;
  readonly name: string;
  readonly result: RowResult;
  /** A sentence, when the row was not created. */
  readonly message?: string;
}

/** An import as its row in the system site keeps it. */
export interface PartnerImport {
  /** ULID in lower case. */
  readonly key: string;
  readonly fileName: string;
  readonly state: 'staged' | 'running' | 'finished' | 'cancelled';
  readonly rowCount: number;
  readonly planned: number;
  /** Rows that equal an earlier row or a partner that was here already. */
  readonly skipped: number;
  /** How many of those equal an earlier row of the same file. */
  readonly duplicateInFile?: number;
  readonly refused: number;
  readonly failed: number;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly finishedAt?: string;
}
