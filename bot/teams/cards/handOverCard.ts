import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { askedSections, sectionsToCome } from '../outline';
import { partValue, sectionTitle } from '../places';
import { type ChoiceItem, card, choiceSet, execute, heading, openUrl, paragraph, subtle } from './elements';
import { backTo, type Origin, originData, textInput } from './formParts';

export interface HandOverInput {
  readonly view: QuestionnaireView;
  readonly origin: Origin;
  readonly requestId: string;
  readonly pageUrl: string;
}

/** The choice that the name and address below belong to. */
export const SOMEBODY_NEW = 'new';

/** Longer lists of ticks are work on a phone; the page has them all. */
const MOST_PARTS = 12;
const MOST_COLLEAGUES = 40;

/** Parts for a colleague to answer. */
export function handOverCard({ view, origin, requestId, pageUrl }: HandOverInput): OutboundCard {
  const { parts, isShortened } = partsToOffer(view, origin);
  const colleagues = (view.colleagues ?? []).filter(({ isYou }) => !isYou).slice(0, MOST_COLLEAGUES);
  const chosen = parts.find(({ isOrigin }) => isOrigin)?.value;
  const title = 'Hand over to a colleague';
  return card(
    title,
    [
      heading(title),
      paragraph(
        'Your colleague gets a message of their own and sees only these parts. You can still answer them too, and you send everything in the end.',
      ),
      choiceSet('parts', 'Which parts?', parts, {
        style: 'expanded',
        isMultiSelect: true,
        isRequired: true,
        errorMessage: 'Choose at least one part.',
        ...(chosen && { value: chosen }),
      }),
      ...(isShortened ? [subtle('The other parts can be handed over from their own card, or on the page.')] : []),
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
    ],
    [
      execute('Hand over', 'handOver', { ...originData(origin), requestId }, { isPrimary: true }),
      backTo(origin),
      openUrl('Answer on one page', pageUrl),
    ],
    { assessmentKey: view.assessmentKey },
  );
}

/** The part of the card first, then others of the same place that have something left. */
function partsToOffer(
  view: QuestionnaireView,
  { sectionId, siteId }: Origin,
): { readonly parts: readonly (ChoiceItem & { readonly isOrigin: boolean })[]; readonly isShortened: boolean } {
  const toCome = sectionsToCome(view);
  const asked = askedSections(view);
  const all = view.sections
    .flatMap((section) => {
      const now = asked.find((each) => each.section === section);
      if (now) return [{ section, left: now.left, words: '' }];
      return toCome.includes(section) ? [{ section, left: 1, words: ' (comes up after other answers)' }] : [];
    })
    .map(({ section, left, words }) => ({
      title: `${sectionTitle(section)}${words}`,
      value: partValue({ sectionId: section.id, siteId: section.siteId }),
      isOrigin: section.id === sectionId && section.siteId === siteId,
      isHere: sectionId === undefined || section.siteId === siteId,
      left,
    }));
  const sorted = [
    ...all.filter(({ isOrigin }) => isOrigin),
    ...all.filter(({ isOrigin, isHere, left }) => !isOrigin && isHere && left > 0),
    ...all.filter(({ isOrigin, isHere, left }) => !isOrigin && !isHere && left > 0),
  ];
  const offered = sorted.length > 0 ? sorted : all;
  return {
    parts: offered.slice(0, MOST_PARTS).map(({ title, value, isOrigin }) => ({ title, value, isOrigin })),
    isShortened: offered.length > MOST_PARTS,
  };
}
