import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { type OfferedPart, type OfferedPlace, offeredPlaces, openParts } from '../handOverParts';
import { listInWords } from '../places';
import { card, choiceSet, container, type Element, execute, heading, openUrl, paragraph, subtle } from './elements';
import { backTo, type Origin, originData, textInput } from './formParts';

export interface HandOverInput {
  readonly view: QuestionnaireView;
  /** What is handed over, at least one part. */
  readonly parts: readonly OfferedPart[];
  readonly origin: Origin;
  readonly requestId: string;
  readonly pageUrl: string;
}

/** The choice that the name and address below belong to. */
export const SOMEBODY_NEW = 'new';

const MOST_COLLEAGUES = 40;
const NAMED_PARTS = 6;

/** Second step of handing over: what is handed over, in words, and to whom. */
export function handOverCard({ view, parts, origin, requestId, pageUrl }: HandOverInput): OutboundCard {
  const colleagues = (view.colleagues ?? []).filter(({ isYou }) => !isYou).slice(0, MOST_COLLEAGUES);
  const values = parts.map(({ value }) => value).join(',');
  const title = 'Hand over to a colleague';
  return card(
    `${title}: ${countInWords(parts)}`,
    [
      heading(title),
      container(
        [paragraph(['You hand over ', { bold: countInWords(parts) }, ':']), ...summary(offeredPlaces(view), parts)],
        'emphasis',
      ),
      ...(colleagues.length > 0
        ? [
            choiceSet(
              'colleague',
              'To whom?',
              [
                ...colleagues.map(({ contactKey, name, jobTitle }) => ({
                  title: jobTitle ? `${name}, ${jobTitle}` : name,
                  value: contactKey,
                })),
                { title: 'Somebody new: name and address below', value: SOMEBODY_NEW },
              ],
              { style: 'compact', placeholder: 'Choose a colleague' },
            ),
          ]
        : []),
      textInput('name', colleagues.length > 0 ? 'If somebody new: full name' : 'Full name of your colleague', 120),
      textInput('email', 'Mail address at your company', 200, { style: 'email' }),
      textInput('note', 'A word to your colleague (optional)', 500, { isMultiline: true }),
      subtle(
        'Your colleague gets a message of their own and sees only these parts. You can still answer them too, and you send everything in the end.',
      ),
    ],
    [
      execute('Hand over', 'handOver', { ...originData(origin), requestId, parts: values }, { isPrimary: true }),
      execute('Choose other parts', 'handOverForm', { ...originData(origin), chosen: values }, { inputs: 'none' }),
      backTo(origin),
      openUrl('Answer on one page', pageUrl),
    ],
    { assessmentKey: view.assessmentKey },
  );
}

/** "3 parts with 21 open questions" */
function countInWords(parts: readonly OfferedPart[]): string {
  const left = parts.reduce((sum, each) => sum + each.left, 0);
  const count = parts.length === 1 ? '1 part' : `${parts.length} parts`;
  return left === 0 ? count : `${count} with ${left === 1 ? '1 open question' : `${left} open questions`}`;
}

/** By place, so that a long choice is still read at a glance. */
const summary = (places: readonly OfferedPlace[], parts: readonly OfferedPart[]): readonly Element[] =>
  places.flatMap((place) => {
    const own = parts.filter(({ section }) => section.siteId === place.siteId);
    if (own.length === 0) return [];
    const open = openParts(place);
    const isAll =
      open.length > 1 &&
      own.length === open.length &&
      open.every((each) => own.some(({ value }) => value === each.value));
    const what = isAll
      ? `all ${own.length} open parts`
      : listInWords(
          own.map(({ section }) => section.title),
          NAMED_PARTS,
        );
    return [paragraph([{ bold: `${place.name}: ` }, what], { spacing: 'Small' })];
  });
