import fc from 'fast-check';
import type { Answer } from '../../src/domain/answer';
import { answersByKey } from '../../src/domain/answers';
import { type GivenAnswer, mergeAnswers, type Saving } from '../../src/domain/mergeAnswers';
import type { Question } from '../../src/domain/question';

const aQuestion = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  version: 1,
  level: 'company',
  section: 's',
  type: 'yesPartlyNo',
  text: { en: id },
  asksAbout: [],
  evidenceWanted: false,
  naReasons: [{ id: 'none', text: { en: 'None' } }],
  ...more,
});
const section = { questions: [aQuestion('a'), aQuestion('b'), aQuestion('c')] };
const ana = { id: 'contact:ana', name: 'Ana' };
const beto = { id: 'contact:beto', name: 'Beto' };
const saving = (more: Partial<Saving> = {}): Saving => ({
  by: ana,
  at: '2027-01-01T00:00:00.000Z',
  source: 'page',
  today: '2027-01-01',
  ...more,
});
const stored = (...answers: Partial<Answer>[]): Answer[] =>
  answers.map((each) => ({
    questionId: 'a',
    questionVersion: 1,
    value: 'yes',
    by: ana,
    at: '2026-12-31T00:00:00.000Z',
    source: 'page',
    revision: 1,
    ...each,
  }));
const merge = (before: Answer[], given: GivenAnswer[], baseRevision: number, more: Partial<Saving> = {}) =>
  mergeAnswers(
    section,
    answersByKey(before),
    given,
    baseRevision,
    Math.max(0, ...before.map(({ revision }) => revision)) + 1,
    saving(more),
  );

it.each<[string, Partial<Answer>, number, Partial<Saving>, 'taken' | 'conflict']>([
  ['seen and then changed by the same person', { revision: 1 }, 1, {}, 'taken'],
  ['of a colleague that was seen', { by: beto, revision: 4 }, 4, {}, 'taken'],
  ['of a colleague that was not seen', { by: beto, revision: 4 }, 3, {}, 'conflict'],
  ['of the same person at the same place, whose answer got lost on the way', { revision: 4 }, 3, {}, 'taken'],
  ['of the same person in another channel', { revision: 4, source: 'card' }, 3, {}, 'conflict'],
  [
    'that an old card of the same person would undo',
    { revision: 4, source: 'card' },
    3,
    { source: 'card' },
    'conflict',
  ],
  ['on the live card of the same person', { revision: 4, source: 'card' }, 4, { source: 'card' }, 'taken'],
])('an answer %s', (_what, before, baseRevision, more, expected) => {
  const merged = merge(stored(before), [{ questionId: 'a', value: 'no' }], baseRevision, more);
  expect(merged.answers[0]?.value).toBe(expected === 'taken' ? 'no' : 'yes');
  expect(merged.conflicts.length).toBe(expected === 'taken' ? 0 : 1);
});

it('a comment stays when a card does not mention it, and a decision stays while the reason does', () => {
  const before = stored({ value: null, naReason: 'none', naState: 'agreed', comment: 'We are two people.' });
  const same = merge(before, [{ questionId: 'a', value: null, naReason: 'none' }], 1);
  expect(same.isChanged).toBe(false);
  const commented = merge(before, [{ questionId: 'a', value: null, naReason: 'none', comment: 'Three now.' }], 1);
  expect(commented.answers[0]).toMatchObject({ naState: 'agreed', comment: 'Three now.' });
  const answered = merge(before, [{ questionId: 'a', value: 'yes' }], 1);
  expect(answered.answers[0]?.naState).toBeUndefined();
  expect(answered.answers[0]?.comment).toBe('We are two people.');
});

const someGiven = fc.uniqueArray(
  fc.record({
    questionId: fc.constantFrom('a', 'b', 'c', 'unknown'),
    value: fc.constantFrom('yes', 'no', 'nonsense', null),
  }),
  { selector: ({ questionId }) => questionId },
);

it('saving the same again changes nothing, and what is not sent stays', () => {
  fc.assert(
    fc.property(someGiven, someGiven, (first, second) => {
      const one = merge([], first, 0);
      const again = merge([...one.answers], first, 1);
      expect(again.isChanged).toBe(false);
      expect(again.answers).toEqual(one.answers);
      const other = merge([...one.answers], second, 1);
      const untouched = one.answers.filter(({ questionId }) => !second.some((each) => each.questionId === questionId));
      expect(other.answers).toEqual(expect.arrayContaining(untouched));
    }),
  );
});
