import type { Graph } from './client/graph';
import { GraphRefusal, GraphSilence } from './client/graphErrors';
import type { Column, ListDeclaration } from './lists/declaration';
import { flawOf, type FoundList, readColumns, readLists, type SiteIds } from './places';

/** What provisioning did, and what it would not do. */
export interface Provisioned {
  readonly created: number;
  /** One sentence each: what stands in the way and what a person can do. */
  readonly refused: readonly string[];
}

type Print = (line: string) => void;

/**
 * Brings both sites to what the declaration says: creates missing lists, libraries and columns, and nothing else. What
 * is there but different is never dropped or changed, since it holds people's data; it is named instead.
 * Running it again changes nothing. Throws GraphRefusal and GraphSilence.
 */
export async function provision(
  graph: Graph,
  declared: readonly ListDeclaration[],
  sites: SiteIds,
  print: Print,
): Promise<Provisioned> {
  let created = 0;
  const refused: string[] = [];
  const lists = { records: await readLists(graph, sites.records), system: await readLists(graph, sites.system) };
  for (const list of declared) {
    const siteId = sites[list.site];
    let found = named(lists[list.site], list.name);
    if (!found) {
      found = await createList(graph, siteId, list);
      created += 1;
      print(`Created the ${kindOf(list)} ${list.name} in the ${list.site} site.`);
    }
    const template = found.list?.template;
    if (template !== undefined && template !== list.template) {
      refused.push(`${list.name} exists but is not a ${kindOf(list)}. Rename it in SharePoint, then run this again.`);
      continue;
    }
    created += await completeColumns(graph, siteId, list, found.id, refused, print);
  }
  for (const sentence of refused) print(`Left as it is: ${sentence}`);
  print(
    created === 0 ? 'Nothing to create: both sites are complete.' : `Created ${created} lists, libraries and columns.`,
  );
  return { created, refused };
}

const kindOf = ({ template }: ListDeclaration): string => (template === 'documentLibrary' ? 'library' : 'list');
const named = (lists: readonly FoundList[], name: string): FoundList | undefined =>
  lists.find(({ displayName }) => displayName.toLowerCase() === name.toLowerCase());

/** Columns and indexes come with the list: an index can no longer be added once a list has grown. */
async function createList(graph: Graph, siteId: string, list: ListDeclaration): Promise<FoundList> {
  try {
    await graph.call({
      method: 'POST',
      path: `/sites/${siteId}/lists`,
      body: {
        displayName: list.name,
        description: list.description,
        columns: list.columns.filter(({ builtIn }) => !builtIn).map(definitionOf),
        list: { template: list.template },
      },
    });
  } catch (error) {
    const mayBeThere =
      (error instanceof GraphSilence && error.isUnclear) || (error instanceof GraphRefusal && error.isClash);
    if (!mayBeThere) throw error;
  }
  const found = named(await readLists(graph, siteId), list.name);
  if (!found) throw new GraphSilence(`The ${kindOf(list)} ${list.name} was created but is not listed yet.`, true);
  return found;
}

async function completeColumns(
  graph: Graph,
  siteId: string,
  list: ListDeclaration,
  listId: string,
  refused: string[],
  print: Print,
): Promise<number> {
  const found = await readColumns(graph, siteId, listId);
  let created = 0;
  for (const column of list.columns) {
    const match = found.find(({ name }) => name === column.name);
    const flaw = match && !column.builtIn ? flawOf(column, match) : undefined;
    if (flaw)
      refused.push(
        `${list.name}.${column.name} ${flaw}. Trustlane never drops or changes a column; mend it in the list's settings.`,
      );
    if (match || column.builtIn) continue;
    await graph
      .call({ method: 'POST', path: `/sites/${siteId}/lists/${listId}/columns`, body: definitionOf(column) })
      .catch((error: unknown) => {
        if (!(error instanceof GraphRefusal && /nameAlreadyExists/i.test(error.code))) throw error;
      });
    created += 1;
    print(`Added the column ${list.name}.${column.name}.`);
  }
  return created;
}

/** The column as Graph wants it described. */
function definitionOf(column: Column): object {
  return {
    name: column.name,
    displayName: column.label,
    ...(column.indexed ? { indexed: true } : {}),
    ...(column.unique ? { enforceUniqueValues: true } : {}),
    ...facetOf(column),
  };
}

function facetOf({ type, choices = [] }: Column): object {
  switch (type) {
    case 'text':
      return { text: {} };
    case 'longText':
      return { text: { allowMultipleLines: true, textType: 'plain' } };
    case 'number':
      return { number: {} };
    case 'boolean':
      return { boolean: {} };
    case 'dateTime':
      return { dateTime: { format: 'dateTime' } };
    case 'date':
      return { dateTime: { format: 'dateOnly' } };
    case 'choice':
      return { choice: { choices: [...choices], allowTextEntry: false, displayAs: 'dropDownMenu' } };
  }
}
