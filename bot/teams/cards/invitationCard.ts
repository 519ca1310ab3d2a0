import { askSentence, messageTitle, minutesSentence } from '../../../src/useCases/messageSentences';
import type { MessageView } from '../../../src/useCases/messages';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, container, execute, heading, openUrl, paragraph, subtle } from './elements';
import { shortened } from './plainText';

const LONGEST_WHY = 1200;

/** The first message: who asks, why, until when, how long it takes, who sees it, and whom to ask. */
export function invitationCard(view: MessageView): OutboundCard {
  const { askedBy, customerName, partnerName, contactName, assessmentKey, link } = view;
  const title = messageTitle(view);
  return card(
    `${title}: ${view.dueSentence}.`,
    [
      heading(title),
      paragraph(`Hello ${contactName},`),
      paragraph(
        [
          { bold: askedBy.name },
          ` of ${customerName} asks you to answer the questions of “${view.campaignTitle}” for `,
          { bold: partnerName },
          '.',
        ],
        { spacing: 'Small' },
      ),
      paragraph(shortened(view.why, LONGEST_WHY)),
      container(
        [
          paragraph([{ bold: 'When: ' }, `${view.dueSentence}.`]),
          paragraph([{ bold: 'How long: ' }, minutesSentence(view)], { spacing: 'Small' }),
          paragraph([{ bold: 'Who sees it: ' }, view.whoSees], { spacing: 'Small' }),
        ],
        'emphasis',
      ),
      subtle(askSentence(askedBy), { spacing: 'Default' }),
    ],
    [execute('Start', 'start', { assessmentKey }, { isPrimary: true }), openUrl('Answer on one page', link.url)],
  );
}
