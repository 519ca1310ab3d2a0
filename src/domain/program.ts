import type { Criterion } from './criterion';

export interface Category {
  readonly id: string;
  readonly title: string;
}

/** What one program asks for: versioned, checked when it is loaded, frozen by a campaign that uses it. */
export interface ProgramPack {
  readonly id: 'ctpat';
  readonly version: string;
  readonly title: string;
  /** Who sets the requirements. */
  readonly authority: string;
  /** Where the criteria come from, and what must still be compared with the authority's text. */
  readonly basis: string;
  /** In the program's order. */
  readonly categories: readonly Category[];
  readonly criteria: readonly Criterion[];
}

export const criterionOf = (pack: ProgramPack, id: string): Criterion | undefined =>
  pack.criteria.find((criterion) => criterion.id === id);
