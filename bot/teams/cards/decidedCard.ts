import {
  askSentence,
  decisionNoteSentence,
  decisionSentence,
  messageTitle,
  openingSentence,
  progressSentence,
} from '../../../src/useCases/messageSentences';
import type { MessageView } from '../../../src/useCases/messages';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, container, execute, heading, openUrl, paragraph, subtle } from './elements';

/** What the customer decided about a colleague whom the person named. News that stays, like the answer to a question. */
export function decidedCard(view: MessageView): OutboundCard {
  const { assessmentKey, decision, link } = view;
  const data = { assessmentKey };
  const title = messageTitle(view);
  const note = decisionNoteSentence(view);
  return card(
    `${title}: ${view.partnerName}`,
    [
      heading(title),
      paragraph(`Hello ${view.contactName},`),
      paragraph(openingSentence(view), { spacing: 'Small' }),
      ...(note === undefined ? [] : [container([paragraph(note)], 'emphasis')]),
      paragraph(decisionSentence(view)),
      ...(decision?.endsForYou
        ? []
        : [
            paragraph([{ bold: 'When: ' }, `${view.dueSentence}.`]),
            paragraph(progressSentence(view), { spacing: 'Small' }),
          ]),
      subtle(askSentence(view.askedBy)),
    ],
    // Who is not asked any more has nothing to press.
    decision?.endsForYou
      ? []
      : [
          execute('Go on', 'start', data, { isPrimary: true, inputs: 'none' }),
          execute('Who answers what', 'colleagues', data, { inputs: 'none' }),
          openUrl('Answer on one page', link.url),
        ],
  );
}
