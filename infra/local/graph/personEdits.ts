import type { TenantContext } from '../context';
import type { Person } from '../directory';
import { actorOfPerson } from './actor';
import { cellOf, readFields } from './fieldValues';
import type { FileEntry } from './fileStore';
import { invalidRequest, notFound } from './graphError';
import type { Item } from './item';
import type { List } from './listStore';
import { fieldsShape, iso, type Json } from './shapes';
import { checkMayEdit } from './siteMembers';
import { sites } from './siteNames';
import { graphStateOf } from './state';
import { downloadUrl } from './transfers';

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

/**
 * A person changes columns of a row in SharePoint itself. Null empties a column. Throws 404, 403 where the person may
 * not, 400 for a wrong value and for a required column that would be left empty: SharePoint's form asks for it.
 */
export function editItemAs(
  context: TenantContext,
  person: Person,
  site: string,
  list: string,
  itemId: string,
  fields: Readonly<Record<string, unknown>>,
): ItemView {
  const found = listNamed(context, site, list);
  checkMayEdit(person, found.site);
  const { items, files } = graphStateOf(context);
  files.checkRowChangeable(found, itemId, actorOfPerson(person), { isPerson: true });
  const changes = readFields(found, fields);
  const before = items.get(found, itemId)?.fields ?? {};
  const missing = found.columns.find(
    ({ required, name }) =>
      required && (Object.hasOwn(changes, name) ? changes[name] : (cellOf(before, name) ?? null)) === null,
  );
  if (missing) throw invalidRequest(`You can't leave this blank: ${missing.displayName}`);
  return itemView(context, found, items.update(found, itemId, changes, actorOfPerson(person)));
}

/** A person removes a row or a file; a row goes to the recycle bin. Throws 404, 403 where the person may not. */
export function removeItemAs(context: TenantContext, person: Person, site: string, list: string, itemId: string): void {
  const found = listNamed(context, site, list);
  checkMayEdit(person, found.site);
  const { items, files } = graphStateOf(context);
  const file = found.drive === undefined ? undefined : files.ofItem(found.drive, Number(itemId));
  if (file) files.remove(found, file, undefined, actorOfPerson(person));
  else items.remove(found, itemId);
}

/** A person brings a row back from the recycle bin under its old id. Throws 404, 403, and 409 when its key is taken. */
export function restoreItemAs(
  context: TenantContext,
  person: Person,
  site: string,
  list: string,
  itemId: string,
): ItemView {
  const found = listNamed(context, site, list);
  checkMayEdit(person, found.site);
  return itemView(context, found, graphStateOf(context).items.restore(found, itemId, actorOfPerson(person)));
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
