import type { QuestionView } from '../../src/contracts/questionnaire';
import { enteredAnswers } from '../../bot/teams/actions/enteredAnswers';

const question: QuestionView = {
  id: 'visits',
  type: 'multipleChoice',
  text: 'How do you check?',
  choices: [
    { id: 'visit', text: 'We visit' },
    { id: 'ask', text: 'We ask' },
  ],
  naReasons: [{ id: 'alone', text: 'Nobody works for us' }],
  evidenceWanted: false,
  isMust: true,
};
const base = { assessmentKey: 'c|p', sectionId: 's', group: 0, baseRevision: 0, was: { visits: ['', ''] } } as const;
const read = (inputs: Record<string, string>) =>
  enteredAnswers([question], { verb: 'save', ...base, ...inputs } as unknown as Parameters<typeof enteredAnswers>[1]);

describe('what a card of several choices says', () => {
  it('"Does not apply" beside other choices is asked about in words that fit, and nothing is saved', () => {
    const { answers, problems } = read({ 'a.visits': 'visit,notApplicable', 'r.visits': 'alone' });
    expect(answers).toEqual([]);
    expect(problems.get('visits')).toBe('Choose “Does not apply” alone, or the other answers without it.');
  });

  it('"Does not apply" alone goes with its reason', () => {
    expect(read({ 'a.visits': 'notApplicable', 'r.visits': 'alone' }).answers).toEqual([
      { questionId: 'visits', value: 'notApplicable', naReason: 'alone' },
    ]);
  });
});
