import type { PlacedContent } from '../../src/content/load';

/** Something that is wrong with the content: the key of its place (see `PlacedContent.where`) and what is wrong. */
export interface Finding {
  readonly key: string;
  readonly problem: string;
}

/** One thing to look at in content that the loader has accepted. */
export type Rule = (content: PlacedContent['content']) => readonly Finding[];

export const ofQuestion = (id: string, problem: string): Finding => ({
  key: `question ${id}`,
  problem: `${id} ${problem}`,
});
export const ofSection = (id: string, problem: string): Finding => ({
  key: `section ${id}`,
  problem: `the section ${id} ${problem}`,
});
