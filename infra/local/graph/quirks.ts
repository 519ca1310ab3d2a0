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
  /** Milliseconds that delta lags behind a change. */
  deltaLagMs: number;
}

const USUAL: QuirkSettings = {
  uniqueClashVaries: true,
  fileRewriting: true,
  conflictAfterUpload: true,
  varyingPages: true,
  deltaRepeats: true,
  batchOrder: true,
  deltaLagMs: 0,
};

export class Quirks {
  readonly settings: QuirkSettings = { ...USUAL };
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  change(settings: Partial<QuirkSettings>): void {
    Object.assign(this.settings, settings);
  }

  reset(): void {
    Object.assign(this.settings, USUAL);
  }

  /** 0 (included) to 1 (excluded); mulberry32. */
  random(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let value = this.state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** `wanted`, or sometimes less, but never below 1. Small pages stay as asked, so that tests can count on them. */
  pageSize(wanted: number): number {
    if (!this.settings.varyingPages || wanted < 50 || this.random() < 0.7) return wanted;
    return Math.max(1, Math.floor(wanted * (0.6 + 0.4 * this.random())));
  }
}
