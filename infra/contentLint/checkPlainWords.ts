import { type Question, rowsOf, type Section } from '../../src/domain/question';
import { ofQuestion, ofSection, type Rule } from './finding';
import { abbreviationsIn, hardWords } from './plainWords';

/** A second question behind an "and". */
const SECOND_QUESTION =
  /\band (how|who|whom|when|what|where|which|why|do|does|did|is|are|was|were|has|have|can)\b|\band\/or\b/i;
/** What nobody may send, and the words that say so. */
const PRIVATE =
  /\b(identity|passports?|driving licen[cs]es?|criminal|police certificate|medical|salar(y|ies)|wages?|birth|bank account|passwords?|fingerprints?)\b/i;
const KEPT_OUT = /\b(no|never|without|black out|blacked out|empty)\b/i;

const hardIn = (texts: readonly (string | undefined)[]): string[] =>
  hardWords(texts.join(' ')).map(({ word, plain }) => `says "${word}"; plainer: ${plain}`);

function problemsOf(question: Question, intro: string): string[] {
  const { text, help, goodPractice, proof, choices = [], naReasons = [] } = question;
  const asked = [text, ...choices.map((each) => each.text), ...rowsOf(question).map((each) => each.text)].map(
    ({ en }) => en,
  );
  const explained = [help?.en ?? '', intro].join(' ');
  const marks = text.en.split('?').length - 1;
  const isPrivate = proof !== undefined && PRIVATE.test(proof.en) && !KEPT_OUT.test(proof.en);
  return [
    ...(SECOND_QUESTION.test(text.en) || marks > 1 ? ['asks two things; ask one, and the other in help or apart'] : []),
    ...hardIn([...asked, help?.en, goodPractice?.en, proof?.en, ...naReasons.map((each) => each.text.en)]),
    ...abbreviationsIn(asked.join(' '))
      .filter((each) => !explained.includes(each))
      .map((each) => `says ${each}, and neither its help nor the intro of its section tells what that is`),
    ...(isPrivate ? ['asks in proof for private data; say what is to be blacked out or left away'] : []),
  ];
}

const introOf = (section: Section | undefined): string => section?.intro?.en ?? '';

/** Two questions in one, words of auditors, abbreviations that nobody explains, and proof that shows private data. */
export const checkPlainWords: Rule = ({ sections, questions }) => [
  ...sections.flatMap((section) =>
    hardIn([section.title.en, introOf(section)]).map((problem) => ofSection(section.id, problem)),
  ),
  ...questions.flatMap((question) =>
    problemsOf(question, introOf(sections.find(({ id }) => id === question.section))).map((problem) =>
      ofQuestion(question.id, problem),
    ),
  ),
];
