import type { CurrentAnswer, QuestionnaireView, QuestionView } from '../../../src/contracts/questionnaire';
import { otherSiteToTell } from '../../../src/domain/siteDifferences';
import { answerTo, type PlacedGroup } from '../outline';
import { sitesOf, siteTitle } from '../places';
import { valueInWords } from '../valueInWords';
import { agoInWords, type CardTime } from './dueWords';
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
  time,
}: {
  readonly view: QuestionnaireView;
  readonly placed: PlacedGroup;
  readonly time?: CardTime;
}): readonly Element[] {
  const { section } = placed;
  const ids = new Set(section.questions.map(({ id }) => id));
  const newest = view.answers
    .filter(({ questionId, siteId }) => siteId === section.siteId && ids.has(questionId))
    .reduce<{ by: string; at: string } | undefined>(
      (last, { by, at }) => (last && last.at >= at ? last : { by, at }),
      undefined,
    );
  if (!newest || time === undefined || newest.by === view.contactName) return [];
  return [subtle(`${newest.by} saved ${section.title} ${agoInWords(newest.at, time)}.`, { spacing: 'None' })];
}

/** What stands with an answer: the comment, and what another place says. */
export function besideAnswer(
  view: QuestionnaireView,
  { section }: Pick<PlacedGroup, 'section'>,
  question: QuestionView,
): readonly Element[] {
  const own = answerTo(view.answers, question.id, section.siteId);
  const other = otherSiteInWords(view, section.siteId, question);
  return [
    ...(other === undefined ? [] : [subtle(other)]),
    ...(own?.comment ? [subtle(`Comment: ${shortened(own.comment, LONGEST_COMMENT)}`)] : []),
  ];
}

/** "As at Monterrey" while an answer is taken over, "Monterrey: Yes" where that place says something else. */
export function otherSiteInWords(
  view: QuestionnaireView,
  siteId: string | undefined,
  question: QuestionView,
): string | undefined {
  if (siteId === undefined) return undefined;
  const sites = sitesOf(view);
  const saidAt = (id: string): CurrentAnswer | undefined => answerTo(view.answers, question.id, id);
  const siteIds = sites.map(({ id }) => id);
  const told = otherSiteToTell({ siteId, siteIds, saidAt, copiedFrom: saidAt(siteId)?.copiedFrom });
  const site = sites.find(({ id }) => id === told?.siteId);
  if (!told || !site) return undefined;
  if (told.kind === 'sameAs') return `As at ${siteTitle(site)}`;
  const { value, naReason } = saidAt(site.id) ?? {};
  return `${siteTitle(site)}: ${shortened(valueInWords(question, value, naReason), LONGEST_ANSWER)}`;
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
