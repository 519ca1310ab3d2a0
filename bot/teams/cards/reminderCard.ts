import { askSentence, messageTitle, openingSentence, progressSentence } from '../../../src/useCases/messageSentences';
import type { MessageView } from '../../../src/useCases/messages';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, execute, heading, openUrl, paragraph, subtle } from './elements';

/** What reminds a contact: three days before, on the day, three days after. */
export function reminderCard(view: MessageView): OutboundCard {
  const { assessmentKey, askedBy, link } = view;
  const title = messageTitle(view);
  return card(
    `${title}: ${view.dueSentence}.`,
    [
      heading(title),
      paragraph(`Hello ${view.contactName},`),
      paragraph(openingSentence(view), { spacing: 'Small' }),
      paragraph([{ bold: 'When: ' }, `${view.dueSentence}.`]),
      paragraph(progressSentence(view), { spacing: 'Small' }),
      subtle(`${askSentence(askedBy)} ${view.whoSees}`),
    ],
    [
      execute(view.answered === 0 ? 'Start' : 'Continue', 'start', { assessmentKey }, { isPrimary: true }),
      openUrl('Answer on one page', link.url),
    ],
  );
}
