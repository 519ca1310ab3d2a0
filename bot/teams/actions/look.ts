import type { OutboundCard } from '../../../src/useCases/ports';
import { lookCard } from '../cards/lookCard';
import type { Receipt } from '../cards/receiptCard';
import { type LookPage, type LookPlace, lookPageAt } from '../lookThrough';
import type { ChatContext, Mine } from './chat';
import { cardAt, type Opened, openQuestionnaire, sentAlready } from './showQuestionnaire';

/** What was answered in one part; the current card when that part is not asked any more. */
export async function showLook(context: ChatContext, mine: Mine, place: LookPlace): Promise<OutboundCard> {
  const opened = await openQuestionnaire(context, mine);
  return lookAt(context, opened, lookPageAt(opened.view, place));
}

export function lookAt(
  context: ChatContext,
  opened: Opened,
  look: LookPage | undefined,
  receipt?: Receipt,
): OutboundCard {
  if (opened.view.status === 'submitted') return sentAlready(context, opened);
  return look ? lookCard({ ...opened, look, receipt }) : cardAt(context, opened, undefined, { receipt });
}
