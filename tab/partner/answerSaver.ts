import type { CurrentAnswer, SaveResult, SaveSection } from '../../src/contracts/questionnaire';
import { PageProblem } from './pageProblem';
import { type Draft, draftKey } from './shownQuestions';

export type SavingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  /** `isRepeated`: it is tried again by itself. */
  | { readonly kind: 'failed'; readonly message: string; readonly isRepeated: boolean };

export type Conflict = SaveResult['conflicts'][number];

export interface SaverSnapshot {
  readonly saving: SavingState;
  /** Why an answer was not taken, by draft key. */
  readonly problems: Readonly<Record<string, string>>;
  /** Answers that somebody else changed meanwhile, by draft key. */
  readonly conflicts: Readonly<Record<string, Conflict>>;
}

export interface SectionPlace {
  readonly id: string;
  readonly siteId?: string;
}

interface Row {
  readonly place: SectionPlace;
  /** The section's revision that this page has seen. */
  revision: number;
  pending: Map<string, Draft>;
  /** On its way to the server. */
  sending: ReadonlyMap<string, Draft>;
}

export interface SaverOptions {
  readonly save: (place: SectionPlace, input: SaveSection) => Promise<SaveResult>;
  /** After every answer of the server. `mayAdopt`: whether the page holds nothing newer for this draft key. */
  readonly onResult: (place: SectionPlace, result: SaveResult, mayAdopt: (key: string) => boolean) => void;
  /** The server refused for good: the session ended, or the questionnaire changed under the page. */
  readonly onRefused: (problem: PageProblem) => void;
}

/** Typing pauses this long before a save, and two saves lie at least this far apart. */
const PAUSE_MS = 1_200;
const APART_MS = 3_000;
const RETRIES_MS = [3_000, 6_000, 12_000, 30_000];

const rowKey = ({ id, siteId }: SectionPlace): string => `${id}|${siteId ?? '-'}`;

/** "Does not apply" without its reason is not sent by itself: the reason is about to be chosen. */
const isHalf = (draft: Draft): boolean => draft.naReason === '';

const inputOf = (questionId: string, draft: Draft): SaveSection['answers'][number] =>
  isHalf(draft)
    ? { questionId, value: 'notApplicable', comment: draft.comment }
    : { questionId, value: draft.value, naReason: draft.naReason, comment: draft.comment };

/** What the server knows, as the page holds it. */
export const draftOf = ({ value, naReason, comment }: CurrentAnswer): Draft => ({ value, naReason, comment });

/**
 * Saves answers as they are given, whichever section they are in: changes are gathered, one save is under way at a
 * time, and one that failed is repeated until it goes through. "Saved" is only said after the server has said it, and
 * only when nothing typed is left unsaved.
 */
export function createAnswerSaver({ save, onResult, onRefused }: SaverOptions) {
  const rows = new Map<string, Row>();
  const listeners = new Set<() => void>();
  let snapshot: SaverSnapshot = { saving: { kind: 'idle' }, problems: {}, conflicts: {} };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: Promise<boolean> | undefined;
  let lastSave = 0;
  let failures = 0;
  /** Counts changes and saves; by draft key, when it was last one of them. */
  let count = 0;
  const touched = new Map<string, number>();

  const tell = (change: Partial<SaverSnapshot>): void => {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  };
  const without = <T>(all: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key)));
  const waiting = (isForced: boolean): Row | undefined =>
    [...rows.values()].find(({ pending }) => [...pending.values()].some((draft) => isForced || !isHalf(draft)));
  const hasPending = (): boolean => [...rows.values()].some(({ pending }) => pending.size > 0);
  const schedule = (wait: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), wait);
  };

  function takeResult(row: Row, sent: ReadonlyMap<string, Draft>, result: SaveResult): void {
    row.revision = result.revision;
    lastSave = Date.now();
    failures = 0;
    const { siteId } = row.place;
    const keys = [...sent.keys()].map((id) => draftKey(id, siteId));
    count += 1;
    for (const key of keys) touched.set(key, count);
    tell({
      saving: hasPending() ? { kind: 'waiting' } : { kind: 'saved', at: result.savedAt },
      problems: {
        ...without(snapshot.problems, keys),
        ...Object.fromEntries(result.refused.map((each) => [draftKey(each.questionId, siteId), each.problem])),
      },
      conflicts: {
        ...without(snapshot.conflicts, keys),
        ...Object.fromEntries(result.conflicts.map((each) => [draftKey(each.questionId, siteId), each])),
      },
    });
    onResult(row.place, result, (key) => mayAdopt(key) && !keys.includes(key));
  }

  function takeFailure(row: Row, sent: ReadonlyMap<string, Draft>, error: unknown): void {
    // What was typed since goes over what failed, so that the newest text wins.
    row.pending = new Map([...sent, ...row.pending]);
    const problem =
      error instanceof PageProblem ? error : new PageProblem(0, 'bug', 'Something went wrong. Please try again.');
    const isRepeated = problem.status === 0 || problem.status === 429 || problem.status >= 500;
    tell({ saving: { kind: 'failed', message: problem.message, isRepeated } });
    if (isRepeated) {
      schedule(RETRIES_MS[Math.min(failures, RETRIES_MS.length - 1)] ?? 30_000);
      failures += 1;
    } else onRefused(problem);
  }

  async function saveAll(isForced: boolean): Promise<boolean> {
    for (let row = waiting(isForced); row; row = waiting(isForced)) {
      const sent = new Map([...row.pending].filter(([, draft]) => isForced || !isHalf(draft)));
      row.pending = new Map([...row.pending].filter(([id]) => !sent.has(id)));
      row.sending = sent;
      tell({ saving: { kind: 'saving' } });
      try {
        const answers = [...sent].map(([questionId, draft]) => inputOf(questionId, draft));
        const result = await save(row.place, { baseRevision: row.revision, answers });
        row.sending = new Map();
        takeResult(row, sent, result);
      } catch (error) {
        row.sending = new Map();
        takeFailure(row, sent, error);
        return false;
      }
    }
    return true;
  }

  /** Saves now what is pending. `isForced` sends half-given answers too, to hear what they lack. */
  async function flush(isForced = false): Promise<boolean> {
    // Waits in turn: whoever comes second sends what the first left.
    while (underWay) await underWay;
    clearTimeout(timer);
    underWay = saveAll(isForced).finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  const mayAdopt = (key: string): boolean => {
    const isPending = [...rows.values()].some(({ place, pending, sending }) =>
      [...pending.keys(), ...sending.keys()].some((id) => draftKey(id, place.siteId) === key),
    );
    return !isPending && !(key in snapshot.problems) && !(key in snapshot.conflicts);
  };

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    snapshot: (): SaverSnapshot => snapshot,
    /** Notes an answer; it is saved after a pause. */
    change(place: SectionPlace, questionId: string, draft: Draft): void {
      const row = rows.get(rowKey(place)) ?? { place, revision: 0, pending: new Map(), sending: new Map() };
      rows.set(rowKey(place), row);
      row.pending.set(questionId, draft);
      count += 1;
      touched.set(draftKey(questionId, place.siteId), count);
      tell({ saving: { kind: 'waiting' } });
      schedule(Math.max(PAUSE_MS, lastSave + APART_MS - Date.now()));
    },
    flush,
    /** Revisions as just loaded. Sections with unsaved answers keep theirs, so that a conflict is still noticed. */
    learnRevisions(sections: readonly (SectionPlace & { readonly revision: number })[]): void {
      for (const { id, siteId, revision } of sections) {
        const key = rowKey({ id, siteId });
        const row = rows.get(key);
        if (!row)
          rows.set(key, {
            place: { id, ...(siteId ? { siteId } : {}) },
            revision,
            pending: new Map(),
            sending: new Map(),
          });
        else if (row.pending.size === 0 && row.sending.size === 0) row.revision = Math.max(row.revision, revision);
      }
    },
    /** The person has decided: the conflict at this answer is over. */
    settle: (key: string): void => tell({ conflicts: without(snapshot.conflicts, [key]) }),
    hasPending: (): boolean => hasPending() || underWay !== undefined,
    /** The moment, for `heldSince`. */
    moment: (): number => count,
    /** Draft keys that an answer of the server asked for at `moment` must not overwrite. */
    heldSince: (moment: number): ReadonlySet<string> =>
      new Set([...touched].filter(([key, at]) => at > moment || !mayAdopt(key)).map(([key]) => key)),
    stop: (): void => clearTimeout(timer),
  };
}

export type AnswerSaver = ReturnType<typeof createAnswerSaver>;
