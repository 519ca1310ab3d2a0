import type { CurrentAnswer, SaveResult, SaveSection } from '../../src/contracts/questionnaire';
import { PageProblem } from './pageProblem';
import { type Draft, draftKey } from './shownQuestions';
import { createUnsavedAnswers, type SectionPlace, type UnsavedAnswer } from './unsavedAnswers';

export type { SectionPlace } from './unsavedAnswers';

export type SavingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  /** `isRepeated`: it is tried again by itself. `isOffline`: nothing answered at all. */
  | { readonly kind: 'failed'; readonly message: string; readonly isRepeated: boolean; readonly isOffline?: boolean };

export type Conflict = SaveResult['conflicts'][number];

export interface SaverSnapshot {
  readonly saving: SavingState;
  /** Why an answer was not taken, by draft key. */
  readonly problems: Readonly<Record<string, string>>;
  /** Answers that somebody else changed meanwhile, by draft key. */
  readonly conflicts: Readonly<Record<string, Conflict>>;
  /** Whether what is not saved yet is kept on this device, and outlives the page. */
  readonly isKept: boolean;
}

interface Row {
  readonly place: SectionPlace;
  /** The section's revision that this page has seen. */
  revision: number;
  pending: Map<string, Draft>;
  /** On its way to the server. */
  sending: ReadonlyMap<string, Draft>;
  /** Milliseconds since 1970: when something was last typed, and when a save last began. */
  changedAt: number;
  savedAt: number;
  /** Why the server did not take it as it stands. It is not sent by itself again until it changes. */
  refusal?: PageProblem;
}

export interface SaverOptions {
  readonly save: (place: SectionPlace, input: SaveSection) => Promise<SaveResult>;
  /** After every answer of the server. `mayAdopt`: whether the page holds nothing newer for this draft key. */
  readonly onResult: (place: SectionPlace, result: SaveResult, mayAdopt: (key: string) => boolean) => void;
  /** The server refused for good: the session ended, or the questionnaire changed under the page. */
  readonly onRefused: (problem: PageProblem) => void;
  /** Keeps what the server does not have yet on this device; says whether that worked. */
  readonly keep?: (unsaved: readonly UnsavedAnswer[]) => boolean;
}

/** Typing pauses this long before a save, and two saves of one section by themselves lie at least this far apart. */
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
 * Saves answers as they are given, whichever section they are in: changes are gathered per section, one save is under
 * way at a time, and one that failed is repeated until it goes through. "Saved" is only said after the server has said
 * it, and only when nothing typed is left unsaved.
 */
export function createAnswerSaver({ save, onResult, onRefused, keep = () => false }: SaverOptions) {
  const rows = new Map<string, Row>();
  const unsaved = createUnsavedAnswers();
  const listeners = new Set<() => void>();
  let snapshot: SaverSnapshot = { saving: { kind: 'idle' }, problems: {}, conflicts: {}, isKept: false };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: Promise<boolean> | undefined;
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
  const rowOf = (place: SectionPlace, revision = 0): Row => {
    const key = rowKey(place);
    const row = rows.get(key) ?? {
      place,
      revision,
      pending: new Map(),
      sending: new Map(),
      changedAt: 0,
      savedAt: 0,
    };
    rows.set(key, row);
    return row;
  };
  const isWaiting = ({ pending }: Row, isForced: boolean): boolean =>
    [...pending.values()].some((draft) => isForced || !isHalf(draft));
  const dueAt = ({ changedAt, savedAt }: Row): number => Math.max(changedAt + PAUSE_MS, savedAt + APART_MS);
  const hasPending = (): boolean => [...rows.values()].some(({ pending }) => pending.size > 0);
  const refusedRow = (): Row | undefined =>
    [...rows.values()].find(({ refusal, pending }) => refusal !== undefined && pending.size > 0);
  const schedule = (wait: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void run('due'), Math.max(0, wait));
  };
  /** For the section that may be saved next by itself. */
  const scheduleNext = (): void => {
    const due = [...rows.values()].filter((row) => !row.refusal && isWaiting(row, false)).map(dueAt);
    if (due.length > 0) schedule(Math.min(...due) - Date.now());
  };
  const note = (place: SectionPlace, questionId: string): void => {
    count += 1;
    touched.set(draftKey(questionId, place.siteId), count);
  };

  function takeResult(row: Row, sent: ReadonlyMap<string, Draft>, result: SaveResult): void {
    row.revision = result.revision;
    failures = 0;
    const { siteId } = row.place;
    const keys = [...sent.keys()].map((id) => draftKey(id, siteId));
    count += 1;
    for (const key of keys) touched.set(key, count);
    unsaved.acknowledge(row.place, [...sent.keys()], row.pending, result);
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
      isKept: keep(unsaved.all()),
    });
    // Of a table the answer brings the lines that others filled in; what somebody types stays as it is typed.
    const isTable = ({ value }: Draft): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
    const own = [...sent].filter(([, draft]) => !isTable(draft)).map(([id]) => draftKey(id, siteId));
    onResult(row.place, result, (key) => mayAdopt(key) && !own.includes(key));
  }

  /** @returns whether it is about this section alone, so that others may go on. */
  function takeFailure(row: Row, sent: ReadonlyMap<string, Draft>, error: unknown): boolean {
    // What was typed since goes over what failed, so that the newest text wins.
    row.pending = new Map([...sent, ...row.pending]);
    const problem =
      error instanceof PageProblem ? error : new PageProblem(0, 'bug', 'Something went wrong. Please try again.');
    const isRepeated = problem.status === 0 || problem.status === 429 || problem.status >= 500;
    const isOffline = problem.code === 'offline';
    tell({ saving: { kind: 'failed', message: problem.message, isRepeated, ...(isOffline ? { isOffline } : {}) } });
    if (isRepeated) {
      schedule(RETRIES_MS[Math.min(failures, RETRIES_MS.length - 1)] ?? 30_000);
      failures += 1;
      return false;
    }
    const isOfSection = problem.status === 404 || problem.status === 409;
    if (isOfSection) row.refusal = problem;
    onRefused(problem);
    return isOfSection;
  }

  type How = 'due' | 'all' | 'forced';
  const nextRow = (how: How): Row | undefined =>
    [...rows.values()].find(
      (row) => !row.refusal && isWaiting(row, how === 'forced') && (how !== 'due' || dueAt(row) <= Date.now()),
    );

  async function saveAll(how: How): Promise<boolean> {
    // Somebody looks again, or wants to go on.
    if (how !== 'due') for (const row of rows.values()) row.refusal = undefined;
    for (let row = nextRow(how); row; row = nextRow(how)) {
      const sent = new Map([...row.pending].filter(([, draft]) => how === 'forced' || !isHalf(draft)));
      row.pending = new Map([...row.pending].filter(([id]) => !sent.has(id)));
      row.sending = sent;
      row.savedAt = Date.now();
      tell({ saving: { kind: 'saving' } });
      try {
        const answers = [...sent].map(([questionId, draft]) => inputOf(questionId, draft));
        const result = await save(row.place, { baseRevision: row.revision, answers });
        row.sending = new Map();
        takeResult(row, sent, result);
      } catch (error) {
        row.sending = new Map();
        if (!takeFailure(row, sent, error)) return false;
      }
    }
    scheduleNext();
    const refusal = refusedRow()?.refusal;
    if (refusal) tell({ saving: { kind: 'failed', message: refusal.message, isRepeated: false } });
    return refusal === undefined;
  }

  async function run(how: How): Promise<boolean> {
    // Waits in turn: whoever comes second sends what the first left.
    while (underWay) await underWay;
    clearTimeout(timer);
    underWay = saveAll(how).finally(() => {
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
      const row = rowOf(place);
      row.pending.set(questionId, draft);
      row.refusal = undefined;
      row.changedAt = Date.now();
      unsaved.note(place, questionId, draft, row.revision);
      note(place, questionId);
      tell({ saving: { kind: 'waiting' }, isKept: keep(unsaved.all()) });
      scheduleNext();
    },
    /** Takes up answers that an earlier visit could not save, over the revision which that visit had seen. */
    restore(answers: readonly UnsavedAnswer[]): void {
      for (const { place, questionId, draft, base } of answers) {
        const row = rowOf(place, base);
        row.revision = Math.min(row.revision, base);
        row.pending.set(questionId, draft);
        unsaved.note(place, questionId, draft, base);
        note(place, questionId);
      }
      tell({ ...(answers.length > 0 ? { saving: { kind: 'waiting' } } : {}), isKept: keep(unsaved.all()) });
      scheduleNext();
    },
    /** Saves now what is pending. `isForced` sends half-given answers too, to hear what they lack. */
    flush: (isForced = false): Promise<boolean> => run(isForced ? 'forced' : 'all'),
    /** Revisions as just loaded. Sections with unsaved answers keep theirs, so that a conflict is still noticed. */
    learnRevisions(sections: readonly (SectionPlace & { readonly revision: number })[]): void {
      for (const { id, siteId, revision } of sections) {
        const row = rowOf({ id, ...(siteId ? { siteId } : {}) }, revision);
        if (row.pending.size === 0 && row.sending.size === 0) row.revision = Math.max(row.revision, revision);
      }
    },
    /** Gives up what is not saved, because nothing can be saved any more; returns it. */
    giveUp(): readonly UnsavedAnswer[] {
      const lost = unsaved.all();
      clearTimeout(timer);
      for (const row of rows.values()) row.pending = new Map();
      unsaved.clear();
      tell({ saving: { kind: 'idle' }, problems: {}, conflicts: {}, isKept: keep([]) });
      return lost;
    },
    /** The person has decided: the conflict at this answer is over. */
    settle: (key: string): void => tell({ conflicts: without(snapshot.conflicts, [key]) }),
    /** Whether anything is not saved yet, or anything of one section. */
    hasPending: (place?: SectionPlace): boolean => {
      const row = place && rows.get(rowKey(place));
      return place ? (row?.pending.size ?? 0) + (row?.sending.size ?? 0) > 0 : hasPending() || underWay !== undefined;
    },
    /** The moment, for `heldSince`. */
    moment: (): number => count,
    /** Draft keys that an answer of the server asked for at `moment` must not overwrite. */
    heldSince: (moment: number): ReadonlySet<string> =>
      new Set([...touched].filter(([key, at]) => at > moment || !mayAdopt(key)).map(([key]) => key)),
    stop: (): void => clearTimeout(timer),
  };
}

export type AnswerSaver = ReturnType<typeof createAnswerSaver>;
