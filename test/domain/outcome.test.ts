import type { Answer, AnswerValue } from '../../src/domain/answer';
import { answersByKey } from '../../src/domain/answers';
import { isAnswered, isNaProposed, type Outcome, outcomeOf, worstOutcome } from '../../src/domain/outcome';
import type { Question } from '../../src/domain/question';
import { anAnswer, aQuestion } from './builders';

const graded = aQuestion({
  type: 'singleChoice',
  choices: [
    { id: 'often', text: { en: 'Often' }, outcome: 'met' },
    { id: 'never', text: { en: 'Never' }, outcome: 'notMet' },
  ],
});
const several = aQuestion({
  type: 'multipleChoice',
  choices: ['a', 'b', 'c'].map((id) => ({ id, text: { en: id } })),
  counts: { rule: 'chosen', of: ['a', 'b'], atLeast: 2, partlyFrom: 1 },
});
const least = aQuestion({ type: 'number', counts: { rule: 'atLeast', value: 10, partly: 5 } });
const most = aQuestion({ type: 'number', counts: { rule: 'atMost', value: 10 } });
const recent = aQuestion({ type: 'date', counts: { rule: 'withinMonths', months: 12, partlyMonths: 24 } });

describe('an answer says', () => {
  it.each<[Outcome, string, Question, AnswerValue]>([
    ['met', 'yes', aQuestion(), 'yes'],
    ['partlyMet', 'partly', aQuestion(), 'partly'],
    ['notMet', 'no', aQuestion(), 'no'],
    ['unanswered', 'something that is no choice', aQuestion(), 'maybe'],
    ['met', 'a good choice', graded, 'often'],
    ['notMet', 'a bad choice', graded, 'never'],
    ['met', 'enough of the choices', several, ['a', 'b']],
    ['partlyMet', 'some of them', several, ['a', 'c']],
    ['notMet', 'others', several, ['c']],
    ['met', 'enough', least, 10],
    ['partlyMet', 'half', least, 5],
    ['notMet', 'little', least, 4],
    ['met', 'not too much', most, 10],
    ['notMet', 'too much', most, 11],
    ['met', 'a day within the months before the answer', recent, '2025-06-01'],
    ['partlyMet', 'a day just outside of them', recent, '2025-05-31'],
    ['notMet', 'a day long ago', recent, '2024-05-31'],
    ['met', 'anything to a question that only informs', aQuestion({ type: 'shortText' }), 'Ana'],
  ])('%s: %s', (outcome, _name, question, value) => {
    expect(outcomeOf(question, anAnswer('first', value))).toBe(outcome);
  });
  it('unanswered, without an answer or with a cleared one', () => {
    expect(outcomeOf(aQuestion(), undefined)).toBe('unanswered');
    expect(outcomeOf(aQuestion(), anAnswer('first', null))).toBe('unanswered');
  });
});

describe('"does not apply" counts', () => {
  const may = aQuestion({ naReasons: [{ id: 'noCargo', text: { en: 'No cargo' } }] });
  const said = (naState: Answer['naState'], naReason = 'noCargo') => anAnswer('first', null, { naReason, naState });

  it.each<[string, Answer, Outcome, boolean, boolean]>([
    ['as unanswered while it is proposed', said('proposed'), 'unanswered', true, true],
    ['as unanswered without a decision', said(undefined), 'unanswered', true, true],
    ['as not applicable once it is agreed', said('agreed'), 'notApplicable', true, false],
    ['as missing once it is refused', said('refused'), 'unanswered', false, false],
    ['as missing with an unknown reason', said('agreed', 'lazy'), 'unanswered', false, false],
  ])('%s', (_name, answer, outcome, answered, proposed) => {
    expect(outcomeOf(may, answer)).toBe(outcome);
    expect(isAnswered(may, answer)).toBe(answered);
    expect(isNaProposed(may, answer)).toBe(proposed);
  });
  it('nowhere, when the question has no reasons', () => {
    expect(outcomeOf(aQuestion(), said('agreed'))).toBe('unanswered');
  });
});

it.each<[Outcome, Outcome[]]>([
  ['notMet', ['met', 'partlyMet', 'notMet', 'unanswered']],
  ['partlyMet', ['met', 'partlyMet', 'unanswered']],
  ['unanswered', ['met', 'unanswered', 'notApplicable']],
  ['met', ['met', 'notApplicable']],
  ['notApplicable', ['notApplicable']],
  ['unanswered', []],
])('the worst is %s of %j', (worst, outcomes) => {
  expect(worstOutcome(outcomes)).toBe(worst);
});

it('of two rows with one answer the higher revision wins, in any order', () => {
  const older = anAnswer('first', 'no');
  const newer = anAnswer('first', 'yes', { revision: 2 });
  expect(answersByKey([older, newer])).toEqual(answersByKey([newer, older]));
  expect(answersByKey([newer, older]).get('first')).toBe(newer);
});
