import { createHash } from 'node:crypto';
import path from 'node:path';
import { type CountryLookup, countryLookup } from '../domain/country';
import type { RiskPolicy } from '../domain/risk';
import type { Text } from '../domain/text';
import { collect, type ContentFiles, filesIn } from './contentFiles';
import { type FrozenContent, freezeContent } from './freezeContent';
import { type Pictures, readPictures } from './readPictures';
import { type QuestionBank, readQuestions } from './readQuestions';
import { readTexts } from './readTexts';
import { type CountryFigures, readWgi } from './readWgi';
import { ContentError, parseYaml } from './readYaml';
import { policyFile } from './schema';

export { ContentError } from './readYaml';

/** What is wrong with content that is used all the same, as far as it can be. */
export interface ContentFault {
  /** `file:line: what is wrong`, every one. */
  readonly problems: readonly string[];
  /** The first of them and how many more, for people. */
  readonly sentence: string;
  /** What is used instead, for people. */
  readonly consequence: string;
  /** Whether there is content that a new campaign can use. */
  readonly isUsable: boolean;
}

/** Programs, questions, policy and texts, checked and ready to use. */
export interface Content extends FrozenContent {
  readonly countries: CountryLookup;
  /** Sentences for partners by id, with {placeholders}. */
  readonly texts: Readonly<Record<string, Text>>;
  /** Drawings that questions show, by id. They are not frozen: a better drawing is shown at once, everywhere. */
  readonly pictures: Pictures;
  /** All that a campaign freezes, as one text; see `thawContent`. */
  readonly frozen: string;
  /** SHA-256 of `frozen`, lower-case hex. */
  readonly hash: string;
  /** Set when a file has an error and something older stands in for it. */
  readonly fault?: ContentFault;
}

/** Content in the parts that can be replaced one by one. */
export interface ContentParts {
  readonly bank: QuestionBank;
  readonly policy: RiskPolicy;
  readonly texts: Readonly<Record<string, Text>>;
  readonly figures: CountryFigures;
  readonly pictures: Pictures;
}

export const readPolicy = (files: ContentFiles): RiskPolicy =>
  parseYaml(files.text('policies/default.yaml'), 'policies/default.yaml', policyFile).value;

export function contentOf({ bank, policy, texts, figures, pictures }: ContentParts): Content {
  const { packs, sections, questions } = bank;
  const frozenContent: FrozenContent = { packs, sections, questions, policy, wgi: figures.wgi };
  const frozen = freezeContent(frozenContent);
  return {
    ...frozenContent,
    countries: countryLookup(figures.countries),
    texts,
    pictures,
    frozen,
    hash: createHash('sha256').update(frozen).digest('hex'),
  };
}

/** Content with the place of everything in it. */
export interface PlacedContent {
  readonly content: Content;
  /** `file:line` of `section ID`, `question ID` and `PROGRAM CRITERION`. */
  readonly where: ReadonlyMap<string, string>;
}

/**
 * Reads and checks all content in a folder (`questions`, `programs`, `policies`, `texts`, `threat`). Throws ContentError
 * with every fault, each with its file and line. Reads files synchronously: it is done once, at the start.
 */
export const loadContent = (folder: string): Content => loadPlacedContent(folder).content;

/** As `loadContent`, for tools that have more to say about the content and name the line. */
export function loadPlacedContent(folder: string): PlacedContent {
  const files = filesIn(folder);
  const problems: string[] = [];
  const pictures = collect(problems, () => readPictures(path.join(folder, 'pictures')));
  const bank = collect(problems, () => readQuestions(files, pictures && new Set(pictures.keys())));
  const policy = collect(problems, () => readPolicy(files));
  const texts = collect(problems, () => readTexts(files));
  const figures = collect(problems, () => readWgi(files));
  if (!bank || !policy || !texts || !figures || !pictures) throw new ContentError(problems);
  return { content: contentOf({ bank, policy, texts, figures, pictures }), where: bank.where };
}
