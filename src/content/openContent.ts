import path from 'node:path';
import { type ContentFiles, filesIn, filesOf, noted } from './contentFiles';
import { contentFault, type UsedInstead } from './contentFault';
import { createKeptContent, type KeptContent } from './keptContent';
import { type Content, contentOf, readPolicy } from './load';
import { type Pictures, readPictures } from './readPictures';
import { type QuestionBank, readQuestions } from './readQuestions';
import { readTexts } from './readTexts';
import { readWgi } from './readWgi';
import { ContentError } from './readYaml';

export interface OpenContentOptions {
  /** What is to be used. */
  readonly folder: string;
  /** What came with the product; the same folder unless the customer has an own one. */
  readonly shippedFolder: string;
  /** Where the last good files are kept. */
  readonly keptIn: string;
  readonly now: () => Date;
  /** Told when the last good files cannot be kept; the service goes on without a copy. */
  readonly onNotKept: (error: unknown) => void;
}

type Opened<T> = { readonly value: T; readonly instead?: UsedInstead };

/** One part: the files as they are, else the last good ones, else those that came with the product. Throws ContentError. */
function openPart<T>(
  part: string,
  options: OpenContentOptions,
  kept: KeptContent,
  read: (files: ContentFiles) => T,
  isShippedGood: boolean,
): Opened<T> {
  const { files, texts } = noted(filesIn(options.folder));
  try {
    const value = read(files);
    try {
      kept.write(part, texts);
    } catch (error) {
      options.onNotKept(error);
    }
    return { value };
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    const { problems } = error;
    const before = kept.read(part);
    const old = before && attempt(() => read(filesOf(before.texts)));
    if (before && old !== undefined) return { value: old, instead: { part, problems, since: before.since } };
    const isOwn = path.resolve(options.folder) !== path.resolve(options.shippedFolder);
    const shipped = isShippedGood && isOwn ? attempt(() => read(filesIn(options.shippedFolder))) : undefined;
    if (shipped !== undefined) return { value: shipped, instead: { part, problems, isShipped: true } };
    throw error;
  }
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ContentError) return undefined;
    throw error;
  }
}

const NO_QUESTIONS: QuestionBank = { packs: [], sections: [], questions: [] };

/**
 * Content to run with, although a file may have an error: each part that cannot be read is replaced by its last good
 * files. Questions without any last good files stay away, so that no new campaign can be opened, and the other parts fall
 * back to what came with the product. `fault` says all of it.
 * Throws ContentError when texts, policy or country figures can be had from nowhere: nothing works without them.
 */
export function openContent(options: OpenContentOptions): Content {
  const kept = createKeptContent(options.keptIn, options.now);
  const open = <T>(part: string, read: (files: ContentFiles) => T): Opened<T> =>
    openPart(part, options, kept, read, true);
  const pictures = openPictures(options);
  // A drawing that cannot be read keeps nobody from asking the question.
  const known = pictures.instead ? undefined : new Set(pictures.value.keys());
  const bank = openQuestions(options, kept, known);
  const policy = open('policy', readPolicy);
  const texts = open('texts', readTexts);
  const figures = open('threat', readWgi);
  const instead = [bank, policy, texts, figures, pictures].flatMap((each) => each.instead ?? []);
  const content = contentOf({
    bank: bank.value,
    policy: policy.value,
    texts: texts.value,
    figures: figures.value,
    pictures: pictures.value,
  });
  return instead.length === 0 ? content : { ...content, fault: contentFault(instead, bank.value.packs.length > 0) };
}

function openQuestions(
  options: OpenContentOptions,
  kept: KeptContent,
  known: ReadonlySet<string> | undefined,
): Opened<QuestionBank> {
  // Kept questions may show a drawing that is not there any more: they are shown without it.
  let pictures = known;
  const read = (files: ContentFiles): QuestionBank => {
    const asked = pictures;
    pictures = undefined;
    const { packs, sections, questions } = readQuestions(files, asked);
    return { packs, sections, questions };
  };
  try {
    return openPart('questions', options, kept, read, false);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return { value: NO_QUESTIONS, instead: { part: 'questions', problems: error.problems } };
  }
}

function openPictures({ folder }: OpenContentOptions): Opened<Pictures> {
  try {
    return { value: readPictures(path.join(folder, 'pictures')) };
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return { value: new Map(), instead: { part: 'pictures', problems: error.problems } };
  }
}
