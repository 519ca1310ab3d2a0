import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { GraphError, invalidRequest, unknownCall } from './graphError';

export type ColumnKind = 'text' | 'note' | 'number' | 'boolean' | 'dateTime' | 'choice' | 'multiChoice';

/** A column of a list. `facet` is the type's property in Graph's columnDefinition, with the defaults filled in. */
export interface Column {
  readonly id: string;
  /** The internal name: fixed for ever. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly kind: ColumnKind;
  readonly indexed: boolean;
  readonly unique: boolean;
  readonly required: boolean;
  readonly hidden: boolean;
  readonly readOnly: boolean;
  readonly facet: Readonly<Record<string, unknown>>;
  /** Made by SharePoint rather than by the customer. */
  readonly isSystem?: boolean;
}

const textFacet = z.strictObject({
  allowMultipleLines: z.boolean().optional(),
  appendChangesToExistingText: z.literal(false).optional(),
  linesForEditing: z.int().optional(),
  maxLength: z.int().min(1).max(255).optional(),
  textType: z.literal('plain').optional(),
});
const numberFacet = z.strictObject({
  decimalPlaces: z.enum(['automatic', 'none', 'one', 'two', 'three', 'four', 'five']).optional(),
  displayAs: z.enum(['number', 'percentage']).optional(),
  maximum: z.number().optional(),
  minimum: z.number().optional(),
});
const numberRange = numberFacet.refine(
  ({ minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY }) => minimum <= maximum,
  'The minimum is above the maximum.',
);
const dateFacet = z.strictObject({
  displayAs: z.enum(['default', 'friendly', 'standard']).optional(),
  format: z.enum(['dateOnly', 'dateTime']).optional(),
});
const choiceFacet = z.strictObject({
  allowTextEntry: z.boolean().optional(),
  choices: z
    .array(z.string().min(1).max(255))
    .min(1)
    .refine(
      (choices) => new Set(choices.map((choice) => choice.toLowerCase())).size === choices.length,
      'A choice is there twice.',
    ),
  displayAs: z.enum(['checkBoxes', 'dropDownMenu', 'radioButtons']).optional(),
});

const columnSchema = z.strictObject({
  '@odata.type': z.string().optional(),
  name: z.string().min(1).max(255),
  displayName: z.string().min(1).max(255).optional(),
  description: z.string().optional(),
  indexed: z.boolean().optional(),
  enforceUniqueValues: z.boolean().optional(),
  required: z.boolean().optional(),
  hidden: z.boolean().optional(),
  text: textFacet.optional(),
  number: numberRange.optional(),
  boolean: z.strictObject({}).optional(),
  dateTime: dateFacet.optional(),
  choice: choiceFacet.optional(),
});

const FACETS = ['text', 'number', 'boolean', 'dateTime', 'choice'] as const;
/** Types that the documents list and that are reported not to work through Graph. */
const REPORTED_BROKEN = ['hyperlinkOrPicture', 'currency', 'term', 'thumbnail'];

/**
 * Reads a column of a request. Throws 400 for a property or type that is not known to work through Graph, for a
 * unique column without an index, and for an index on a type that cannot have one.
 */
export function readColumn(body: unknown): Column {
  refuseBrokenType(body);
  const parsed = columnSchema.safeParse(body);
  if (!parsed.success) throw invalidDefinition(parsed.error);
  const input = parsed.data;
  const given = FACETS.filter((facet) => input[facet] !== undefined);
  const [facet] = given;
  if (facet === undefined || given.length > 1)
    throw invalidRequest('A column definition must have exactly one type: text, number, boolean, dateTime or choice.');
  // SharePoint encodes what an internal name may not hold, and cuts it at 32 characters.
  const name = encodeInternalName(input.name).slice(0, 32);
  if (name === '__proto__') throw invalidRequest('This name cannot be used for a column.');
  const column: Column = {
    id: randomUUID(),
    name,
    displayName: input.displayName ?? input.name,
    description: input.description ?? '',
    kind: kindOf(facet, input),
    indexed: input.indexed ?? false,
    unique: input.enforceUniqueValues ?? false,
    required: input.required ?? false,
    hidden: input.hidden ?? false,
    readOnly: false,
    facet: {},
  };
  checkIndex(column);
  return { ...column, facet: facetWithDefaults(column.kind, input[facet] ?? {}) };
}

/** What can be changed of a column that is there: not its type, and never its internal name. */
const changeSchema = z.strictObject({
  displayName: z.string().min(1).max(255).optional(),
  description: z.string().optional(),
  indexed: z.boolean().optional(),
  enforceUniqueValues: z.boolean().optional(),
  required: z.boolean().optional(),
  hidden: z.boolean().optional(),
});

/** The column with the changes of a request. Throws 400 like `readColumn`, and for another name or type. */
export function changedColumn(column: Column, body: unknown): Column {
  if (column.isSystem) throw invalidRequest(`The column '${column.name}' cannot be changed.`);
  const parsed = changeSchema.safeParse(body);
  if (!parsed.success) throw invalidDefinition(parsed.error);
  const { enforceUniqueValues: unique = column.unique, ...changes } = parsed.data;
  const changed: Column = { ...column, ...changes, unique };
  checkIndex(changed);
  return changed;
}

function checkIndex({ kind, indexed, unique }: Column): void {
  if (unique && (kind === 'note' || kind === 'multiChoice' || kind === 'boolean'))
    throw invalidRequest('This field type cannot enforce unique values.');
  if (indexed && (kind === 'note' || kind === 'multiChoice'))
    throw invalidRequest('This field type cannot be indexed.');
  if (unique && !indexed) throw invalidRequest('This field must be indexed to enforce unique values.');
}

const kindOf = (facet: (typeof FACETS)[number], input: z.infer<typeof columnSchema>): ColumnKind => {
  if (facet === 'text' && input.text?.allowMultipleLines) return 'note';
  return facet === 'choice' && input.choice?.displayAs === 'checkBoxes' ? 'multiChoice' : facet;
};

function refuseBrokenType(body: unknown): void {
  const type = typeof body === 'object' && body !== null ? REPORTED_BROKEN.find((name) => name in body) : undefined;
  if (type) throw unknownCall(`Columns of the type ${type} cannot be created through this interface.`, 'notSupported');
}

function invalidDefinition(error: z.ZodError): GraphError {
  const [issue] = error.issues;
  return unknownCall(`Invalid column definition: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

const encodeInternalName = (name: string): string =>
  name.replace(/[^A-Za-z0-9_]/g, (character) => `_x${character.charCodeAt(0).toString(16).padStart(4, '0')}_`);

function facetWithDefaults(kind: ColumnKind, facet: Readonly<Record<string, unknown>>): Record<string, unknown> {
  switch (kind) {
    case 'text':
      return {
        allowMultipleLines: false,
        appendChangesToExistingText: false,
        linesForEditing: 0,
        maxLength: 255,
        ...facet,
      };
    case 'note':
      return { appendChangesToExistingText: false, linesForEditing: 6, textType: 'plain', ...facet };
    case 'number':
      return { decimalPlaces: 'automatic', displayAs: 'number', ...facet };
    case 'dateTime':
      return { displayAs: 'default', format: 'dateTime', ...facet };
    case 'choice':
    case 'multiChoice':
      return { allowTextEntry: false, displayAs: 'dropDownMenu', ...facet };
    case 'boolean':
      return {};
  }
}

const FACET_OF: Partial<Record<ColumnKind, string>> = { note: 'text', multiChoice: 'choice' };

/** The column as Graph's columnDefinition. */
export const columnDefinition = (column: Column): Record<string, unknown> => ({
  columnGroup: column.isSystem ? '_Hidden' : 'Custom Columns',
  description: column.description,
  displayName: column.displayName,
  enforceUniqueValues: column.unique,
  hidden: column.hidden,
  id: column.id,
  indexed: column.indexed,
  name: column.name,
  readOnly: column.readOnly,
  required: column.required,
  [FACET_OF[column.kind] ?? column.kind]: column.facet,
});

const system = (number: string, name: string, kind: ColumnKind, readOnly = true): Column => ({
  id: `57555555-0000-4000-8000-0000000000${number}`,
  name,
  displayName: name,
  description: '',
  kind,
  indexed: false,
  unique: false,
  required: false,
  hidden: false,
  readOnly,
  facet: facetWithDefaults(kind, {}),
  isSystem: true,
});

const common = [
  system('01', 'Title', 'text', false),
  system('02', 'ContentType', 'text'),
  system('03', 'Created', 'dateTime'),
  system('04', 'Modified', 'dateTime'),
  system('05', 'id', 'text'),
  system('06', 'AuthorLookupId', 'text'),
  system('07', 'EditorLookupId', 'text'),
  system('08', '_UIVersionString', 'text'),
  system('09', 'Edit', 'text'),
];

/** The columns that SharePoint gives every list of a template. */
export const systemColumns: Readonly<Record<ListTemplate, readonly Column[]>> = {
  genericList: [...common, system('10', 'Attachments', 'boolean'), system('11', 'LinkTitle', 'text')],
  documentLibrary: [
    ...common,
    system('20', 'FileLeafRef', 'text'),
    system('21', 'DocIcon', 'text'),
    system('22', 'FileSizeDisplay', 'text'),
  ],
};

export type ListTemplate = 'genericList' | 'documentLibrary';

export const columnExists = (name: string): GraphError =>
  new GraphError(409, 'nameAlreadyExists', `A duplicate field name "${name}" was found.`);
