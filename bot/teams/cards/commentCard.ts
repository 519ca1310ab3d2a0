import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { answerTo, type PlacedGroup } from '../outline';
import { sectionTitle } from '../places';
import { card, execute, heading, openUrl, paragraph, subtle } from './elements';
import { backTo, textInput } from './formParts';
import { shortened } from './plainText';
import { fingerprint } from './questionInput';

export interface CommentCardInput {
  readonly view: QuestionnaireView;
  readonly placed: PlacedGroup;
  readonly pageUrl: string;
  /** What was typed and is not saved, by question. */
  readonly entered?: ReadonlyMap<string, string>;
  /** A sentence over a field, by question. */
  readonly problems?: ReadonlyMap<string, string>;
}

export const commentId = (questionId: string): string => `m.${questionId}`;
const LONGEST = 2000;
const MOST_INPUTS = 6;

/** One field for each question of a card, with the comment that is there. */
export function commentCard({ view, placed, pageUrl, entered, problems }: CommentCardInput): OutboundCard {
  const { section, group } = placed;
  const questions = placed.questions.slice(0, MOST_INPUTS);
  const place = {
    assessmentKey: view.assessmentKey,
    sectionId: section.id,
    ...(section.siteId && { siteId: section.siteId }),
    group,
  };
  const stored = (id: string): string => answerTo(view.answers, id, section.siteId)?.comment ?? '';
  const was = Object.fromEntries(questions.map(({ id }) => [id, fingerprint(stored(id))]));
  const title = 'Comments';
  return card(
    `${title}: ${section.title}`,
    [
      heading(title),
      subtle(sectionTitle(section), { spacing: 'None' }),
      paragraph(`What ${view.customerName} should know beside the answers. Empty fields are fine.`),
      ...questions.flatMap(({ id, text }) => {
        const problem = problems?.get(id);
        return [
          ...(problem ? [paragraph([{ bold: 'Please check: ' }, problem], { color: 'Attention' })] : []),
          textInput(commentId(id), shortened(text, 300), LONGEST, {
            isMultiline: true,
            value: entered?.get(id) ?? stored(id),
          }),
        ];
      }),
    ],
    [
      execute('Save comments', 'comment', { ...place, was }, { isPrimary: true }),
      backTo(place),
      openUrl('Answer on one page', pageUrl),
    ],
    { assessmentKey: view.assessmentKey },
  );
}
