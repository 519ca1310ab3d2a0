import { z } from 'zod';
import { AppError } from '../errors';
import type { Graph } from './client/graph';
import type { Column, ListDeclaration, SiteName } from './lists/declaration';

/** Where a declared list is in the tenant. */
export interface Place {
  readonly siteId: string;
  readonly listId: string;
  /** Graph's path of the list. */
  readonly path: string;
  /** Set for a library. */
  readonly driveId?: string;
  /** The list's address in SharePoint. */
  readonly webUrl?: string;
}

export type SiteIds = Readonly<Record<SiteName, string>>;

const page = <T extends z.ZodType>(shape: T) =>
  z.object({ value: z.array(shape), '@odata.nextLink': z.string().optional() });
const listShape = z.object({
  id: z.string(),
  displayName: z.string(),
  webUrl: z.string().optional(),
  list: z.object({ template: z.string() }).optional(),
});
export type FoundList = z.infer<typeof listShape>;

const facet = z.record(z.string(), z.unknown()).optional();
const columnShape = z.object({
  name: z.string(),
  indexed: z.boolean().optional(),
  enforceUniqueValues: z.boolean().optional(),
  text: facet,
  number: facet,
  boolean: facet,
  dateTime: facet,
  choice: facet,
});
export type FoundColumn = z.infer<typeof columnShape>;

async function readAll<T>(graph: Graph, first: string, shape: z.ZodType<T>): Promise<T[]> {
  const all: T[] = [];
  for (let link: string | undefined = first; link; ) {
    const { body } = await graph.call({ method: 'GET', path: link });
    const answer = page(shape).parse(body);
    all.push(...answer.value);
    link = answer['@odata.nextLink'];
  }
  return all;
}

/** The lists and libraries of a site. */
export const readLists = (graph: Graph, siteId: string): Promise<FoundList[]> =>
  readAll(graph, `/sites/${siteId}/lists?$select=id,displayName,webUrl,list`, listShape);

/** The columns of a list. */
export const readColumns = (graph: Graph, siteId: string, listId: string): Promise<FoundColumn[]> =>
  readAll(graph, `/sites/${siteId}/lists/${listId}/columns`, columnShape);

/** The column type that Graph describes, in our words; undefined for a type that is not ours. */
export function typeOf(found: FoundColumn): Column['type'] | undefined {
  if (found.text) return found.text.allowMultipleLines === true ? 'longText' : 'text';
  if (found.dateTime) return found.dateTime.format === 'dateOnly' ? 'date' : 'dateTime';
  if (found.number) return 'number';
  if (found.boolean) return 'boolean';
  return found.choice ? 'choice' : undefined;
}

const TYPE_WORDS: Readonly<Record<Column['type'], string>> = {
  text: 'single line of text',
  longText: 'multiple lines of plain text',
  number: 'number',
  boolean: 'yes/no',
  dateTime: 'date and time',
  date: 'date',
  choice: 'choice',
};
export const typeWords = (type: Column['type'] | undefined): string => (type ? TYPE_WORDS[type] : 'another type');

/** What is wrong with a column that exists, as a phrase; undefined when nothing is. */
export function flawOf(column: Column, found: FoundColumn): string | undefined {
  const type = typeOf(found);
  if (type !== column.type) return `is ${typeWords(type)} and must be ${typeWords(column.type)}`;
  if (column.unique && !found.enforceUniqueValues) return 'does not enforce unique values';
  if (column.indexed && !found.indexed) return 'has no index';
  const known = z.array(z.string()).safeParse(found.choice?.choices).data ?? [];
  const missing = (column.choices ?? []).filter((choice) => !known.includes(choice));
  return missing.length > 0 ? `lacks the choices ${missing.join(', ')}` : undefined;
}

/** Declared lists, found by name, with all that is missing or different, one phrase each. */
export async function findPlaces(
  graph: Graph,
  sites: SiteIds,
  declared: readonly ListDeclaration[],
): Promise<{ places: Map<string, Place>; missing: string[] }> {
  const [records, system] = await Promise.all([readLists(graph, sites.records), readLists(graph, sites.system)]);
  const found = { records, system };
  const checked = await Promise.all(
    declared.map(async (list) => {
      const match = found[list.site].find(({ displayName }) => displayName.toLowerCase() === list.name.toLowerCase());
      if (!match)
        return {
          list,
          place: undefined,
          missing: [`the ${list.template === 'documentLibrary' ? 'library' : 'list'} ${list.name} (${list.site} site)`],
        };
      return { list, ...(await checkList(graph, sites[list.site], list, match)) };
    }),
  );
  const places = new Map(checked.flatMap(({ list, place }) => (place ? [[list.name, place] as const] : [])));
  return { places, missing: checked.flatMap(({ missing }) => missing) };
}

async function checkList(
  graph: Graph,
  siteId: string,
  list: ListDeclaration,
  found: FoundList,
): Promise<{ place: Place; missing: string[] }> {
  const path = `/sites/${siteId}/lists/${found.id}`;
  const [columns, drive] = await Promise.all([
    readColumns(graph, siteId, found.id),
    list.template === 'documentLibrary'
      ? graph
          .call({ method: 'GET', path: `${path}/drive` })
          .then(({ body }) => z.object({ id: z.string() }).parse(body))
      : undefined,
  ]);
  const missing = list.columns.flatMap((column) => {
    const match = columns.find(({ name }) => name === column.name);
    if (!match) return [`the column ${list.name}.${column.name}`];
    const flaw = column.builtIn ? undefined : flawOf(column, match);
    return flaw ? [`the column ${list.name}.${column.name}, which ${flaw}`] : [];
  });
  return { place: { siteId, listId: found.id, path, driveId: drive?.id, webUrl: found.webUrl }, missing };
}

/** The error for a site that is not provisioned as this version needs it. */
export const schemaError = (missing: readonly string[]): AppError =>
  new AppError(
    'invalid',
    `The SharePoint sites are not ready for this version of Trustlane. Missing or different: ${missing.join('; ')}. Run "npm run provision" with the provisioning identity, then start again.`,
  );

/** Throws `invalid`, naming everything that is missing, when the sites do not have what the declaration says. */
export async function checkSchema(
  graph: Graph,
  sites: SiteIds,
  declared: readonly ListDeclaration[],
): Promise<Map<string, Place>> {
  const { places, missing } = await findPlaces(graph, sites, declared);
  if (missing.length > 0) throw schemaError(missing);
  return places;
}

/** The places that the stores ask for; filled once SharePoint could be reached. */
export class Places {
  private known: ReadonlyMap<string, Place> | undefined;

  fill(places: ReadonlyMap<string, Place>): void {
    this.known = places;
  }

  /** SharePoint's own page of a row, where its versions are too; undefined before the lists were found. */
  pageOf({ name, template }: ListDeclaration, itemId: string): string | undefined {
    const address = this.known?.get(name)?.webUrl;
    if (address === undefined) return undefined;
    return `${address}${template === 'documentLibrary' ? '/Forms' : ''}/DispForm.aspx?ID=${encodeURIComponent(itemId)}`;
  }

  /** Throws `unavailable` before the lists were found. */
  of({ name }: ListDeclaration): Place {
    const place = this.known?.get(name);
    if (place) return place;
    throw new AppError(
      'unavailable',
      'Trustlane is still connecting to SharePoint. Nothing was changed. Please try again in a minute.',
    );
  }
}
