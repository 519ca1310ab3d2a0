import type { ReadDocument } from '../domain/question';
import { collect, type ContentFiles } from './contentFiles';
import { ContentError, parseYaml } from './readYaml';
import { documentFile } from './schema';

const FOLDER = 'documents';

/** A content folder needs no documents. */
function namesIn(files: ContentFiles): readonly string[] {
  try {
    return files.names(FOLDER).filter((name) => name.endsWith('.yaml'));
  } catch (error) {
    if (error instanceof ContentError) return [];
    throw error;
  }
}

/** The documents that questions ask to read and accept, by id: one file each. Faults go to `problems`. */
export function readDocuments(files: ContentFiles, problems: string[]): ReadonlyMap<string, ReadDocument> {
  const documents = new Map<string, ReadDocument>();
  for (const name of namesIn(files).map((each) => `${FOLDER}/${each}`)) {
    const file = collect(problems, () => parseYaml(files.text(name), name, documentFile));
    if (!file) continue;
    const { id } = file.value;
    if (documents.has(id)) problems.push(`${file.where(['id'])}: the document ${id} stands twice`);
    documents.set(id, file.value);
  }
  return documents;
}
