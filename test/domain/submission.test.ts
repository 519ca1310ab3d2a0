import { buildSubmission, canonicalJson, submittedAnswers } from '../../src/domain/submission';
import { anAnswer, answersOf, aQuestion, aQuestionnaire, evidenceFor } from './builders';

const questionnaire = aQuestionnaire([
  aQuestion(),
  aQuestion({ id: 'behind', gate: { question: 'first', in: ['yes'] } }),
  aQuestion({ id: 'other' }),
]);
const first = anAnswer('first', 'no');
const parked = anAnswer('behind', 'yes');
const input = {
  assessmentKey: 'campaign|partner',
  number: 1,
  submittedAt: '2026-06-01T10:00:00.000Z',
  submittedBy: { id: 'lupe', name: 'Guadalupe Hernández', title: 'Yard manager' },
  confirmation: 'I confirm.',
  openMustsReason: 'The auditor comes in July.',
  content: { hash: 'abc', policyVersion: '1.0.0' },
  country: 'MX',
  questionnaire,
  evidence: [evidenceFor('other'), evidenceFor('first')],
};

it('holds what was asked and answered in words, what is missing, and apart from it what was parked', () => {
  const { submission } = buildSubmission({ ...input, answers: answersOf(first, parked) });
  expect(submission.answers.map(({ questionId, shown }) => [questionId, shown])).toEqual([
    ['first', 'No'],
    ['other', 'No answer'],
  ]);
  expect(submission.parked).toEqual([parked]);
  expect(submission.missing).toEqual([{ sectionId: 'company', questionId: 'other' }]);
  expect(submission.openMustsReason).toBe('The auditor comes in July.');
  expect(submittedAnswers(submission)).toEqual([first, parked]);
});

it('gives the same text for the same content, in whatever order it comes', () => {
  const one = buildSubmission({ ...input, answers: answersOf(first, parked) });
  const two = buildSubmission({ ...input, answers: answersOf(parked, first), evidence: [...input.evidence].reverse() });
  expect(two.json).toBe(one.json);
  expect(JSON.parse(one.json)).toEqual(JSON.parse(JSON.stringify(one.submission)));
});

it('writes keys in order and leaves out what is undefined', () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined, a: null }], a: 'ñ' })).toBe('{"a":"ñ","b":[{"a":null,"d":1}]}');
});
