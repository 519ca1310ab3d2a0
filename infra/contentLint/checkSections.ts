import { BODY_PARTS } from '../../src/sharepoint/lists/records';
import { COMMENT_MAX_LENGTH } from '../../src/domain/answer';
import { choicesOf, DEFAULT_MAX_LENGTH, type Question, rowsOf, type Section } from '../../src/domain/question';
import { type Finding, ofSection, type Rule } from './finding';
import { wordsOf } from './readingLevel';

/** A section is one page and one row. */
export const QUESTIONS_AT_MOST = 12;
/** Characters that go into one multi-line column, as the store spreads them. */
const COLUMN = 60_000;
/** Names, addresses and times around a value, and the punctuation of JSON. */
const AROUND_AN_ANSWER = 600;
/** JSON writes quotes and line ends as two characters. */
const ESCAPED = 2;
/** A key, a site's key and a letter. */
const AROUND_AN_OUTCOME = 60;

function longestAnswer(question: Question): number {
  const { type, maxLength } = question;
  const text = type === 'shortText' || type === 'longText' ? (maxLength ?? DEFAULT_MAX_LENGTH[type]) : 0;
  const choices = choicesOf(question).reduce((sum, { id }) => sum + id.length + 3, 0);
  const longestChoice = Math.max(0, ...choicesOf(question).map(({ id }) => id.length));
  const rows = rowsOf(question).reduce((sum, { id }) => sum + id.length + longestChoice + 6, 0);
  return AROUND_AN_ANSWER + question.id.length + choices + rows + ESCAPED * (text + COMMENT_MAX_LENGTH);
}

function checkColumns(section: Section, own: readonly Question[]): Finding[] {
  const body = own.reduce((sum, question) => sum + longestAnswer(question), 0);
  const outcomes = own.reduce((sum, { id }) => sum + id.length + AROUND_AN_OUTCOME, 0);
  return [
    ...(body > BODY_PARTS * COLUMN
      ? [ofSection(section.id, `may need ${body} characters for its answers; its row holds ${BODY_PARTS * COLUMN}`)]
      : []),
    ...(outcomes > COLUMN
      ? [ofSection(section.id, `may need ${outcomes} characters for its outcomes; its column holds ${COLUMN}`)]
      : []),
  ];
}

const SMALL_WORDS = new Set([
  'a',
  'an',
  'and',
  'at',
  'for',
  'in',
  'of',
  'on',
  'or',
  'the',
  'this',
  'to',
  'your',
  'you',
]);

/** Whether two titles use nearly the same words. */
function isAlike(one: string, other: string): boolean {
  const [a, b] = [one, other].map(
    (title) => new Set(wordsOf(title.toLowerCase()).filter((word) => !SMALL_WORDS.has(word))),
  );
  if (!a || !b) return false;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared > 0 && shared / Math.max(a.size, b.size) >= 2 / 3;
}

/** Sections that are too long, stand at the same place, are called alike or would not fit into their row. */
export const checkSections: Rule = ({ sections, questions }) =>
  sections.flatMap((section, index) => {
    const own = questions.filter((question) => question.section === section.id);
    const earlier = sections.slice(0, index);
    const sameOrder = earlier.find(({ order }) => order === section.order);
    const sameTitle = earlier.find(({ title }) => isAlike(title.en, section.title.en));
    const afterSite = section.level === 'company' && earlier.find(({ level }) => level === 'site');
    return [
      ...(section.intro ? [] : [ofSection(section.id, 'has no intro: say what it is about and who can answer best')]),
      ...(own.length > QUESTIONS_AT_MOST
        ? [ofSection(section.id, `has ${own.length} questions; ${QUESTIONS_AT_MOST} is the most`)]
        : []),
      ...(sameOrder ? [ofSection(section.id, `has the order of ${sameOrder.id}: ${section.order}`)] : []),
      ...(sameTitle ? [ofSection(section.id, `is called nearly like ${sameTitle.id}`)] : []),
      ...(afterSite
        ? [ofSection(section.id, `is asked once and comes after ${afterSite.id}, which is asked at every site`)]
        : []),
      ...checkColumns(section, own),
    ];
  });
