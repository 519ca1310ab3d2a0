import { text } from 'node:stream/consumers';
import type { DocumentStore } from '../useCases/ports';
import { explained, GraphRefusal } from './client/graphErrors';
import type { Graph } from './client/graph';
import { openFile } from './fileContent';
import type { ListDeclaration } from './lists/declaration';
import type { Places } from './places';
import { bufferSource, uploadFile } from './upload';

const CHARACTERS_KEPT = 8_000_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: SharePoint refuses them in names
const FORBIDDEN = /["*:<>?/\\|#%\u0000-\u001f\u007f]/g;

/** SharePoint's rules for names: what it refuses becomes an underscore. */
const storedName = (name: string): string => name.replace(FORBIDDEN, '_');

/** Immutable JSON documents in a library, one name each; the name being free is what creating depends on. */
export function documentStore(graph: Graph, places: Places, library: ListDeclaration): DocumentStore {
  // Documents never change, so the ones read last are kept.
  const kept = new Map<string, string>();
  let characters = 0;

  const driveId = (): string => {
    const place = places.of(library);
    if (place.driveId === undefined) throw new Error(`${library.name} has no drive.`);
    return place.driveId;
  };

  const keep = (name: string, json: string): void => {
    if (json.length > CHARACTERS_KEPT / 4 || kept.has(name)) return;
    kept.set(name, json);
    characters += json.length;
    for (const [oldest, content] of kept) {
      if (characters <= CHARACTERS_KEPT) break;
      kept.delete(oldest);
      characters -= content.length;
    }
  };

  const read = async (name: string): Promise<string | undefined> => {
    const known = kept.get(name);
    if (known !== undefined) return known;
    try {
      const { body } = await openFile(graph, driveId(), storedName(name));
      const json = await text(body);
      keep(name, json);
      return json;
    } catch (error) {
      if (error instanceof GraphRefusal && error.status === 404) return undefined;
      throw error;
    }
  };

  return {
    create: (name, json) =>
      explained(async () => {
        const uploaded = await uploadFile(graph, driveId(), storedName(name), bufferSource(Buffer.from(json, 'utf8')));
        if (uploaded.kind === 'exists') return 'exists';
        // An answer got lost on the way: what stands there tells whether it is ours.
        if (!uploaded.isCertain) return (await read(name)) === json ? 'created' : 'exists';
        keep(name, json);
        return 'created';
      }),
    read: (name) => explained(() => read(name)),
  };
}
