import type { TenantContext } from '../context';
import type { FileEntry, GoneFile } from './fileEntry';
import { notFound } from './graphError';
import { checkColumns } from './items';
import type { List } from './listStore';
import { readExpand, readSelect } from './query';
import { fieldsShape, iso, itemShape, type Json, listWebUrl, selected } from './shapes';
import type { GraphState } from './state';
import { downloadUrl } from './transfers';

/** A file or folder as Graph's driveItem, with a pre-authenticated address for a file. */
export function driveItemShape(context: TenantContext, state: GraphState, entry: FileEntry): Json {
  const list = state.files.listOf(entry);
  const item = state.files.itemOf(entry);
  const folders = state.files.foldersAbove(entry);
  const guid = item.guid.toUpperCase();
  const malware = state.files.marks.malwareOf(entry.id);
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
      ? { folder: { childCount: state.files.countChildren(entry.drive, entry.id) } }
      : { file: { mimeType: entry.mime, hashes: hashesOf(state, entry) } }),
    ...(malware === undefined ? {} : { malware: { description: malware } }),
  };
}

/** SharePoint has no SHA hashes. Some files carry an empty one, which a reader must not take for the file's. */
function hashesOf({ quirks }: GraphState, { quickXor, id }: FileEntry): Json {
  const hasEmptyHash = quirks.settings.fileRewriting && Number.parseInt(id.slice(-1), 16) % 2 === 1;
  return { quickXorHash: quickXor, ...(hasEmptyHash ? { sha256Hash: '' } : {}) };
}

/** Who has it checked out. Comes only when it is selected. */
function publicationOf(state: GraphState, entry: FileEntry): Json {
  const holder = state.files.marks.locksOf(entry.id).get('checkedOut');
  const { version } = state.files.itemOf(entry);
  return {
    level: holder ? 'checkout' : 'published',
    versionId: `${version}.0`,
    ...(holder ? { checkedOutBy: holder } : {}),
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
    parentReference: { driveType: 'documentLibrary', driveId: drive, siteId: list.site },
    fileSystemInfo: { createdDateTime: iso(list.created), lastModifiedDateTime: iso(list.modified) },
    folder: { childCount: children.length },
    root: {},
  };
}

/** A file or folder that is gone, as the changes of a drive tell of it. */
export const goneShape = (list: List, { id, parent, isFolder }: GoneFile): Json => ({
  id,
  parentReference: { driveType: 'documentLibrary', driveId: list.drive, id: parent, siteId: list.site },
  ...(isFolder ? { folder: { childCount: 0 } } : { file: {} }),
  deleted: { state: 'deleted' },
});

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

/**
 * A function that turns entries into answers with the `$select` and `$expand` of a query, which it checks first.
 * Throws 400 for a property, expansion or column that is not there.
 */
export function readDriveItem(
  context: TenantContext,
  state: GraphState,
  list: List,
  query: ReadonlyMap<string, string>,
): (entry: FileEntry) => Json {
  const select = readSelect(query.get('$select'), DRIVE_ITEM_PROPERTIES, 'microsoft.graph.driveItem');
  const listItem = readExpand(query.get('$expand'), ['listItem']).get('listItem');
  const fields = readExpand(listItem?.expand, ['fields']).get('fields');
  if (fields) checkColumns(list, fields);
  return (entry) => {
    const answer = selected(driveItemShape(context, state, entry), select);
    if (select?.includes('publication') && !entry.isFolder) answer.publication = publicationOf(state, entry);
    if (listItem) answer.listItem = listItemShape(context, state, entry, fields ? (fields.select ?? 'all') : 'none');
    return answer;
  };
}

export const DRIVE_ITEM_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'name',
  'size',
  'eTag',
  'cTag',
  'createdBy',
  'createdDateTime',
  'deleted',
  'lastModifiedBy',
  'lastModifiedDateTime',
  'malware',
  'parentReference',
  'publication',
  'webUrl',
  'fileSystemInfo',
  'file',
  'folder',
  'root',
  'listItem',
  '@microsoft.graph.downloadUrl',
]);
