import type { ListItem } from '@microsoft/microsoft-graph-types';
import type { GraphFI } from '@pnp/graph';
import type { IListItem, IListItems } from '@pnp/graph/list-item/index.js';
import type { HttpRequestError, Queryable } from '@pnp/queryable';
import type { Target } from '../case';
import { at } from '../json';

/**
 * PnPjs for Graph with its own defaults (`GraphDefault`: headers, fetch with retry, parsing). Only the address and the
 * bearer are ours. It is loaded here, because it is an ES-only package and not every run needs it.
 */
export async function pnpGraph({ options }: Target, token = options.token): Promise<GraphFI> {
  const [{ graphfi }, { GraphDefault }] = await Promise.all([
    import('@pnp/graph'),
    import('@pnp/nodejs'),
    import('@pnp/graph/batching.js'),
    import('@pnp/graph/columns/index.js'),
    import('@pnp/graph/files/index.js'),
    import('@pnp/graph/list-item/index.js'),
    import('@pnp/graph/lists/index.js'),
    import('@pnp/graph/sites/index.js'),
    import('@pnp/graph/users/index.js'),
  ]);
  return graphfi().using(GraphDefault({ baseUrl: `${options.base}/v1.0` }), (instance: Queryable) => {
    // At the same moment as PnPjs' own MSAL behaviour, so that upload addresses get no token, as they must not.
    instance.on.auth(async (url, init) => {
      init.headers = { ...init.headers, Authorization: `Bearer ${token}` };
      return [url, init];
    });
    return instance;
  });
}

/** What a call of PnPjs was refused with: its HTTP status, or 0 when it was not refused by an answer. */
export async function pnpStatus(work: Promise<unknown>): Promise<number> {
  try {
    await work;
    return 200;
  } catch (error) {
    return isHttpError(error) ? error.status : 0;
  }
}

/** The text that came with the refusal. */
export async function pnpRefusal(work: Promise<unknown>): Promise<{ status: number; text: string }> {
  try {
    await work;
    return { status: 200, text: '' };
  } catch (error) {
    if (isHttpError(error))
      return {
        status: error.status,
        text: await error.response
          .clone()
          .text()
          .catch(() => error.message),
      };
    return { status: 0, text: String(error) };
  }
}

const isHttpError = (error: unknown): error is HttpRequestError =>
  error instanceof Error && 'isHttpRequestError' in error && error.isHttpRequestError === true;

/** The items of a list. Options given to a PnPjs query stay with it, so every call asks for a fresh one. */
export const pnpItems = (graph: GraphFI, { options }: Target, listId: string): IListItems =>
  graph.sites.getById(options.site).lists.getById(listId).items;

export const pnpItem = (graph: GraphFI, target: Target, listId: string, itemId: string): IListItem =>
  pnpItems(graph, target, listId).getById(itemId);

/** A body with columns; the published types know none but the id. */
export const withFields = (fields: Readonly<Record<string, unknown>>): ListItem => ({ fields }) as ListItem;

/** Adds an item and says its id and eTag, empty when the answer holds none. */
export async function pnpAdd(items: IListItems, fields: Readonly<Record<string, unknown>>): Promise<Made> {
  const made: ListItem = await items.add(withFields(fields) as never);
  return { id: made.id ?? '', eTag: made.eTag ?? '' };
}

export interface Made {
  readonly id: string;
  readonly eTag: string;
}

/** One column of an item that was read with its fields. */
export function fieldOf(item: unknown, name: string): unknown {
  return at(item, 'fields', name);
}
