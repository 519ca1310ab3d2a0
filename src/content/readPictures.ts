import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Text } from '../domain/text';
import { ContentError, readYaml } from './readYaml';
import { picturesFile } from './schema';

/** A line drawing that a question may show. */
export interface Picture {
  readonly id: string;
  readonly title: Text;
  /** What the drawing shows, in words. */
  readonly alt: Text;
  /** For the page: sharp at every size. */
  readonly svg: Buffer;
  /** For chat cards, which show no SVG: black on white. Absent where none was rendered beside the drawing. */
  readonly png?: Buffer;
  /** In CSS pixels, for a place on the page that does not jump when the drawing arrives. */
  readonly width: number;
  readonly height: number;
  /** Changes when the drawing changes, so that it may be kept for ever under its address. */
  readonly version: string;
}

/** By id. */
export type Pictures = ReadonlyMap<string, Picture>;

const versionOf = (...files: readonly (Buffer | undefined)[]): string => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file ?? '');
  return hash.digest('hex').slice(0, 12);
};

/**
 * The pictures that questions may show. A folder without a list has none. Throws ContentError when the list is
 * faulty, names a picture twice or names a drawing that is not there or says no size (`viewBox`).
 * @param folder of `pictures.yaml` and the drawings
 */
export function readPictures(folder: string): Pictures {
  const list = path.join(folder, 'pictures.yaml');
  if (!existsSync(list)) return new Map();
  const file = readYaml(list, 'pictures/pictures.yaml', picturesFile);
  const problems: string[] = [];
  const pictures = new Map<string, Picture>();
  file.value.forEach(({ id, file: drawing, title, alt }, index) => {
    const place = path.join(folder, drawing);
    if (pictures.has(id)) problems.push(`${file.where([index])}: the picture ${id} stands twice`);
    if (!existsSync(place)) {
      problems.push(`${file.where([index])}: there is no drawing ${drawing}`);
      return;
    }
    const svg = readFileSync(place);
    const size = /viewBox="0 0 (\d+) (\d+)"/.exec(svg.toString('utf8'));
    if (!size) problems.push(`${file.where([index])}: ${drawing} has no viewBox that begins with 0 0`);
    const rendered = place.replace(/\.svg$/, '.png');
    const png = existsSync(rendered) ? readFileSync(rendered) : undefined;
    const [width, height] = [Number(size?.[1]), Number(size?.[2])];
    pictures.set(id, { id, title, alt, svg, png, width, height, version: versionOf(svg, png) });
  });
  if (problems.length > 0) throw new ContentError(problems);
  return pictures;
}
