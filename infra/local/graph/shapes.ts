import { addressBase } from '../callOrigin';
import type { TenantContext } from '../context';
import { type Fields, TEXT_COLLECTION } from './fieldValues';
import { eTagOf, type Item } from './item';
import type { List } from './listStore';
import { sites } from './siteNames';

export type Json = Record<string, unknown>;

export const iso = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** Where Graph is, by the scheme and host that the running call came with. */
export const graphBase = ({ settings }: TenantContext): string => `${addressBase(settings)}/v1.0`;

export const contextUrl = (context: TenantContext, fragment: string): string =>
  `${graphBase(context)}/$metadata#${fragment}`;

export function siteWebUrl(context: TenantContext, site: string): string {
  const known = Object.values(sites).find(({ id }) => id === site);
  return `${context.settings.origin}/sites/${known?.name ?? ''}`;
}

/** Where people see the list in SharePoint. */
export function listWebUrl(context: TenantContext, list: List): string {
  const name = encodeURIComponent(
    list.template === 'documentLibrary' && list.name === 'Documents' ? 'Shared Documents' : list.name,
  );
  return `${siteWebUrl(context, list.site)}/${list.template === 'genericList' ? 'Lists/' : ''}${name}`;
}

const CONTENT_TYPES = {
  Item: { id: '0x01004F5A1D1C2E6B4D4FA0B1A5E3C7D9F001', name: 'Item' },
  Document: { id: '0x0101004F5A1D1C2E6B4D4FA0B1A5E3C7D9F002', name: 'Document' },
  Folder: { id: '0x0120004F5A1D1C2E6B4D4FA0B1A5E3C7D9F003', name: 'Folder' },
} as const;

/** The item without its fields. `sharepointIds` only when asked for. */
export function itemShape(context: TenantContext, list: List, item: Item): Json {
  const eTag = eTagOf(item);
  const [, siteCollection = '', web = ''] = list.site.split(',');
  return {
    '@odata.etag': eTag,
    createdDateTime: iso(item.created),
    eTag,
    id: String(item.id),
    lastModifiedDateTime: iso(item.modified),
    webUrl: `${listWebUrl(context, list)}/${item.kind === 'Item' ? `${item.id}_.000` : encodeURIComponent(String(item.fields.FileLeafRef ?? ''))}`,
    createdBy: item.createdBy,
    lastModifiedBy: item.modifiedBy,
    parentReference: { id: list.id, siteId: list.site },
    contentType: CONTENT_TYPES[item.kind],
    sharepointIds: {
      listId: list.id,
      listItemId: String(item.id),
      listItemUniqueId: item.guid,
      siteId: siteCollection,
      webId: web,
    },
  };
}

export const ITEM_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'eTag',
  'createdDateTime',
  'lastModifiedDateTime',
  'createdBy',
  'lastModifiedBy',
  'webUrl',
  'parentReference',
  'contentType',
  'sharepointIds',
  'fields',
  'driveItem',
  'deleted',
]);

/** Keeps the properties in `select`, and those that are always there. Without `select`, all but the costly ones. */
export function selected(shape: Json, select: readonly string[] | undefined): Json {
  return Object.fromEntries(
    Object.entries(shape).filter(([name]) =>
      select ? name === '@odata.etag' || name === '@odata.context' || select.includes(name) : name !== 'sharepointIds',
    ),
  );
}

/** The fieldValueSet of an item: columns without a value are absent, hidden ones come only when selected. */
export function fieldsShape(list: List, item: Item, select: readonly string[] | undefined): Json {
  const values: Fields & Json = {
    ...item.fields,
    id: String(item.id),
    ContentType: item.kind,
    Created: iso(item.created),
    Modified: iso(item.modified),
    AuthorLookupId: 'application' in item.createdBy ? '1073741822' : '10',
    EditorLookupId: 'application' in item.modifiedBy ? '1073741822' : '10',
    _UIVersionString: `${item.version}.0`,
    Edit: '',
    ...(list.template === 'genericList' ? { Attachments: false, LinkTitle: item.fields.Title } : {}),
  };
  const shape: Json = { '@odata.etag': eTagOf(item) };
  for (const column of list.columns) {
    const isWanted = select ? select.includes(column.name) : !column.hidden;
    const value = Object.hasOwn(values, column.name) ? values[column.name] : undefined;
    if (!isWanted || value === undefined) continue;
    if (column.kind === 'multiChoice') shape[`${column.name}@odata.type`] = `#${TEXT_COLLECTION}`;
    shape[column.name] = value;
  }
  return shape;
}
