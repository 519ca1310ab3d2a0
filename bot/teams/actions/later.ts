import { remindInput } from '../../../src/contracts/collaboration';
import { AppError } from '../../../src/errors';
import type { OutboundCard } from '../../../src/useCases/ports';
import { weekdayInWords } from '../cards/dueWords';
import { laterCard } from '../cards/laterCard';
import { resultCard } from '../cards/resultCard';
import type { DataOf } from './cardData';
import { answeringAs, type ChatContext, type Mine, pageUrlOf, todayOf } from './chat';
import { showOnOpen } from './showQuestionnaire';

const WITHOUT = 'none';

/** Asks when to remind. */
export const showLater = (context: ChatContext, mine: Mine): Promise<OutboundCard> =>
  showOnOpen(context, mine, ({ view: { assessmentKey, dueOn, remindOn }, pageUrl }) =>
    laterCard({ assessmentKey, dueOn, remindOn, today: todayOf(context), pageUrl }),
  );

/** Keeps the day of the reminder, or takes it back. A day that was typed goes before one from the list. */
export async function remind(context: ChatContext, mine: Mine, data: DataOf<'remind'>): Promise<OutboundCard> {
  const { assessmentKey } = data;
  const chosen = data.remind === WITHOUT ? WITHOUT : data.on?.trim() || data.remind;
  if (!chosen) throw new AppError('invalid', 'Choose a day for the reminder, or press “Without a reminder”.');
  const on = chosen === WITHOUT ? null : chosen;
  const parsed = remindInput.safeParse({ on });
  if (!parsed.success) throw new AppError('invalid', 'Choose a day that exists, such as tomorrow.');
  const [pageUrl] = await Promise.all([
    pageUrlOf(context, mine.contact),
    context.useCases.remindOn(answeringAs(mine), assessmentKey, parsed.data),
  ]);
  const howTo = 'You can go on before that whenever you like: press Go on, or type “continue”.';
  return resultCard({
    title:
      on === null
        ? 'Kept, without a reminder of your own'
        : `I will remind you on ${weekdayInWords(on, todayOf(context))}`,
    sentences: on === null ? [`Only the usual reminders come near the due date. ${howTo}`] : [howTo],
    origin: { assessmentKey },
    pageUrl,
  });
}
