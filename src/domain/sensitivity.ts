import type { Band } from './risk';

/** A criterion, or one of its parts. */
export interface RequirementRef {
  readonly criterion: string;
  readonly part?: string;
}

/** The least that moves the risk to a better band. */
export interface Sensitivity {
  readonly from: Band | 'notRated';
  readonly to: Band;
  /** Findings to close: the fewest that are enough. */
  readonly close: readonly RequirementRef[];
  /** Requirements that must be answered (and met where they are musts) before the new band can be rated. */
  readonly answer: readonly RequirementRef[];
  /** Requirements to prove; for the evidenced risk only. */
  readonly prove: readonly RequirementRef[];
}
