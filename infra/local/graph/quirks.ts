import { seededRandom } from '../seed';

/**
 * Where Microsoft's behaviour is odd or unsettled, the tenant is odd too, from a seed, so that a run can be repeated.
 */
export interface QuirkSettings {
  /** A clash of a unique column answers 400, 409 or 500: documents and reports disagree. */
  uniqueClashVaries: boolean;
  /** Office files, PDF and HTML are changed when they are stored: size and hash differ from what was sent. */
  fileRewriting: boolean;
  /** The first change of a file's columns right after its upload sometimes answers 409 resourceModified. */
  conflictAfterUpload: boolean;
  /** Pages are sometimes shorter than asked for, with a nextLink. */
  varyingPages: boolean;
  /** Delta sometimes gives an item twice. */
  deltaRepeats: boolean;
  /** The answers in a batch come in another order than the requests. */
  batchOrder: boolean;
  /** Upload sessions do not always name everything that is missing. */
  rangesVary: boolean;
  /** Milliseconds that delta lags behind a change. */
  deltaLagMs: number;
  /** Milliseconds until a mail that could not be delivered comes back. */
  bounceDelayMs: number;
}

export const usualQuirks: QuirkSettings = {
  uniqueClashVaries: true,
  fileRewriting: true,
  conflictAfterUpload: true,
  varyingPages: true,
  deltaRepeats: true,
  batchOrder: true,
  rangesVary: true,
  deltaLagMs: 0,
  bounceDelayMs: 0,
};

/** Everything that can be switched off, switched off: answers vary no more. */
export const noQuirks: QuirkSettings = Object.fromEntries(
  Object.entries(usualQuirks).map(([name, value]) => [name, typeof value === 'boolean' ? false : 0]),
) as unknown as QuirkSettings;

export class Quirks {
  readonly settings: QuirkSettings;
  private next: () => number;

  /** @param different what differs from the usual settings, also after a reset */
  constructor(
    readonly seed: number,
    private readonly different: Partial<QuirkSettings> = {},
  ) {
    this.settings = { ...usualQuirks, ...different };
    this.next = seededRandom(seed);
  }

  change(settings: Partial<QuirkSettings>): void {
    Object.assign(this.settings, settings);
  }

  /** Settings as at the start, and the same chances once more. */
  reset(): void {
    Object.assign(this.settings, usualQuirks, this.different);
    this.next = seededRandom(this.seed);
  }

  /** 0 (included) to 1 (excluded). */
  random(): number {
    return this.next();
  }

  /** `wanted`, or sometimes less, but never below 1. Small pages stay as asked, so that tests can count on them. */
  pageSize(wanted: number): number {
    if (!this.settings.varyingPages || wanted < 50 || this.random() < 0.7) return wanted;
    return Math.max(1, Math.floor(wanted * (0.6 + 0.4 * this.random())));
  }
}
