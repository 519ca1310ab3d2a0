import type { Pictures } from '../content/readPictures';
import type { QuestionView } from '../contracts/questionnaire';
import { textIn } from '../domain/text';

/** What pages and cards need to show a picture; `undefined` for one that the content no longer has. */
export type PictureOf = (id: string) => QuestionView['picture'];

/** The addresses hold the drawing's version, so that browsers and Teams may keep it for ever. */
export const createPictureViews =
  (pictures: Pictures, publicUrl: string): PictureOf =>
  (id) => {
    const found = pictures.get(id);
    if (!found) return undefined;
    const { title, alt, width, height, version } = found;
    return {
      id,
      title: textIn(title),
      alt: textIn(alt),
      url: `${publicUrl}/pictures/${id}.png?v=${version}`,
      drawing: `/pictures/${id}.svg?v=${version}`,
      width,
      height,
    };
  };
