/** One questionnaire version, put to chosen partners, in a period. */
export interface Campaign {
  /** ULID in lower case. */
  readonly key: string;
  readonly title: string;
  readonly status: 'opening' | 'open' | 'closed';
  /** Calendar date `YYYY-MM-DD`: the last day on which an answer is in time. */
  readonly dueOn: string;
  readonly openedAt: string;
  readonly openedBy: string;
  /** The person of the customer whom partners may write to. */
  readonly askedBy: { readonly name: string; readonly email: string };
  /** Why we ask, in one or two sentences that partners read. */
  readonly why: string;
  readonly programId: string;
  /** SHA-256 of the frozen content (questions, pack, policy) that the campaign uses. */
  readonly contentHash: string;
  readonly partnerKeys: readonly string[];
}

/** The messages of the one reminder policy, in order, with the day each falls due relative to `dueOn`. */
export const STEPS = [
  { id: 'invitation', daysFromDue: undefined },
  { id: 'before3', daysFromDue: -3 },
  { id: 'dueDay', daysFromDue: 0 },
  { id: 'after3', daysFromDue: 3 },
] as const;

export type StepId = (typeof STEPS)[number]['id'];

const DAY = 86_400_000;

/** Whole days from one calendar date to another, negative when `to` lies before `from`. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);

/** A calendar date a number of days after (or, negative, before) another. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** After the due date somebody may put a reminder off for so many days at most. */
const REMIND_DAYS_AFTER_DUE = 14;

/**
 * The days on which a contact may ask to be reminded: from tomorrow to the due date; from the due date on, two weeks.
 * @param today calendar date
 */
export const remindDays = (dueOn: string, today: string): { readonly from: string; readonly until: string } => ({
  from: addDays(today, 1),
  until: today < dueOn ? dueOn : addDays(today, REMIND_DAYS_AFTER_DUE),
});

/** The day of a reminder of the policy. */
export const stepDay = (dueOn: string, step: Exclude<StepId, 'invitation'>): string =>
  addDays(dueOn, STEPS.find(({ id }) => id === step)?.daysFromDue ?? 0);

/**
 * The latest step that has fallen due since the contact was last told, or `undefined`.
 * After a long pause only the latest step is sent, the earlier ones never; and a step whose day lay before the last
 * message is not sent after it: who is invited one day before the due date is not reminded of three days before.
 * @param today calendar date `YYYY-MM-DD`
 * @param told  the steps that stand in the ledger for this contact and assessment, each with the day it was told
 * @param remindOn the day on which the contact wants to be reminded: reminders of earlier days fall away, and on the
 *   day itself it takes the place of the usual one
 */
export function dueStep(
  campaign: Pick<Campaign, 'dueOn'>,
  today: string,
  told: ReadonlyMap<StepId | 'later', string>,
  remindOn = '',
): StepId | 'later' | undefined {
  if (told.size === 0) return 'invitation';
  const lastToldOn = [...told.values()].sort().at(-1) ?? '';
  const days = STEPS.flatMap(({ id, daysFromDue }): { id: StepId | 'later'; day: string }[] => {
    const day = daysFromDue === undefined ? '' : addDays(campaign.dueOn, daysFromDue);
    return day > remindOn ? [{ id, day }] : [];
  });
  const latest = [...(remindOn ? [{ id: 'later' as const, day: remindOn }] : []), ...days]
    .filter(({ id, day }) => id !== 'invitation' && lastToldOn < day && day <= today)
    .at(-1);
  return latest && (latest.id === 'later' || !told.has(latest.id)) ? latest.id : undefined;
}
