import type { OutboundCard } from '../../../src/useCases/ports';
import { card, container, execute, heading, paragraph, subtle } from './elements';
import { shortened } from './plainText';

export interface SupersededInput {
  /** Why the card cannot be used any more. */
  readonly reason: string;
  /** What the person had entered and that was not saved, question by question, so that it is not lost. */
  readonly notSaved: readonly { readonly question: string; readonly answer: string }[];
  /** The questionnaire to go on with, when there is one. */
  readonly assessmentKey?: string;
}

/** In the place of a card that is out of date. It offers the current one. */
export const supersededCard = ({ reason, notSaved, assessmentKey }: SupersededInput): OutboundCard =>
  card(
    `This card is out of date. ${reason}`,
    [
      heading('This card is out of date'),
      paragraph(reason),
      ...(notSaved.length === 0
        ? []
        : [
            container(
              [
                paragraph([{ bold: 'Not saved' }]),
                ...notSaved.flatMap(({ question, answer }) => [
                  subtle(shortened(question, 200)),
                  paragraph(shortened(answer, 1500), { spacing: 'None' }),
                ]),
              ],
              'warning',
            ),
          ]),
    ],
    [
      assessmentKey
        ? execute('Open the current card', 'start', { assessmentKey }, { isPrimary: true, inputs: 'none' })
        : execute('Show my questionnaires', 'status', {}, { isPrimary: true, inputs: 'none' }),
    ],
  );
