import {
  askSentence,
  handedBackSentence,
  messageTitle,
  openingSentence,
  progressSentence,
} from '../../../src/useCases/messageSentences';
import type { MessageView } from '../../../src/useCases/messages';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, execute, heading, openUrl, paragraph, subtle } from './elements';

/** A colleague is done with what was handed over. News that stays, like the answer to a question. */
export function handedBackCard(view: MessageView): OutboundCard {
  const { assessmentKey, link } = view;
  const data = { assessmentKey };
  const title = messageTitle(view);
  return card(
    `${title}: ${view.partnerName}`,
    [
      heading(title),
      paragraph(`Hello ${view.contactName},`),
      paragraph(openingSentence(view), { spacing: 'Small' }),
      paragraph(handedBackSentence(view)),
      paragraph([{ bold: 'When: ' }, `${view.dueSentence}.`]),
      paragraph(progressSentence(view), { spacing: 'Small' }),
      subtle(askSentence(view.askedBy)),
    ],
    [
      execute('Go on', 'start', data, { isPrimary: true, inputs: 'none' }),
      execute('Sections', 'sections', data, { inputs: 'none' }),
      openUrl('Answer on one page', link.url),
    ],
  );
}
