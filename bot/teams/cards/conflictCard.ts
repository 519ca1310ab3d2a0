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

/**
 * Whose answer counts? Both are shown; nothing of the person's is saved before the choice. Who answered on the page or on
 * another card in between is told so, and not of a colleague.
 */
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
  const isOwn = asked.every(({ id }) => answerTo(view.answers, id, section.siteId)?.by === view.contactName);
  const words = wordsFor(isOwn, isOne);
  const title = isOne ? 'Which answer counts?' : 'Which answers count?';
  const forAll = isOne ? '' : ' for all';
  const block = (question: QuestionView): Element =>
    questionBlock({ ...input, placed: { ...placed, questions } }, question);
  return card(
    `${title} ${isOwn ? 'You' : 'A colleague'} answered meanwhile.`,
    [
      heading(title),
      subtle(sectionTitle(section), { spacing: 'None' }),
      paragraph(words.what),
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
                  execute(words.mine, 'decide', { ...data, use: 'mine', only: question.id }),
                  execute(words.theirs, 'decide', { ...data, use: 'theirs', only: question.id }),
                ],
                { spacing: 'Small' },
              ),
            ]),
        subtle(isOwn ? 'On this card, not saved yet:' : 'Your answer, not saved yet:'),
        // The question was read before; what matters here are the two answers.
        block({ ...question, help: undefined, picture: undefined, evidenceWanted: false }),
      ]),
      ...others.map(block),
    ],
    [
      execute(`${words.mine}${forAll}`, 'decide', { ...data, use: 'mine' }, { isPrimary: true }),
      execute(`${words.theirs}${forAll}`, 'decide', { ...data, use: 'theirs' }),
      openUrl('Answer on one page', pageUrl),
    ],
    { assessmentKey: view.assessmentKey },
  );
}

interface Words {
  readonly what: string;
  readonly mine: string;
  readonly theirs: string;
}

function wordsFor(isOwn: boolean, isOne: boolean): Words {
  const these = isOne ? 'this question' : 'these questions';
  if (isOwn)
    return {
      what: `You answered ${these} somewhere else after this card was opened. What was saved there stands until you decide.`,
      mine: 'Use this card',
      theirs: 'Keep what is saved',
    };
  return {
    what: `A colleague answered ${these} after you opened the card. ${isOne ? 'Their answer stands' : 'Their answers stand'} until you decide.`,
    mine: 'Use mine',
    theirs: 'Use theirs',
  };
}

function theirsOf({ view, placed, time }: ConflictCardInput, question: QuestionView) {
  const theirs = answerTo(view.answers, question.id, placed.section.siteId);
  if (!theirs) return 'A colleague cleared this answer.';
  const words = shortened(valueInWords(question, theirs.value, theirs.naReason), LONGEST_THEIRS);
  return [
    { bold: theirs.by === view.contactName ? 'You' : theirs.by },
    ` answered ${agoInWords(theirs.at, time)}: `,
    { bold: words },
  ];
}
