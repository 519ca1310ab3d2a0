import type { Text } from '../domain/text';
import { collect, type ContentFiles, yamlFilesIn } from './contentFiles';
import { ContentError, parseYaml } from './readYaml';
import { textsFile } from './schema';

/** Sentences for partners by id, with {placeholders}. Throws ContentError with every fault in `texts`. */
export function readTexts(files: ContentFiles): Readonly<Record<string, Text>> {
  const problems: string[] = [];
  const texts: Record<string, Text> = {};
  for (const name of yamlFilesIn(files, 'texts')) {
    const file = collect(problems, () => parseYaml(files.text(name), name, textsFile));
    for (const [id, text] of Object.entries(file?.value ?? {})) {
      if (Object.hasOwn(texts, id)) problems.push(`${file?.where([id])}: the text ${id} stands twice`);
      texts[id] = text;
    }
  }
  if (problems.length > 0) throw new ContentError(problems);
  return texts;
}
