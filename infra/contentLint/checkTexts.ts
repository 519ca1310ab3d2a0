import { isScored, type Question } from '../../src/domain/question';
import { ofQuestion, type Rule } from './finding';
import { lix, wordsOf } from './readingLevel';

/** Words of one question: more are not taken in at a glance on a phone. */
export const WORDS_AT_MOST = 25;
/** Of a question with its help, good practice and proof: easier than a newspaper. */
export const LIX_AT_MOST = 45;
/** Below this many words the measure jumps with every single one. */
const WORDS_TO_MEASURE = 20;

const RANK = { met: 0, partlyMet: 1, notMet: 2 } as const;

/** Whether the choices stand from best to worst, as people expect of every list. */
const isInOrder = ({ type, choices = [] }: Question): boolean => {
  if (type !== 'singleChoice') return true;
  const ranks = choices.flatMap(({ outcome }) => (outcome ? [RANK[outcome]] : []));
  return ranks.every((rank, index) => index === 0 || rank >= (ranks[index - 1] ?? 0));
};

function problemsOf(question: Question): (string | false)[] {
  const { text, help, goodPractice, proof, evidenceWanted } = question;
  const words = wordsOf(text.en).length;
  const all = [text, help, goodPractice, proof].flatMap((each) => (each ? [each.en] : [])).join(' ');
  const level = Math.round(lix(all));
  return [
    words > WORDS_AT_MOST && `asks in ${words} words; ${WORDS_AT_MOST} is the most`,
    !text.en.endsWith('?') && 'does not end with a question mark',
    wordsOf(all).length >= WORDS_TO_MEASURE &&
      level > LIX_AT_MOST &&
      `is hard to read (LIX ${level}; ${LIX_AT_MOST} is the most): use shorter words and sentences`,
    !help && 'has no help: say what counts, or when to answer "partly"',
    isScored(question) && !goodPractice && 'has no goodPractice: say what a company that does this well has',
    !isInOrder(question) && 'has a choice that is better than the one before it: put the best first',
    !evidenceWanted && proof !== undefined && 'says what proof would show and wants no evidence',
  ];
}

/** Texts that are missing, long, hard or out of order. */
export const checkTexts: Rule = ({ questions }) =>
  questions.flatMap((question) =>
    problemsOf(question).flatMap((problem) => (problem === false ? [] : [ofQuestion(question.id, problem)])),
  );
