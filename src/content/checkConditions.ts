import type { ProgramPack } from '../domain/program';
import type { Question } from '../domain/question';
import { choicesOf } from '../domain/question';
import { repeated } from './checkQuestion';

/** Whether a question is asked only after the answer `question` is one of `within`, at once or by its gate's gate. */
function isBehind(
  asked: Question,
  { question, in: within }: { question: string; in: readonly string[] },
  byId: ReadonlyMap<string, Question>,
): boolean {
  const seen = new Set<string>();
  for (let each: Question | undefined = asked; each?.gate && !seen.has(each.id); each = byId.get(each.gate.question)) {
    seen.add(each.id);
    if (each.gate.question === question) return each.gate.in.every((answer) => within.includes(answer));
  }
  return false;
}

/**
 * What is wrong with the conditions of a pack, by condition id: its question and answers exist, and whatever counts for a
 * criterion that hangs on it is really asked only then. A question for one type of partner alone may stand outside,
 * because its type is the condition.
 * @param questions with sound gates
 */
export function checkConditions(pack: ProgramPack, questions: readonly Question[]): { id: string; problem: string }[] {
  const conditions = pack.conditions ?? [];
  const byId = new Map(questions.map((question) => [question.id, question]));
  const known = new Set(pack.criteria.map(({ id }) => id));
  const counting = (criterion: string): readonly Question[] =>
    questions.filter(({ asksAbout }) =>
      asksAbout.some((asks) => asks.program === pack.id && asks.criterion === criterion && asks.relation !== 'related'),
    );
  return [
    ...repeated(conditions.map(({ id }) => id)).map((id) => ({ id, problem: 'stands twice' })),
    ...conditions.flatMap((condition) => {
      const { id, question, criteria } = condition;
      const found = byId.get(question);
      const choices = found ? choicesOf(found).map((choice) => choice.id) : [];
      const unknown = condition.in.filter((answer) => !choices.includes(answer));
      const open = (criterion: string): readonly string[] =>
        counting(criterion)
          .filter((each) => !each.appliesTo && !isBehind(each, condition, byId))
          .map((each) => `says that ${criterion} hangs on ${question}, and ${each.id} is asked without it`);
      const problems = [
        ...(found ? [] : [`is found out by ${question}, which does not exist`]),
        ...(found && unknown.length > 0
          ? [`hangs on answers that ${question} does not have: ${unknown.join(', ')}`]
          : []),
        ...(found && !questions.some((each) => isBehind(each, condition, byId)) ? ['opens no question'] : []),
        ...criteria.filter((each) => !known.has(each)).map((each) => `names ${each}, which the pack does not have`),
        ...(found && unknown.length === 0 ? criteria.flatMap(open) : []),
      ];
      return problems.map((problem) => ({ id, problem }));
    }),
  ];
}
