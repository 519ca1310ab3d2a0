import type { QuestionView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { answerTo } from '../outline';
import { sectionTitle } from '../places';
import { valueInWords } from '../valueInWords';
import { agoInWords, type CardTime } from './dueWords';
import { buttons, card, container, type Element, execute, heading, openUrl, paragraph, subtle } from './elements';
import { type GroupCardInput, questionBlock, shownMarks } from './groupCard';
import { shortened } from './plainText';

export interface ConflictCardInput extends GroupCardInput {
  /** Questions that a colleague answered after the person had opened the card, at least one. */
  readonly open: readonly string[];
  readonly time: CardTime;
}

const LONGEST_THEIRS = 500;
const LONGEST_QUESTION = 200;
/** With more of them a button for each would make the card larger than Teams takes. */
const DECIDED_ONE_BY_ONE = 3;

/** Whose answer counts? Both are shown; nothing of the person's is saved before the choice. */
export function conflictCard(input: ConflictCardInput): OutboundCard {
  const { view, placed, pageUrl, open, problems } = input;
  const { section, group } = placed;
  const asked = placed.questions.filter(({ id }) => open.includes(id));
  const others = placed.questions.filter(({ id }) => !open.includes(id) && problems?.has(id));
  const questions = [...asked, ...others];
  const data = {
    assessmentKey: view.assessmentKey,
    sectionId: section.id,
    ...(section.siteId && { siteId: section.siteId }),
    group,
    ...(input.after && { after: input.after }),
    baseRevision: section.revision,
    was: shownMarks(view, { ...placed, questions }),
    open: asked.map(({ id }) => id),
  };
  const isOne = asked.length === 1;
  const title = isOne ? 'Which answer counts?' : 'Which answers count?';
  const block = (question: QuestionView): Element =>
    questionBlock({ ...input, placed: { ...placed, questions } }, question);
  return card(
    `${title} A colleague answered meanwhile.`,
    [
      heading(title),
      subtle(sectionTitle(section), { spacing: 'None' }),
      paragraph(
        isOne
          ? 'A colleague answered this question after you opened the card. Their answer stands until you decide.'
          : 'A colleague answered these questions after you opened the card. Their answers stand until you decide.',
      ),
      ...asked.flatMap((question) => [
        container(
          [
            subtle(shortened(question.text, LONGEST_QUESTION)),
            paragraph(theirsOf(input, question), { spacing: 'Small' }),
          ],
          'warning',
        ),
        ...(isOne || asked.length > DECIDED_ONE_BY_ONE
          ? []
          : [
              buttons(
                [
                  execute('Use mine', 'decide', { ...data, use: 'mine', only: question.id }),
                  execute('Use theirs', 'decide', { ...data, use: 'theirs', only: question.id }),
                ],
                { spacing: 'Small' },
              ),
            ]),
        subtle('Your answer, not saved yet:'),
        // The question was read before; what matters here are the two answers.
        block({ ...question, help: undefined, picture: undefined, evidenceWanted: false }),
      ]),
      ...others.map(block),
    ],
    [
      execute(isOne ? 'Use mine' : 'Use mine for all', 'decide', { ...data, use: 'mine' }, { isPrimary: true }),
      execute(isOne ? 'Use theirs' : 'Use theirs for all', 'decide', { ...data, use: 'theirs' }),
      openUrl('Answer on one page', pageUrl),
    ],
    { assessmentKey: view.assessmentKey },
  );
}

function theirsOf({ view, placed, time }: ConflictCardInput, question: QuestionView) {
  const theirs = answerTo(view.answers, question.id, placed.section.siteId);
  if (!theirs) return 'A colleague cleared this answer.';
  const words = shortened(valueInWords(question, theirs.value, theirs.naReason), LONGEST_THEIRS);
  return [{ bold: theirs.by }, ` answered ${agoInWords(theirs.at, time)}: `, { bold: words }];
}
