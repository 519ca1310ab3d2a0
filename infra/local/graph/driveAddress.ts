import type { FileEntry, FileStore } from './fileStore';
import { invalidRequest, notFound } from './graphError';
import type { List } from './listStore';
import type { GraphRequest } from './router';
import type { GraphState } from './state';

/** Where a request points in a library: an entry that exists, the root, or a free name in a folder. */
export interface DriveTarget {
  readonly list: List;
  readonly drive: string;
  /** Undefined for the root, and for a name that is free. */
  readonly entry?: FileEntry;
  readonly isRoot: boolean;
  /** The names from `from` on, when the request gave a path. */
  readonly names: readonly string[];
  /** The folder's id from which the path starts. */
  readonly from: string;
}

/** Resolves `root`, `root:/path`, `items/{item}` and `items/{item}:/path`. Throws 404 for an unknown drive or item. */
export function driveTarget({ lists, files }: GraphState, request: GraphRequest): DriveTarget {
  const { drive = '', item, path } = request.params;
  const list = lists.byDrive(drive);
  if (!list) throw notFound('The drive could not be found.');
  const root = files.rootOf(drive);
  const start = item === undefined || item === root ? undefined : entryIn(files, drive, item);
  const names = path === undefined ? [] : namesIn(path);
  const from = start?.id ?? root;
  if (names.length === 0) return { list, drive, entry: start, isRoot: start === undefined, names, from };
  return { list, drive, entry: files.walk(drive, from, names), isRoot: false, names, from };
}

/** The entry that a request points to. Throws 404 when there is none, 400 for the root. */
export function existingEntry(state: GraphState, request: GraphRequest): FileEntry {
  const { entry, isRoot } = driveTarget(state, request);
  if (isRoot) throw invalidRequest('This cannot be done with the root of a drive.');
  if (!entry) throw notFound('The resource could not be found.');
  return entry;
}

function entryIn(files: FileStore, drive: string, id: string): FileEntry {
  const entry = files.get(drive, id);
  if (!entry) throw notFound('The resource could not be found.');
  return entry;
}

function namesIn(path: string): string[] {
  const names = path.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..'))
    throw invalidRequest('The path in the request is not valid.');
  return names;
}
