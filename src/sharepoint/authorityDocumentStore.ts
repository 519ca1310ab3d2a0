import type { AuthorityDocumentStore } from '../useCases/ports';
import type { StoredAuthorityDocument } from './codecs/authorityDocument';
import type { Intake } from './intake';
import { libraryFiles } from './libraryFiles';

/** The authority's documents, and the repair of what a killed upload left in their library. */
export interface RepairableAuthorityDocumentStore extends AuthorityDocumentStore {
  /** Removes files of ours that never got their columns, once they are an hour old. Returns how many. */
  removeLeftOvers(): Promise<number>;
}

/** Documents with their columns in the records site's library. `stateDir` is where files wait on their way. */
export function authorityDocumentStore(
  intake: Intake<StoredAuthorityDocument>,
  stateDir: string,
): RepairableAuthorityDocumentStore {
  const { model } = intake.parts;
  const { add, content, removeLeftOvers } = libraryFiles(intake, stateDir);
  return { get: (key) => model.get(key), all: () => model.all(), add, content, removeLeftOvers };
}
