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

/**
 * The latest step that has fallen due since the contact was last told, or `undefined`.
 * After a long pause only the latest step is sent, the earlier ones never; and a step whose day lay before the last
 * message is not sent after it: who is invited one day before the due date is not reminded of three days before.
 * @param today calendar date `YYYY-MM-DD`
 * @param told  the steps that stand in the ledger for this contact and assessment, each with the day it was told
 */
export function dueStep(
  campaign: Pick<Campaign, 'dueOn'>,
  today: string,
  told: ReadonlyMap<StepId, string>,
): StepId | undefined {
  if (told.size === 0) return 'invitation';
  const lastToldOn = [...told.values()].sort().at(-1) ?? '';
  const crossed = STEPS.filter(({ daysFromDue }) => {
    if (daysFromDue === undefined) return false;
    const day = addDays(campaign.dueOn, daysFromDue);
    return lastToldOn < day && day <= today;
  });
  const latest = crossed.at(-1);
  return latest && !told.has(latest.id) ? latest.id : undefined;
}
