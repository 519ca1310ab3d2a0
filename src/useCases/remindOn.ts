import { remindDays } from '../domain/campaign';
import { AppError } from '../errors';
import { assessmentFor, demandOpen } from './access';
import { dayIn, dayInWords } from './calendar';
import { changeAssessment } from './changeAssessment';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Stores } from './ports';
import type { UseCases } from './useCases';

/** Keeps the day on which a contact wants to be reminded, or takes it back. One write. */
export const remindOn =
  (deps: { stores: Stores; clock: Clock; queue: KeyedQueue; timeZone?: string }): UseCases['remindOn'] =>
  async (by, assessmentKey, { on }) => {
    const { stores, clock, queue } = deps;
    const scope = assessmentFor(stores, by, assessmentKey);
    demandOpen(scope);
    const { dueOn } = scope.campaign.value;
    const { from, until } = remindDays(dueOn, dayIn(clock.now(), deps.timeZone));
    if (on !== null && (on < from || on > until)) {
      throw new AppError(
        'invalid',
        from === until
          ? `The only day left before the answers are due is ${dayInWords(from)}. Nothing was changed.`
          : `Choose a day from ${dayInWords(from)} to ${dayInWords(until)}. Nothing was changed.`,
      );
    }
    const { key } = scope.contact;
    await queue.run(`remind ${assessmentKey}`, () =>
      changeAssessment(stores, assessmentKey, (current) => {
        const { [key]: before, ...others } = current.remindOn ?? {};
        if (before === (on ?? undefined)) return undefined;
        return { ...current, remindOn: on === null ? others : { ...others, [key]: on } };
      }),
    );
  };
