import type { MessageView } from '../../../src/useCases/messages';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, container, execute, heading, openUrl, paragraph, subtle } from './elements';
import { shortened } from './plainText';

const LONGEST_WHY = 1200;

export const minutesSentence = (minutes: number): string => {
  const rounded = Math.max(5, Math.ceil(minutes / 5) * 5);
  return `It takes about ${rounded} minutes. You can stop at any time; what you saved is kept.`;
};

export const human = ({ name, email }: { readonly name: string; readonly email: string }): string =>
  `Questions? Write to ${name}, ${email}.`;

/** The first message: who asks, why, until when, how long it takes, who sees it, and whom to ask. */
export function invitationCard(view: MessageView): OutboundCard {
  const { askedBy, customerName, partnerName, contactName, assessmentKey, link } = view;
  const title = `${customerName} asks about security at ${partnerName}`;
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
          paragraph([{ bold: 'How long: ' }, minutesSentence(view.minutesLeft)], { spacing: 'Small' }),
          paragraph([{ bold: 'Who sees it: ' }, view.whoSees], { spacing: 'Small' }),
        ],
        'emphasis',
      ),
      subtle(human(askedBy), { spacing: 'Default' }),
    ],
    [execute('Start', 'start', { assessmentKey }, { isPrimary: true }), openUrl('Answer on one page', link.url)],
  );
}
