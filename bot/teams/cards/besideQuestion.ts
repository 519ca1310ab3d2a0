import type { QuestionnaireView, QuestionView } from '../../../src/contracts/questionnaire';
import { answerTo, type PlacedGroup } from '../outline';
import { sitesOf, siteTitle } from '../places';
import { valueInWords } from '../valueInWords';
import { agoInWords } from './dueWords';
import { type Element, subtle } from './elements';
import { shortened, withoutMarkdown } from './plainText';

const LONGEST_COMMENT = 200;
const LONGEST_ANSWER = 120;
/** Wide enough to read the drawing's words, and within the narrowest card. */
const PICTURE_WIDTH = 240;

/** "Juan Pérez saved this part 5 minutes ago", when the newest save of the section is somebody else's. */
export function colleagueLine({
  view,
  placed,
  now,
}: {
  readonly view: QuestionnaireView;
  readonly placed: PlacedGroup;
  readonly now?: string;
}): readonly Element[] {
  const { section } = placed;
  const ids = new Set(section.questions.map(({ id }) => id));
  const newest = view.answers
    .filter(({ questionId, siteId }) => siteId === section.siteId && ids.has(questionId))
    .reduce<{ by: string; at: string } | undefined>(
      (last, { by, at }) => (last && last.at >= at ? last : { by, at }),
      undefined,
    );
  if (!newest || now === undefined || newest.by === view.contactName) return [];
  return [subtle(`${newest.by} saved ${section.title} ${agoInWords(newest.at, now)}.`, { spacing: 'None' })];
}

/** What stands with an answer: the comment, and what the first place with another answer says. */
export function besideAnswer(
  view: QuestionnaireView,
  { section }: PlacedGroup,
  question: QuestionView,
): readonly Element[] {
  const own = answerTo(view.answers, question.id, section.siteId);
  const comment = own?.comment ? [subtle(`Comment: ${shortened(own.comment, LONGEST_COMMENT)}`)] : [];
  return [...otherSite(view, section.siteId, question), ...comment];
}

function otherSite(view: QuestionnaireView, siteId: string | undefined, question: QuestionView): readonly Element[] {
  const [first] = sitesOf(view);
  if (siteId === undefined || !first || first.id === siteId) return [];
  const inWords = (at: string): string | undefined => {
    const answer = answerTo(view.answers, question.id, at);
    return answer && (answer.value !== null || answer.naReason !== undefined)
      ? valueInWords(question, answer.value, answer.naReason)
      : undefined;
  };
  const [here, there] = [inWords(siteId), inWords(first.id)];
  return here === undefined || there === undefined || here === there
    ? []
    : [subtle(`${siteTitle(first)}: ${shortened(there, LONGEST_ANSWER)}`)];
}

/** The drawing of a question; a card shows one at most. Teams draws PNG, JPEG and GIF. */
export function pictureOf({ questions }: PlacedGroup, question: QuestionView): readonly Element[] {
  const { picture } = question;
  const first = questions.find((each) => each.picture !== undefined);
  if (!picture || first?.id !== question.id || !/^https?:\/\/[^?#]+\.(?:png|jpe?g|gif)(?:[?#]|$)/i.test(picture.url))
    return [];
  return [
    {
      type: 'Image',
      url: picture.url,
      altText: withoutMarkdown(picture.alt),
      width: `${PICTURE_WIDTH}px`,
      spacing: 'Small',
      msteams: { allowExpand: true },
    },
  ];
}
