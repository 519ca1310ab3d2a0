import type { TenantContext } from '../context';
import type { Person } from '../directory';
import { actorOfPerson } from './actor';
import type { Column } from './columns';
import { readFields } from './fieldValues';
import type { FileEntry } from './fileStore';
import { notFound } from './graphError';
import type { Item } from './item';
import type { List } from './listStore';
import { fieldsShape, iso, type Json } from './shapes';
import { sites } from './siteNames';
import { graphStateOf } from './state';
import { downloadUrl } from './transfers';

/** A list as SharePoint's own pages show it. */
export interface ListView {
  readonly id: string;
  readonly name: string;
  readonly isLibrary: boolean;
  readonly itemCount: number;
  readonly columns: readonly Pick<Column, 'name' | 'displayName' | 'kind' | 'readOnly' | 'isSystem' | 'facet'>[];
}

export interface SiteView {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly lists: readonly ListView[];
}

/** A row as SharePoint's own pages show it; `file` for a row of a library. */
export interface ItemView {
  readonly id: string;
  readonly eTag: string;
  readonly fields: Json;
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

/** Both sites with their lists, libraries and columns. */
export function viewSites(context: TenantContext): SiteView[] {
  const { lists, items } = graphStateOf(context);
  return Object.values(sites).map((site) => ({
    ...site,
    lists: lists.inSite(site.id).map((list) => ({
      id: list.id,
      name: list.name,
      isLibrary: list.template === 'documentLibrary',
      itemCount: items.count(list),
      columns: list.columns.map(({ name, displayName, kind, readOnly, isSystem, facet }) => ({
        name,
        displayName,
        kind,
        readOnly,
        isSystem,
        facet,
      })),
    })),
  }));
}

/** Rows of a list in the order of their ids, after row `after` (0 for the first), at most `limit`. Throws 404. */
export function viewItems(
  context: TenantContext,
  site: string,
  list: string,
  { after = 0, limit = 500 } = {},
): ItemView[] {
  const found = listNamed(context, site, list);
  return graphStateOf(context)
    .items.page(found, after, limit)
    .map((item) => itemView(context, found, item));
}

/** A person changes columns of a row in SharePoint itself. Null empties a column. Throws 404, or 400 for a wrong value. */
export function editItemAs(
  context: TenantContext,
  person: Person,
  site: string,
  list: string,
  itemId: string,
  fields: Readonly<Record<string, unknown>>,
): ItemView {
  const found = listNamed(context, site, list);
  const item = graphStateOf(context).items.update(found, itemId, readFields(found, fields), actorOfPerson(person));
  return itemView(context, found, item);
}

function listNamed(context: TenantContext, site: string, list: string): List {
  const known = Object.entries(sites).find(([key, { id, name }]) => key === site || id === site || name === site)?.[1];
  const found = graphStateOf(context).lists.find(known?.id ?? site, list);
  if (!found) throw notFound('The specified list was not found');
  return found;
}

function itemView(context: TenantContext, list: List, item: Item): ItemView {
  const { files } = graphStateOf(context);
  const { '@odata.etag': eTag, ...fields } = fieldsShape(list, item, undefined);
  const file = list.drive === undefined ? undefined : files.ofItem(list.drive, item.id);
  return {
    id: String(item.id),
    eTag: String(eTag),
    fields,
    modifiedAt: iso(item.modified),
    modifiedBy: 'user' in item.modifiedBy ? item.modifiedBy.user.displayName : item.modifiedBy.application.displayName,
    ...(file ? { file: fileView(context, file) } : {}),
  };
}

function fileView(context: TenantContext, file: FileEntry): ItemView['file'] {
  const state = graphStateOf(context);
  return {
    name: file.name,
    folder: state.files.foldersAbove(file).join('/'),
    isFolder: file.isFolder,
    size: file.size,
    ...(file.isFolder ? {} : { downloadUrl: downloadUrl(context, state, file) }),
  };
}
