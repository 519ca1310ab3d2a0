import type { TenantContext } from '../context';
import type { Person } from '../directory';
import { type Actor, actorOfPerson } from './actor';
import type { FileEntry } from './fileEntry';
import type { LockKind } from './fileMarks';
import { notFound } from './graphError';
import { iso } from './shapes';
import { sites } from './siteNames';
import { graphStateOf } from './state';
import { downloadUrl, versionDownloadUrl } from './transfers';

/** A file: a driveItem's id, or with `list` (name or id) the id of its row. `siteId` may be a site's key, name or id. */
export interface FileAddress {
  readonly siteId: string;
  readonly list?: string;
  readonly item: string;
}

/** What keeps a file from being changed or read. */
export interface FileMarksView {
  readonly id: string;
  readonly name: string;
  readonly locks: readonly { readonly kind: LockKind; readonly by: string }[];
  /** What the scanner calls it; absent for a clean file. */
  readonly malware?: string;
}

export interface FileVersionView {
  /** Such as `3.0`; the first is the present one. */
  readonly id: string;
  readonly modifiedAt: string;
  readonly modifiedBy: string;
  readonly size: number;
  readonly downloadUrl: string;
}

/** Throws 404. */
export function fileAt(context: TenantContext, { siteId, list, item }: FileAddress): FileEntry {
  const { files, lists } = graphStateOf(context);
  const site = siteIdOf(siteId);
  if (list === undefined) {
    const entry = files.byId(item);
    if (!entry || files.listOf(entry).site !== site) throw notFound('The file was not found.');
    return entry;
  }
  const drive = lists.find(site, list)?.drive;
  const entry = drive === undefined ? undefined : files.ofItem(drive, Number(item));
  if (!entry) throw notFound('The file was not found.');
  return entry;
}

/** The id of a site by its key, name or id. Throws 404. */
export function siteIdOf(wanted: string): string {
  const known = Object.entries(sites).find(([key, { id, name }]) => [key, id, name].includes(wanted))?.[1];
  if (!known) throw notFound('The site was not found.');
  return known.id;
}

export function viewMarks(context: TenantContext, entry: FileEntry): FileMarksView {
  const { marks } = graphStateOf(context).files;
  const malware = marks.malwareOf(entry.id);
  return {
    id: entry.id,
    name: entry.name,
    locks: [...marks.locksOf(entry.id)].map(([kind, by]) => ({ kind, by: nameOf(by) })),
    ...(malware === undefined ? {} : { malware }),
  };
}

/** A person opens a file to edit it, checks it out, or a label makes it a record. Throws 423 for a check-out of a held file. */
export function lockFileAs(context: TenantContext, person: Person, entry: FileEntry, kind: LockKind): FileMarksView {
  graphStateOf(context).files.marks.lock(entry.id, kind, actorOfPerson(person));
  context.events.emit('changed', 'items');
  return viewMarks(context, entry);
}

/** Ends a lock of one kind, or all of them. */
export function unlockFile(context: TenantContext, entry: FileEntry, kind?: LockKind): FileMarksView {
  const { marks } = graphStateOf(context).files;
  for (const each of kind === undefined ? marks.locksOf(entry.id).keys() : [kind]) marks.unlock(entry.id, each);
  context.events.emit('changed', 'items');
  return viewMarks(context, entry);
}

/** Renames a file or folder. Throws 400 for the name, 409 for one in use, 423 when somebody else holds it. */
export function renameFileAs(context: TenantContext, person: Person, entry: FileEntry, name: string): FileEntry {
  return graphStateOf(context).files.move(entry, entry.parent, name, actorOfPerson(person));
}

/** Makes an earlier version (`3.0`) the present one. Throws 404, or 423 when somebody else holds the file. */
export function restoreFileVersionAs(context: TenantContext, person: Person, entry: FileEntry, version: string): void {
  graphStateOf(context).files.restoreVersion(entry, Number.parseInt(version, 10), actorOfPerson(person));
}

/** Newest first. */
export function viewFileVersions(context: TenantContext, entry: FileEntry): FileVersionView[] {
  const state = graphStateOf(context);
  const { files, items } = state;
  const item = files.itemOf(entry);
  return items.versions(files.listOf(entry), item).map(({ version, modified, modifiedBy }) => ({
    id: `${version}.0`,
    modifiedAt: iso(modified),
    modifiedBy: nameOf(modifiedBy),
    size: files.versions.at(entry.id, version)?.size ?? entry.size,
    downloadUrl:
      version === item.version
        ? downloadUrl(context, state, entry)
        : versionDownloadUrl(context, state, entry, version),
  }));
}

const nameOf = (actor: Actor): string => ('user' in actor ? actor.user.displayName : actor.application.displayName);
