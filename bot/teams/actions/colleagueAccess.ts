import type { OutboundCard } from '../../../src/useCases/ports';
import { resultCard } from '../cards/resultCard';
import type { DataOf } from './cardData';
import { answeringAs, type ChatContext, type Mine, pageUrlOf } from './chat';
import { showColleagues } from './handOver';
import { acting } from './sendingForm';

/** Asks a colleague who answers parts for everything. */
export async function widen(context: ChatContext, mine: Mine, data: DataOf<'widen'>): Promise<OutboundCard> {
  const { assessmentKey, contact } = data;
  const [pageUrl, { outcome, message }] = await Promise.all([
    pageUrlOf(context, mine.contact),
    acting(
      context.useCases.widenColleague(answeringAs(mine), assessmentKey, {
        requestId: context.newKey(),
        contactKey: contact,
      }),
    ),
  ]);
  return resultCard({
    title: outcome === 'done' ? 'Asked for everything' : 'Your colleague is named',
    sentences: [message],
    small: 'Type “colleagues” to see who answers what.',
    origin: { assessmentKey },
    pageUrl,
  });
}

/** The colleague answers only what was handed over, as before. */
export async function narrow(context: ChatContext, mine: Mine, data: DataOf<'narrow'>): Promise<OutboundCard> {
  await acting(context.useCases.narrowColleague(answeringAs(mine), data.assessmentKey, data.contact));
  return showColleagues(context, mine);
}
