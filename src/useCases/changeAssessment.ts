import type { Assessment } from '../domain/assessment';
import { AppError } from '../errors';
import type { JournalHead } from './journal';
import type { Stored, Stores } from './ports';

const TRIES = 4;

/**
 * Changes an assessment's row; when somebody else was first, reads it again and applies the change to what is there.
 * `change` returns `undefined` when nothing is to be done any more.
 */
export async function changeAssessment(
  stores: Pick<Stores, 'assessments'>,
  key: string,
  change: (current: Assessment) => Assessment | undefined,
): Promise<Stored<Assessment>> {
  let stored = stores.assessments.get(key) ?? (await stores.assessments.refresh(key));
  for (let tries = 1; ; tries++) {
    if (!stored) throw new AppError('notFound', 'This questionnaire is not here any more.');
    const next = change(stored.value);
    if (!next) return stored;
    try {
      return await stores.assessments.update(next, stored.version);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict' || tries >= TRIES) throw error;
      stored = await stores.assessments.refresh(key);
    }
  }
}

/** Notes on the assessment's row how far its journal goes. A head that the row is past already changes nothing. */
export const setJournalHead = (
  stores: Pick<Stores, 'assessments'>,
  key: string,
  { seq, hash }: JournalHead,
): Promise<unknown> =>
  changeAssessment(stores, key, (current) =>
    current.journalSeq >= seq ? undefined : { ...current, journalSeq: seq, journalHash: hash },
  );
