import { askSentence, messageTitle, openingSentence } from '../../../src/useCases/messageSentences';
import type { MessageView } from '../../../src/useCases/messages';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, container, execute, heading, openUrl, paragraph, subtle } from './elements';
import { textInput } from './formParts';
import { shortened } from './plainText';
import { fingerprint } from './questionInput';

const LONGEST_ASKED = 400;
const LONGEST_REPLY = 2000;

/**
 * The answer to a contact's question, with a field to ask once more. It is news, not the card that the questionnaire goes
 * on with: it stays when the person answers elsewhere, because they may not have read it yet.
 */
export function replyCard(view: MessageView): OutboundCard {
  const { assessmentKey, askedBy, reply, link } = view;
  const title = messageTitle(view);
  const data = { assessmentKey };
  return card(
    `${title}: ${view.partnerName}`,
    [
      heading(title),
      paragraph(`Hello ${view.contactName},`),
      paragraph(openingSentence(view), { spacing: 'Small' }),
      ...(reply
        ? [
            subtle(`You asked: “${shortened(reply.asked, LONGEST_ASKED)}”`),
            container(
              [
                paragraph([{ bold: `${reply.by} writes:` }]),
                paragraph(shortened(reply.text, LONGEST_REPLY), { spacing: 'Small' }),
              ],
              'emphasis',
            ),
            textInput('text', 'One more question (optional)', 2000, { isMultiline: true }),
          ]
        : []),
      subtle(askSentence(askedBy)),
    ],
    [
      execute('Go on', 'start', data, { isPrimary: true, inputs: 'none' }),
      reply
        ? execute('Ask again', 'askAgain', { ...data, thread: reply.requestKey, after: fingerprint(reply.text) })
        : undefined,
      openUrl('Answer on one page', link.url),
    ],
  );
}
