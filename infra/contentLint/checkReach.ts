import { composeQuestionnaire } from '../../src/domain/composeQuestionnaire';
import { PARTNER_TYPES, type PartnerType } from '../../src/domain/partner';
import { choicesOf, isScored, mayNotApply, minutesOf, type Question } from '../../src/domain/question';
import { ofQuestion, type Rule } from './finding';

export const TYPES = Object.keys(PARTNER_TYPES) as PartnerType[];
type Asked = Pick<Parameters<typeof composeQuestionnaire>[0], 'sections' | 'questions' | 'pack'>;

/** Everything a partner of this type with one site may be asked, gates open. */
export const askedOf = (content: Asked, type: PartnerType): readonly Question[] =>
  composeQuestionnaire({ ...content, partnerTypes: [type], sites: [] }).sections.flatMap(({ questions }) => questions);

/** Questions that nobody is ever asked, lists that say nothing, and gates that never close. */
export const checkReach: Rule = ({ packs, sections, questions }) => {
  const reached = new Set(
    packs.flatMap((pack) => TYPES.flatMap((type) => askedOf({ pack, sections, questions }, type).map(({ id }) => id))),
  );
  const byId = new Map(questions.map((question) => [question.id, question]));
  const opens = new Set(questions.flatMap(({ gate }) => (gate ? [gate.question] : [])));
  const isAlwaysOpen = ({ gate }: Question): boolean => {
    const by = gate && byId.get(gate.question);
    return by !== undefined && !mayNotApply(by) && choicesOf(by).every(({ id }) => gate?.in.includes(id));
  };
  const isIdle = (question: Question): boolean =>
    choicesOf(question).length > 0 && !isScored(question) && !opens.has(question.id);
  return questions.flatMap((question) =>
    [
      !reached.has(question.id) && 'is asked of nobody: no partner type has a criterion that it asks about',
      isAlwaysOpen(question) && `is gated by ${question.gate?.question}, which is always open`,
      isIdle(question) && 'neither counts for a criterion nor opens a question',
    ].flatMap((problem) => (problem === false ? [] : [ofQuestion(question.id, problem)])),
  );
};

/** How many questions and minutes a type may cost with one site, should every gate open. */
export const LONGEST = { questions: 190, minutes: 180 };

/** Types that are asked too much, told at the pack's first criterion. */
export const checkLength: Rule = ({ packs, sections, questions }) =>
  packs.flatMap((pack) =>
    TYPES.flatMap((type) => {
      const asked = askedOf({ pack, sections, questions }, type);
      const minutes = Math.round(asked.reduce((sum, question) => sum + minutesOf(question), 0));
      const key = `${pack.id} ${pack.criteria[0]?.id}`;
      const say = (count: number, most: number, noun: string) =>
        count > most ? [{ key, problem: `${type} is asked ${count} ${noun}; ${most} is the most` }] : [];
      return [...say(asked.length, LONGEST.questions, 'questions'), ...say(minutes, LONGEST.minutes, 'minutes')];
    }),
  );
