import {
  askSentence,
  messageTitle,
  noteSentence,
  openingSentence,
  progressSentence,
} from '../../../src/useCases/messageSentences';
import type { MessageView } from '../../../src/useCases/messages';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, execute, heading, openUrl, paragraph, subtle } from './elements';
import { shortened } from './plainText';

const LONGEST_NOTE = 600;

/** What reminds a contact: three days before, on the day, three days after, and on the day that the contact chose. */
export function reminderCard(view: MessageView): OutboundCard {
  const { assessmentKey, askedBy, link } = view;
  const title = messageTitle(view);
  const note = noteSentence(view);
  const data = { assessmentKey };
  return card(
    `${title}: ${view.dueSentence}.`,
    [
      heading(title),
      paragraph(`Hello ${view.contactName},`),
      paragraph(openingSentence(view), { spacing: 'Small' }),
      ...(note ? [paragraph(shortened(note, LONGEST_NOTE), { spacing: 'Small' })] : []),
      paragraph([{ bold: 'When: ' }, `${view.dueSentence}.`]),
      paragraph(progressSentence(view), { spacing: 'Small' }),
      subtle(`${askSentence(askedBy)} ${view.whoSees}`),
    ],
    [
      execute(view.answered === 0 ? 'Start' : 'Continue', 'start', data, { isPrimary: true }),
      execute('Later', 'laterForm', data, { inputs: 'none' }),
      openUrl('Answer on one page', link.url),
    ],
    data,
  );
}
