import type { Evidence } from '../domain/evidence';
import type { Person } from '../domain/person';
import { AppError, messageFor } from '../errors';
import { actorOf, partnerFor } from './access';
import { dayIn } from './calendar';
import type { People } from './people';
import type { Clock, Log, Stored, Stores } from './ports';
import type { Scoring } from './scoring';
import type { UseCases } from './useCases';

const NOT_HERE = 'This file is not here any more, or it belongs to a partner that is not yours.';

const evidenceFor = (
  stores: Pick<Stores, 'evidence' | 'partners'>,
  by: Person,
  act: 'read' | 'review',
  key: string,
): Stored<Evidence> => {
  const stored = stores.evidence.get(key);
  if (!stored) {
    throw new AppError('notFound', NOT_HERE);
  }
  partnerFor(stores, by, act, stored.value.partnerKey);
  return stored;
};

/** Accepts or rejects a proof, and scores again when the answers were sent already. */
export const reviewEvidence =
  (deps: {
    stores: Stores;
    clock: Clock;
    log: Log;
    people: People;
    scoring: Scoring;
    timeZone?: string;
  }): UseCases['reviewEvidence'] =>
  async (by, evidenceKey, input) => {
    const { stores, clock, log, people, scoring } = deps;
    people.learn(by);
    const stored = evidenceFor(stores, by, 'review', evidenceKey);
    const { value } = stored;
    if (input.reviewState === 'rejected' && !input.note) {
      throw new AppError('invalid', 'Say what is missing or wrong; the partner reads it. Nothing was changed.');
    }
    const now = clock.now();
    if (
      input.reviewState === 'accepted' &&
      input.validUntil !== undefined &&
      input.validUntil < dayIn(now, deps.timeZone)
    ) {
      throw new AppError(
        'invalid',
        'This proof has run out already, so it cannot be accepted. Correct the date, or reject it. Nothing was changed.',
      );
    }
    const isSame =
      value.reviewState === input.reviewState &&
      value.reviewNote === input.note &&
      value.validUntil === input.validUntil;
    if (isSame) return;
    if (stored.version !== input.version) {
      throw new AppError(
        'conflict',
        `${value.reviewedBy ? people.nameOf(value.reviewedBy) : 'Somebody'} changed this proof meanwhile, so nothing was changed. Look at it again.`,
      );
    }
    const { reviewNote: _note, validUntil: _until, reviewedBy: _by, reviewedAt: _at, ...rest } = value;
    const next: Evidence = {
      ...rest,
      reviewState: input.reviewState,
      ...(input.note ? { reviewNote: input.note } : {}),
      ...(input.validUntil === undefined ? {} : { validUntil: input.validUntil }),
      ...(input.reviewState === 'toReview' ? {} : { reviewedBy: actorOf(by).id, reviewedAt: now.toISOString() }),
    };
    await stores.evidence.review(next, stored.version);
    try {
      await scoring.rescore(value.assessmentKey);
    } catch (error) {
      // The review is kept; the job scores again from it.
      log.warn({ assessmentKey: value.assessmentKey, error: messageFor(error) }, 'a review could not be scored yet');
    }
  };

/** The bytes of a proof, for somebody who may read its partner. */
export const evidenceContent =
  (deps: { stores: Pick<Stores, 'evidence' | 'partners'> }): UseCases['evidenceContent'] =>
  async (by, evidenceKey) => {
    const { value } = evidenceFor(deps.stores, by, 'read', evidenceKey);
    const { body, size } = await deps.stores.evidence.content(evidenceKey);
    return { name: value.originalName, contentType: value.contentType, size, body };
  };
