import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { handedOverBy, listInWords, partTitle } from '../places';
import { card, container, execute, heading, openUrl, paragraph, subtle } from './elements';
import { type Receipt, receiptLine } from './receiptCard';

/** The end of a part that was handed over: tell the colleague who did. */
export function finishCard(view: QuestionnaireView, pageUrl: string, receipt?: Receipt): OutboundCard {
  const { missing } = view.progress;
  const data = { assessmentKey: view.assessmentKey };
  const parts = (view.yourPlaces ?? []).flatMap((place) => partTitle(view, place) ?? []);
  const by = handedOverBy(view);
  const isNothingAsked = view.progress.total === 0 && view.waiting !== undefined;
  const title = isNothingAsked
    ? 'Nothing is asked in your part yet'
    : missing.length === 0
      ? 'Your part is answered'
      : 'Is your part done?';
  return card(
    `${title}: ${listInWords(parts)}`,
    [
      ...(receipt ? [receiptLine(receipt)] : []),
      heading(title),
      subtle(listInWords(parts), { spacing: 'None' }),
      ...(missing.length > 0
        ? [
            container(
              [
                paragraph(
                  `${missing.length === 1 ? '1 question is' : `${missing.length} questions are`} not answered yet. You can say that you are done all the same.`,
                ),
              ],
              'warning',
            ),
          ]
        : []),
      ...(view.waiting ?? []).map((sentence) => paragraph(sentence)),
      paragraph(
        `${by} is told that you are done, and sends everything to ${view.customerName}. Until then you can still change your answers.`,
      ),
    ],
    [
      missing.length > 0 ? execute('Go on', 'start', data, { isPrimary: true, inputs: 'none' }) : undefined,
      execute('My part is done', 'finish', data, { isPrimary: missing.length === 0, inputs: 'none' }),
      missing.length === 0 ? execute('Look through', 'look', data, { inputs: 'none' }) : undefined,
      execute('Sections', 'sections', data, { inputs: 'none' }),
      execute('Later', 'laterForm', data, { inputs: 'none' }),
      openUrl('Answer on one page', pageUrl),
    ],
    data,
  );
}
