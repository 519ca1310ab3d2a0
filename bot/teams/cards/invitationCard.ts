import {
  askSentence,
  messageTitle,
  minutesSentence,
  namedSentence,
  noteSentence,
  openingSentence,
} from '../../../src/useCases/messageSentences';
import type { MessageView } from '../../../src/useCases/messages';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, container, type Element, execute, heading, openUrl, paragraph, subtle } from './elements';
import { shortened } from './plainText';

const LONGEST_WHY = 1200;
const LONGEST_NOTE = 600;
/** The page shows them all before the first question. */
const MOST_AT_HAND = 3;

/** The first message: who asks, why, until when, how long it takes, who sees it, and whom to ask. */
export function invitationCard(view: MessageView): OutboundCard {
  const { askedBy, customerName, partnerName, contactName, assessmentKey, link, handedOver } = view;
  const title = messageTitle(view);
  const note = noteSentence(view);
  const named = namedSentence(view);
  const data = { assessmentKey };
  return card(
    `${title}: ${view.dueSentence}.`,
    [
      heading(title),
      paragraph(`Hello ${contactName},`),
      handedOver || view.widenedBy
        ? paragraph(openingSentence(view), { spacing: 'Small' })
        : paragraph(
            [
              { bold: askedBy.name },
              ` of ${customerName} asks you to answer the questions of “${view.campaignTitle}” for `,
              { bold: partnerName },
              '.',
            ],
            { spacing: 'Small' },
          ),
      ...(named ? [paragraph(named, { spacing: 'Small' })] : []),
      ...(note ? [container([paragraph(shortened(note, LONGEST_NOTE))], 'emphasis')] : []),
      paragraph(shortened(view.why, LONGEST_WHY)),
      container(
        [
          fact('When', `${view.dueSentence}.`, 'Default'),
          fact('How long', minutesSentence(view)),
          fact('Who sees it', view.whoSees),
        ],
        'emphasis',
      ),
      ...before(view),
      subtle(askSentence(askedBy), { spacing: 'Default' }),
    ],
    [
      execute('Start', 'start', data, { isPrimary: true }),
      execute('Later', 'laterForm', data, { inputs: 'none' }),
      execute('Not me', 'notMeForm', data, { inputs: 'none' }),
      openUrl('Answer on one page', link.url),
    ],
    data,
  );
}

const fact = (name: string, text: string, spacing: 'Small' | 'Default' = 'Small'): Element =>
  paragraph([{ bold: `${name}: ` }, text], { spacing });

/** What to know before the first answer, in three lines. */
function before({ before: known }: MessageView): readonly Element[] {
  if (!known) return [];
  const more = known.atHand.length > MOST_AT_HAND ? ' The page has the whole list.' : '';
  return [
    fact('Have at hand', `${known.atHand.slice(0, MOST_AT_HAND).join(' ')}${more}`, 'Default'),
    fact('How long answers are kept', known.keptFor),
    fact('Please do not send', known.leaveOut.join(' ')),
  ];
}
