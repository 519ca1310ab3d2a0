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

/**
 * The latest step that has fallen due and was not yet told, or `undefined`.
 * Due means crossed since last told: after a long pause only the latest step is sent, the earlier ones never.
 * @param today calendar date `YYYY-MM-DD`
 * @param told  the steps that stand in the ledger for this contact and assessment
 */
export function dueStep(
  campaign: Pick<Campaign, 'dueOn'>,
  today: string,
  told: ReadonlySet<StepId>,
): StepId | undefined {
  const days = daysBetween(campaign.dueOn, today);
  const crossed = STEPS.filter((step) => step.daysFromDue === undefined || days >= step.daysFromDue);
  const latest = crossed.at(-1);
  if (!latest) return undefined;
  const lastTold = STEPS.findLastIndex((step) => told.has(step.id));
  const latestIndex = STEPS.findIndex((step) => step.id === latest.id);
  if (lastTold === -1) return 'invitation';
  return latestIndex > lastTold ? latest.id : undefined;
}
