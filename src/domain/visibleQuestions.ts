import { type Answer, isTableValue } from './answer';
import { type Answers, answerKey } from './answers';
import { isAnswered, outcomeOf } from './outcome';
import type { AskedQuestion, QuestionGroup, Questionnaire, QuestionnaireSection } from './questionnaire';

/** A question at one place of the questionnaire. */
export interface PlacedQuestion {
  readonly section: QuestionnaireSection;
  readonly question: AskedQuestion;
  readonly siteId?: string;
  /** Its answer's key. */
  readonly key: string;
  /** `undecided`: its gate has no answer yet, so nobody knows whether it will be asked. */
  readonly gate: 'open' | 'closed' | 'undecided';
  /** What it counts as while its gate is closed. */
  readonly closedAs?: 'notMet' | 'notApplicable';
}

type GateState = Pick<PlacedQuestion, 'gate' | 'closedAs'>;

export interface VisibleGroup {
  readonly section: QuestionnaireSection;
  readonly group: QuestionGroup;
  /** The group's questions that are asked now, at least one. */
  readonly questions: readonly AskedQuestion[];
}

const isIn = (answer: Answer | undefined, values: readonly string[]): boolean => {
  const value = answer?.value ?? null;
  if (value === null) return false;
  // No gate is a table: its rows say several things at once.
  if (isTableValue(value)) return false;
  if (typeof value === 'object') return value.some((each) => values.includes(each));
  return values.includes(String(value));
};

/**
 * Every question at every place, with whether it is asked. A site question's gate is looked up at the same site, or at
 * the company where the gate is a company question. A question behind a closed gate is closed too.
 */
export function placedQuestions(questionnaire: Questionnaire, answers: Answers): PlacedQuestion[] {
  const byId = new Map(
    questionnaire.sections.flatMap(({ questions }) => questions.map((each) => [each.id, each] as const)),
  );
  const known = new Map<string, GateState>();

  const gateOf = (question: AskedQuestion, siteId: string | undefined): GateState => {
    const key = answerKey(question.id, siteId);
    const found = known.get(key);
    if (found) return found;
    // Stands while the gate is looked up, so that a circle of gates in unchecked content ends.
    known.set(key, { gate: 'undecided' });
    const state = decide(question, siteId);
    known.set(key, state);
    return state;
  };
  const decide = (question: AskedQuestion, siteId: string | undefined): GateState => {
    if (!question.gate) return { gate: 'open' };
    const gate = byId.get(question.gate.question);
    // Without its gate the question is asked: nothing is left out by mistake.
    if (!gate) return { gate: 'open' };
    const gateSite = gate.level === 'site' ? siteId : undefined;
    // Behind a gate that is closed itself it counts as the gate does: what does not apply makes nothing missed.
    const ofGate = gateOf(gate, gateSite);
    if (ofGate.gate !== 'open') return ofGate;
    const answer = answers.get(answerKey(gate.id, gateSite));
    if (outcomeOf(gate, answer) === 'notApplicable') return { gate: 'closed', closedAs: 'notApplicable' };
    if (!isAnswered(gate, answer) || answer?.value === null) return { gate: 'undecided' };
    if (isIn(answer, question.gate.in)) return { gate: 'open' };
    return { gate: 'closed', closedAs: question.gate.otherwise ?? 'notApplicable' };
  };

  return questionnaire.sections.flatMap((section) =>
    section.questions.map((question) => {
      const place = section.siteId === undefined ? {} : { siteId: section.siteId };
      const key = answerKey(question.id, section.siteId);
      return { section, question, ...place, key, ...gateOf(question, section.siteId) };
    }),
  );
}

/**
 * The questions that are asked now, in order. Answers to the others are parked: they stay stored and come back when the
 * gate opens, and count nowhere until then.
 */
export const visibleQuestions = (questionnaire: Questionnaire, answers: Answers): PlacedQuestion[] =>
  placedQuestions(questionnaire, answers).filter(({ gate }) => gate === 'open');

/** The groups that have something to ask now, in order, each with its visible questions. */
export function visibleGroups(questionnaire: Questionnaire, answers: Answers): VisibleGroup[] {
  const visible = new Set(visibleQuestions(questionnaire, answers).map(({ key }) => key));
  return questionnaire.sections.flatMap((section) =>
    section.groups.flatMap((group) => {
      const questions = section.questions.filter(
        ({ id }) => group.questionIds.includes(id) && visible.has(answerKey(id, section.siteId)),
      );
      return questions.length > 0 ? [{ section, group, questions }] : [];
    }),
  );
}
