import { existsSync } from 'node:fs';
import path from 'node:path';
import { ContentError, readYaml } from './readYaml';
import { picturesFile } from './schema';

/**
 * The ids of the pictures that questions may show. A folder without a list has none. Throws ContentError when the list is
 * faulty, names a picture twice or names a drawing that is not there.
 * @param folder of `pictures.yaml` and the drawings
 */
export function readPictures(folder: string): ReadonlySet<string> {
  const list = path.join(folder, 'pictures.yaml');
  if (!existsSync(list)) return new Set();
  const file = readYaml(list, 'pictures/pictures.yaml', picturesFile);
  const problems = file.value.flatMap(({ id, file: drawing }, index) => [
    ...(file.value.findIndex((each) => each.id === id) < index
      ? [`${file.where([index])}: the picture ${id} stands twice`]
      : []),
    ...(existsSync(path.join(folder, drawing)) ? [] : [`${file.where([index])}: there is no drawing ${drawing}`]),
  ]);
  if (problems.length > 0) throw new ContentError(problems);
  return new Set(file.value.map(({ id }) => id));
}
