import type { Criterion } from './criterion';

export interface Category {
  readonly id: string;
  readonly title: string;
}

/** What a criterion may hang on, such as cameras: the question that finds it out. */
export interface ProgramCondition {
  readonly id: string;
  readonly title: string;
  /** Id of the question, and the answers that open what hangs on it. */
  readonly question: string;
  readonly in: readonly string[];
  /** Criteria that hold only then. A condition without any opens only some of the questions about a criterion. */
  readonly criteria: readonly string[];
}

/** What one program asks for: versioned, checked when it is loaded, frozen by a campaign that uses it. */
export interface ProgramPack {
  /** The name of its folder, such as `ctpat`. */
  readonly id: string;
  readonly version: string;
  readonly title: string;
  /** Who sets the requirements. */
  readonly authority: string;
  /** Where the criteria come from, and what must still be compared with the authority's text. */
  readonly basis: string;
  /** In the program's order. */
  readonly categories: readonly Category[];
  readonly criteria: readonly Criterion[];
  /** Absent in packs that were frozen before packs named their conditions. */
  readonly conditions?: readonly ProgramCondition[];
}

export const criterionOf = (pack: ProgramPack, id: string): Criterion | undefined =>
  pack.criteria.find((criterion) => criterion.id === id);
