import type { TenantContext } from '../context';
import type { FileEntry } from './fileStore';
import { notFound } from './graphError';
import { fieldsShape, iso, itemShape, type Json, listWebUrl } from './shapes';
import type { GraphState } from './state';
import { downloadUrl } from './transfers';

/** A file or folder as Graph's driveItem, with a pre-authenticated address for a file. */
export function driveItemShape(context: TenantContext, state: GraphState, entry: FileEntry): Json {
  const list = state.files.listOf(entry);
  const item = state.files.itemOf(entry);
  const folders = state.files.foldersAbove(entry);
  const guid = item.guid.toUpperCase();
  return {
    ...(entry.isFolder ? {} : { '@microsoft.graph.downloadUrl': downloadUrl(context, state, entry) }),
    createdBy: item.createdBy,
    createdDateTime: iso(item.created),
    cTag: `"c:{${guid}},${entry.contentVersion}"`,
    eTag: `"{${guid}},${item.version}"`,
    id: entry.id,
    lastModifiedBy: item.modifiedBy,
    lastModifiedDateTime: iso(item.modified),
    name: entry.name,
    parentReference: {
      driveType: 'documentLibrary',
      driveId: entry.drive,
      id: entry.parent,
      name: folders.at(-1) ?? list.name,
      path: `/drives/${entry.drive}/root:${folders.length > 0 ? `/${folders.map(encodeURIComponent).join('/')}` : ''}`,
      siteId: list.site,
    },
    webUrl: [listWebUrl(context, list), ...[...folders, entry.name].map(encodeURIComponent)].join('/'),
    fileSystemInfo: { createdDateTime: iso(item.created), lastModifiedDateTime: iso(item.modified) },
    size: entry.size,
    ...(entry.isFolder
      ? { folder: { childCount: state.files.children(entry.drive, entry.id).length } }
      : { file: { mimeType: entry.mime, hashes: { quickXorHash: entry.quickXor } } }),
  };
}

/** The library's root folder as a driveItem. */
export function rootShape(context: TenantContext, state: GraphState, drive: string): Json {
  const list = state.lists.byDrive(drive);
  if (!list) throw notFound();
  const id = state.files.rootOf(drive);
  const children = state.files.children(drive, id);
  return {
    createdDateTime: iso(list.created),
    id,
    lastModifiedDateTime: iso(list.modified),
    name: 'root',
    webUrl: listWebUrl(context, list),
    size: children.reduce((sum, child) => sum + child.size, 0),
    parentReference: { driveType: 'documentLibrary', driveId: drive },
    fileSystemInfo: { createdDateTime: iso(list.created), lastModifiedDateTime: iso(list.modified) },
    folder: { childCount: children.length },
    root: {},
  };
}

/** The list item behind a file, with its fields when asked for. */
export function listItemShape(
  context: TenantContext,
  state: GraphState,
  entry: FileEntry,
  fields: readonly string[] | 'all' | 'none',
): Json {
  const list = state.files.listOf(entry);
  const item = state.files.itemOf(entry);
  const shape = itemShape(context, list, item);
  if (fields !== 'none') shape.fields = fieldsShape(list, item, fields === 'all' ? undefined : fields);
  return shape;
}

export const DRIVE_ITEM_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'name',
  'size',
  'eTag',
  'cTag',
  'createdBy',
  'createdDateTime',
  'lastModifiedBy',
  'lastModifiedDateTime',
  'parentReference',
  'webUrl',
  'fileSystemInfo',
  'file',
  'folder',
  'root',
  'listItem',
  '@microsoft.graph.downloadUrl',
]);
