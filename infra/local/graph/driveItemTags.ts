import type { FileEntry } from './fileEntry';
import { GraphError } from './graphError';
import type { GraphState } from './state';

const tagsOf = (state: GraphState, entry: FileEntry): readonly string[] => {
  const { guid, version } = state.files.itemOf(entry);
  return [`"{${guid.toUpperCase()}},${version}"`, `"c:{${guid.toUpperCase()}},${entry.contentVersion}"`];
};

/** Whether a header names the eTag or the cTag that a driveItem has now. `*` names any. */
export const isPresentTag = (state: GraphState, entry: FileEntry, header: string): boolean =>
  header === '*' || header.split(/,\s+/).some((tag) => tagsOf(state, entry).includes(tag.replace(/^W\//, '')));

/** `If-Match` on a driveItem takes its eTag or cTag. Throws 412 when neither is present any more. */
export function checkDriveMatch(state: GraphState, entry: FileEntry, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && !isPresentTag(state, entry, ifMatch))
    throw new GraphError(412, 'resourceModified', "ETag does not match current item's value");
}

/** The reverse, `If-None-Match`. Throws 412 when one of the two is present. */
export function checkDriveNoneMatch(state: GraphState, entry: FileEntry, ifNoneMatch: string | undefined): void {
  if (ifNoneMatch !== undefined && isPresentTag(state, entry, ifNoneMatch))
    throw new GraphError(412, 'resourceModified', "ETag matches current item's value");
}
