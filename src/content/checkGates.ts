import { choicesOf, type Question, type Section } from '../domain/question';

/** Names the circle that a question's gates run in, or nothing. */
function circleOf(question: Question, byId: ReadonlyMap<string, Question>): string | undefined {
  const path = [question.id];
  let gate = question.gate?.question;
  while (gate !== undefined) {
    if (gate === question.id) return [...path, gate].join(', ');
    if (path.includes(gate)) return undefined;
    path.push(gate);
    gate = byId.get(gate)?.gate?.question;
  }
  return undefined;
}

/**
 * What is wrong with the gates of the bank, by question id: gates must exist, come before what they gate, be chosen from
 * a list, and never run in a circle. Company questions cannot hang on one site's answer.
 * @param questions in the order of their files
 */
export function checkGates(
  sections: readonly Section[],
  questions: readonly Question[],
): { id: string; problem: string }[] {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const order = new Map(sections.map(({ id, order: place }) => [id, place]));
  const placeOf = (question: Question): readonly [number, number, number] => [
    question.level === 'company' ? 0 : 1,
    order.get(question.section) ?? 0,
    questions.indexOf(question),
  ];
  const isBefore = (a: Question, b: Question): boolean => {
    const [first, second] = [placeOf(a), placeOf(b)];
    const index = first.findIndex((value, at) => value !== second[at]);
    return index !== -1 && (first[index] ?? 0) < (second[index] ?? 0);
  };
  const problemsOf = (question: Question): string[] => {
    if (!question.gate) return [];
    const gate = byId.get(question.gate.question);
    if (!gate) return [`is gated by ${question.gate.question}, which does not exist`];
    const circle = circleOf(question, byId);
    if (circle) return [`is gated in a circle: ${circle}`];
    // A table says several things at once, and evidence is answered by a file.
    const isList = gate.type !== 'table' && gate.type !== 'evidence';
    const choices = isList ? choicesOf(gate).map(({ id }) => id) : [];
    const unknown = question.gate.in.filter((answer) => !choices.includes(answer));
    return [
      choices.length === 0 && `is gated by ${gate.id}, which is not answered from a list`,
      choices.length > 0 &&
        unknown.length > 0 &&
        `is gated by answers that ${gate.id} does not have: ${unknown.join(', ')}`,
      question.level === 'company' &&
        gate.level === 'site' &&
        `is asked once and gated by ${gate.id}, which is asked at every site`,
      !isBefore(gate, question) && `is asked before its gate ${gate.id}`,
    ].filter((problem) => problem !== false);
  };
  return questions.flatMap((question) => problemsOf(question).map((problem) => ({ id: question.id, problem })));
}
