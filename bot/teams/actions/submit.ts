import { submitInput } from '../../../src/contracts/questionnaire';
import { AppError, messageFor } from '../../../src/errors';
import { shownAgain } from '../cards/plainText';
import { submitCard } from '../cards/submitCard';
import { submittedCard } from '../cards/submittedCard';
import type { SubmitData } from './cardData';
import { answeringAs, type ChatContext, dayOf, type ChatReply, type Mine, todayOf } from './chat';
import { openQuestionnaire } from './showQuestionnaire';

/** Sends the answers for good. Pressed twice, it says who sent them and when, and changes nothing. */
export async function submit(context: ChatContext, mine: Mine, data: SubmitData): Promise<ChatReply> {
  const entered = { name: data.name, jobTitle: data.jobTitle, openMustsReason: data.openMustsReason };
  const parsed = submitInput.safeParse({
    name: entered.name ?? '',
    jobTitle: entered.jobTitle ?? '',
    isConfirmed: data.isConfirmed === 'true',
    ...(entered.openMustsReason?.trim() && { openMustsReason: entered.openMustsReason }),
  });
  const opened = await openQuestionnaire(context, mine);
  const again = (problems: readonly string[]): ChatReply => ({
    kind: 'card',
    card: submitCard({ view: opened.view, entered: asShownAgain(entered), problems }),
  });
  if (!parsed.success && opened.view.status === 'open') return again(parsed.error.issues.map(({ message }) => message));
  if (!parsed.success)
    return { kind: 'card', card: thanks(opened.view.submittedAt, opened.view.submittedBy, false, []) };
  try {
    const result = await context.useCases.submitAssessment(answeringAs(mine), data.assessmentKey, parsed.data);
    return { kind: 'card', card: thanks(result.submittedAt, result.submittedBy, result.isNew, result.next) };
  } catch (error) {
    if (error instanceof AppError && (error.code === 'invalid' || error.code === 'conflict'))
      return again([messageFor(error)]);
    throw error;
  }

  function thanks(
    submittedAt: string | undefined,
    submittedBy: string | undefined,
    isNew: boolean,
    next: readonly string[],
  ) {
    const { partnerName, customerName } = opened.view;
    const { pageUrl } = opened;
    return submittedCard({
      partnerName,
      customerName,
      submittedOn: submittedAt ? dayOf(context, submittedAt) : undefined,
      submittedBy,
      isNew,
      next,
      pageUrl,
      today: todayOf(context),
    });
  }
}

/** What was refused may be longer than a card may be. */
const asShownAgain = <T extends Readonly<Record<string, string | undefined>>>(entered: T): T =>
  Object.fromEntries(
    Object.entries(entered).map(([name, text]) => [name, text && shownAgain(text, LONGEST_FIELD)]),
  ) as T;

/** Of the fields of this form: the reason why answers are missing. */
const LONGEST_FIELD = 500;
