import fc from 'fast-check';
import type { Answer } from '../../src/domain/answer';
import { planCopy } from '../../src/domain/planCopy';
import { answerKey, answersByKey, isAnswered, visibleQuestions } from '../../src/domain/questionnaire';
import { anAnswer, aPack, aQuestion, aQuestionnaire } from './builders';

const SITES = [
  { id: 'north', name: 'North' },
  { id: 'south', name: 'South' },
];
const NO_CARGO = { id: 'noCargo', text: { en: 'There is no cargo here' } };
// gate -> behind -> deeper, and one that stands alone.
const questions = [
  aQuestion({ id: 'gate', level: 'site', section: 'place', naReasons: [NO_CARGO] }),
  aQuestion({ id: 'behind', level: 'site', section: 'place', gate: { question: 'gate', in: ['yes'] } }),
  aQuestion({ id: 'deeper', level: 'site', section: 'place', gate: { question: 'behind', in: ['yes', 'partly'] } }),
  aQuestion({ id: 'alone', level: 'site', section: 'place' }),
];
const questionnaire = aQuestionnaire(questions, aPack(), SITES);
const at = (siteId: string, questionId: string, value: string | null, over: Partial<Answer> = {}) =>
  anAnswer(questionId, value, { siteId, ...over });
const copied = (answers: Answer[], mode: 'missing' | 'all') =>
  planCopy(questionnaire, answersByKey(answers), { fromSiteId: 'north', toSiteId: 'south', mode });
const ids = (plan: ReturnType<typeof planCopy>) =>
  [...plan.bySection.values()].flat().map(({ questionId }) => questionId);

it('takes over a gate and, in the same act, what is behind it', () => {
  const plan = copied(
    [at('north', 'gate', 'yes'), at('north', 'behind', 'partly'), at('north', 'deeper', 'no')],
    'missing',
  );
  expect(ids(plan)).toEqual(['gate', 'behind', 'deeper']);
});

it('leaves behind what a gate of the first site hides, and what a gate of the second keeps shut', () => {
  expect(ids(copied([at('north', 'gate', 'no'), at('north', 'behind', 'yes')], 'missing'))).toEqual(['gate']);
  const keptShut = [at('north', 'gate', 'yes'), at('north', 'behind', 'yes'), at('south', 'gate', 'no')];
  expect(ids(copied(keptShut, 'missing'))).toEqual([]);
  expect(ids(copied(keptShut, 'all'))).toEqual(['gate', 'behind']);
});

it('leaves an answer that is there, unless all are to be replaced, and one that says the same in any case', () => {
  const answers = [at('north', 'alone', 'yes'), at('south', 'alone', 'no')];
  expect(ids(copied(answers, 'missing'))).toEqual([]);
  expect(ids(copied(answers, 'all'))).toEqual(['alone']);
  const same = copied([at('north', 'alone', 'yes'), at('south', 'alone', 'yes')], 'all');
  expect([ids(same), same.comparable]).toEqual([[], 1]);
});

it('takes over a reason why something does not apply, but not one that was refused', () => {
  const said = (naState: Answer['naState']) => [at('north', 'gate', null, { naReason: 'noCargo', naState })];
  expect(ids(copied(said('agreed'), 'missing'))).toEqual(['gate']);
  expect(ids(copied(said('refused'), 'missing'))).toEqual([]);
});

it('never copies a file, and never says that there is none where there is one', () => {
  const files = aQuestionnaire(
    [aQuestion({ id: 'photo', level: 'site', section: 'place', type: 'evidence' })],
    aPack(),
    SITES,
  );
  const taken = (...answers: Answer[]) =>
    ids(planCopy(files, answersByKey(answers), { fromSiteId: 'north', toSiteId: 'south', mode: 'all' }));
  expect(taken(at('north', 'photo', 'attached'))).toEqual([]);
  expect(taken(at('north', 'photo', 'cannot'))).toEqual(['photo']);
  expect(taken(at('north', 'photo', 'cannot'), at('south', 'photo', 'attached'))).toEqual([]);
});

it('holds whatever was answered: copying twice adds nothing, "missing" never replaces, nothing hidden is copied', () => {
  const value = fc.constantFrom('yes', 'partly', 'no', undefined);
  const cell = fc.record({ gate: value, behind: value, deeper: value, alone: value });
  fc.assert(
    fc.property(cell, cell, fc.constantFrom<'missing' | 'all'>('missing', 'all'), (north, south, mode) => {
      const given = Object.entries({ north, south }).flatMap(([siteId, cells]) =>
        Object.entries(cells).flatMap(([id, said]) => (said ? [at(siteId, id, said)] : [])),
      );
      const before = answersByKey(given);
      const plan = copied(given, mode);
      const taken = [...plan.bySection.values()].flat();
      const after = new Map(before);
      for (const answer of taken) after.set(answerKey(answer.questionId, 'south'), { ...answer, siteId: 'south' });
      const shown = new Set(visibleQuestions(questionnaire, after).map(({ key }) => key));
      for (const { questionId } of taken) {
        const key = answerKey(questionId, 'south');
        const question = questions.find(({ id }) => id === questionId);
        expect(shown).toContain(key);
        if (mode === 'missing' && question) expect(isAnswered(question, before.get(key))).toBe(false);
      }
      const again = planCopy(questionnaire, after, { fromSiteId: 'north', toSiteId: 'south', mode });
      expect(ids(again)).toEqual([]);
      expect(again.comparable).toBeGreaterThanOrEqual(taken.length);
    }),
    { numRuns: 1_000 },
  );
});
