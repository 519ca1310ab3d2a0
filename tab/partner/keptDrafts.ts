import type { UnsavedAnswer } from './unsavedAnswers';

/** Answers that could not be saved are kept on this device this long, in days. */
const KEPT_DAYS = 7;
const PREFIX = 'trustlane.drafts|';

interface Kept {
  /** Milliseconds since 1970 of the last change. */
  readonly at: number;
  readonly answers: readonly UnsavedAnswer[];
}

/** The browser's storage, or undefined where it may not be used: even looking at it can throw. */
function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

const isAnswer = (value: unknown): value is UnsavedAnswer => {
  const { place, questionId, draft, base } = (value ?? {}) as Partial<UnsavedAnswer>;
  return (
    typeof place?.id === 'string' &&
    typeof questionId === 'string' &&
    typeof draft === 'object' &&
    draft !== null &&
    Number.isInteger(base)
  );
};

function readKept(text: string | null): Kept | undefined {
  try {
    const { at, answers } = JSON.parse(text ?? '') as Partial<Kept>;
    if (typeof at !== 'number' || !Array.isArray(answers)) return undefined;
    return { at, answers: answers.filter(isAnswer) };
  } catch {
    return undefined;
  }
}

function* keptIn(place: Storage): Generator<{ key: string; kept: Kept | undefined }> {
  const keys = Array.from({ length: place.length }, (_, n) => place.key(n) ?? '').filter((key) =>
    key.startsWith(PREFIX),
  );
  for (const key of keys) yield { key, kept: readKept(place.getItem(key)) };
}

const prefixOf = (contact: string, assessment: string): string =>
  `${PREFIX}${encodeURIComponent(contact)}|${encodeURIComponent(assessment)}|`;

/**
 * What was typed and could not be saved, on this device: per contact and questionnaire, only what the server has not
 * acknowledged, never files. Each open page writes under an own key, so two tabs do not overwrite each other.
 */
export function createKeptDrafts(contact: string, assessment: string) {
  const prefix = prefixOf(contact, assessment);
  const own = `${prefix}${Math.random().toString(36).slice(2, 10)}`;
  return {
    /** Whether all of it is kept; `false` when the browser refuses or has no room. Nothing unsaved leaves nothing. */
    keep(answers: readonly UnsavedAnswer[]): boolean {
      try {
        if (answers.length === 0) storage()?.removeItem(own);
        else storage()?.setItem(own, JSON.stringify({ at: Date.now(), answers } satisfies Kept));
        return storage() !== undefined;
      } catch {
        return false;
      }
    },
    /** Answers of earlier visits, oldest first. They are this page's now: it keeps them until they are saved. */
    take(): readonly UnsavedAnswer[] {
      const place = storage();
      if (!place) return [];
      const found = [...keptIn(place)].filter(({ key }) => key.startsWith(prefix) && key !== own);
      const answers = found
        .sort((a, b) => (a.kept?.at ?? 0) - (b.kept?.at ?? 0))
        .flatMap(({ kept }) => (kept && !isOld(kept) ? kept.answers : []));
      for (const { key } of found) place.removeItem(key);
      return answers;
    },
  };
}
export type KeptDrafts = ReturnType<typeof createKeptDrafts>;

const isOld = ({ at }: Kept): boolean => Math.abs(Date.now() - at) > KEPT_DAYS * 86_400_000;

/**
 * Removes what must not stay on this device: what is older than seven days or damaged, and whatever is not of this
 * contact. Without a contact all of it goes.
 */
export function forgetDrafts(except?: string): void {
  const place = storage();
  if (!place) return;
  const mine = except === undefined ? undefined : `${PREFIX}${encodeURIComponent(except)}|`;
  for (const { key, kept } of keptIn(place)) {
    if (!kept || isOld(kept) || mine === undefined || !key.startsWith(mine)) place.removeItem(key);
  }
}

/** How many answers wait on this device, of whomever. */
export function countKeptDrafts(): number {
  const place = storage();
  if (!place) return 0;
  return [...keptIn(place)].reduce((sum, { kept }) => sum + (kept && !isOld(kept) ? kept.answers.length : 0), 0);
}
