import { fillText, type Text, textIn } from '../domain/text';

/** A sentence of the content by its id, with its placeholders filled in. Throws RangeError for an id that is not there. */
export type Say = (id: string, values?: Readonly<Record<string, string>>) => string;

export const createSay =
  (texts: Readonly<Record<string, Text>>): Say =>
  (id, values = {}) => {
    const text = texts[id];
    if (!text) throw new RangeError(`The content has no text ${id}.`);
    return fillText(textIn(text), values);
  };
