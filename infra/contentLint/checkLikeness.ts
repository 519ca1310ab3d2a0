import { criterionOf, type ProgramPack } from '../../src/domain/program';
import type { Question } from '../../src/domain/question';
import { type Finding, ofQuestion, type Rule } from './finding';
import { wordsOf } from './readingLevel';

/** Share of the words of two texts that both have, above which one reads like the other. */
export const ALIKE_ABOVE = 0.5;
/** Two questions may be nearly alike where they ask about different things in the same way. */
const SAME_ABOVE = 0.8;

const SMALL_WORDS = new Set(
  (
    'a an and any are as at be before but by can did do does done each every for from had has have how if in into is it ' +
    'its may must no not of on or other others out over people should so somebody than that the their them then there ' +
    'they this those to under until up use used was were what when where which while who with you your company'
  ).split(' '),
);

/** The words that matter, without their endings, so that "checks" and "checked" are the same. */
const stemsOf = (text: string): ReadonlySet<string> =>
  new Set(
    wordsOf(text.toLowerCase())
      .filter((word) => !SMALL_WORDS.has(word))
      .map((word) => word.replace(/(ing|ed|es|s|ly|e)$/, '').slice(0, 6)),
  );

/** From 0, no word in common, to 1, the same words. */
export function likeness(one: string, other: string): number {
  const [a, b] = [stemsOf(one), stemsOf(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

/** Titles of the criteria, and of their parts, that a question counts for. */
const titlesOf = (question: Question, packs: readonly ProgramPack[]): readonly string[] =>
  question.asksAbout.flatMap(({ program, criterion, part, relation }) => {
    const pack = packs.find(({ id }) => id === program);
    const found = pack && relation !== 'related' ? criterionOf(pack, criterion) : undefined;
    const ofPart = found?.parts?.find(({ id }) => id === part);
    return [found?.title, ofPart?.title].flatMap((title) => title ?? []);
  });

/** Two questions that one partner may meet. */
const mayMeet = (one: Question, other: Question): boolean =>
  one.appliesTo === undefined ||
  other.appliesTo === undefined ||
  one.appliesTo.some((type) => other.appliesTo?.includes(type));

/** Questions that are their criterion with a question mark, and questions that ask what another one asks. */
export const checkLikeness: Rule = ({ packs, questions }) =>
  questions.flatMap((question, index): Finding[] => {
    const title = titlesOf(question, packs).find((each) => likeness(question.text.en, each) > ALIKE_ABOVE);
    const twin = questions
      .slice(0, index)
      .find((each) => mayMeet(each, question) && likeness(each.text.en, question.text.en) > SAME_ABOVE);
    return [
      ...(title
        ? [ofQuestion(question.id, `reads like its criterion ("${title}"): ask for something to be seen`)]
        : []),
      ...(twin ? [ofQuestion(question.id, `asks nearly the same as ${twin.id}`)] : []),
    ];
  });
