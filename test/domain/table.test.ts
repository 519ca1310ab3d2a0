import fc from 'fast-check';
import { type Answer, checkAnswer, checkAnswerInput, isTableValue } from '../../src/domain/answer';
import { answersByKey } from '../../src/domain/answers';
import { answerText } from '../../src/domain/answerText';
import { groupQuestions } from '../../src/domain/composeQuestionnaire';
import { mergeAnswers, type Saving } from '../../src/domain/mergeAnswers';
import { isAnswered, MAX_INPUTS, outcomeOf, progressOf } from '../../src/domain/questionnaire';
import type { Question } from '../../src/domain/question';
import { anAnswer, answersOf, aQuestion, aQuestionnaire } from './builders';

const rows = ['kingpin', 'roof', 'floor', 'doors'].map((id) => ({ id, text: { en: `The ${id}` } }));
const choices = [
  { id: 'always', text: { en: 'Every time', es: 'Siempre' }, outcome: 'met' as const },
  { id: 'sometimes', text: { en: 'Sometimes', es: 'A veces' }, outcome: 'partlyMet' as const },
  { id: 'never', text: { en: 'Never', es: 'Nunca' }, outcome: 'notMet' as const },
];
const table = aQuestion({ id: 't', type: 'table', rows, choices });
const all = (choice: string) => Object.fromEntries(rows.map(({ id }) => [id, choice]));

describe('a table is kept as', () => {
  it.each<[string, unknown, unknown]>([
    ['all its lines, in their own order', { doors: 'never', kingpin: 'always' }, { kingpin: 'always', doors: 'never' }],
    ['lines with spaces around them', { roof: ' never ' }, { roof: 'never' }],
    ['lines without those that are empty', { roof: 'never', floor: '', doors: null }, { roof: 'never' }],
    ['nothing, without any line', {}, null],
    ['nothing, from empty lines', { roof: '' }, null],
    ['nothing, from nothing', '', null],
  ])('%s', (_name, input, value) => {
    const checked = checkAnswer(table, input);
    expect(checked).toEqual({ ok: true, value });
    if (checked.ok && isTableValue(checked.value)) expect(Object.keys(checked.value)).toEqual(Object.keys(value ?? {}));
  });
});

describe('a table is refused with what to do', () => {
  it.each<[string, unknown, RegExp]>([
    ['an unknown line', { roof: 'never', wings: 'never' }, /^A line is not part of this table any more\. Reload/],
    ['an unknown choice', { roof: 'maybe' }, /^Choose one of the answers in the list for “The roof”\.$/],
    ['a prototype’s name as a line', JSON.parse('{"__proto__":"never"}'), /^A line is not part/],
    ['the constructor as a line', { constructor: 'never' }, /^A line is not part/],
    ['a prototype’s name as a choice', { roof: '__proto__' }, /^Choose one of the answers in the list for/],
    ['a function’s name as a choice', { roof: 'toString' }, /^Choose one of the answers in the list for/],
    ['a list as a choice', { roof: ['never'] }, /^Choose one of the answers in the list for/],
    ['a table in a table', { roof: { roof: 'never' } }, /^Choose one of the answers in the list for/],
    ['a list', ['never'], /^Choose one of the answers for each line\.$/],
    ['60,000 characters', 'x'.repeat(60_000), /^Choose one of the answers for each line\.$/],
    ['a line of 60,000 characters', { roof: 'x'.repeat(60_000) }, /^Choose one of the answers in the list for/],
    ['60,000 lines', Object.fromEntries([...Array(60_000).keys()].map((n) => [`r${n}`, 'never'])), /^A line is not/],
    ['a number', 4, /^Choose one of the answers for each line\.$/],
    ['true', true, /^Choose one of the answers for each line\.$/],
  ])('%s', (_name, input, problem) => {
    expect(checkAnswer(table, input)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });

  it('whatever comes, it is refused with a sentence or only lines and choices of the table are kept', () => {
    const names = fc.oneof(
      fc.constantFrom('kingpin', 'roof', '__proto__', 'constructor', 'hasOwnProperty'),
      fc.string(),
    );
    const values = fc.oneof(fc.constantFrom('always', 'never', ''), fc.anything());
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(names, values)), (input) => {
        const checked = checkAnswer(table, input);
        if (!checked.ok) {
          expect(checked.problem).toMatch(/^[A-Z].*\.$/);
          return;
        }
        for (const [row, choice] of Object.entries(checked.value ?? {})) {
          expect(rows.map(({ id }) => id)).toContain(row);
          expect(choices.map(({ id }) => id)).toContain(choice);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what a table says', () => {
  const strict = { ...table, counts: { rule: 'rows' as const, atLeast: 4, partlyFrom: 2 } };
  it.each<[string, Question, Record<string, string>, string]>([
    ['met when every line is', table, all('always'), 'met'],
    ['the worst of its lines', table, { ...all('always'), roof: 'sometimes' }, 'partlyMet'],
    ['not met with one line that is not', table, { ...all('always'), roof: 'never', floor: 'sometimes' }, 'notMet'],
    ['nothing while a line is open', table, { kingpin: 'never', roof: 'never', floor: 'never' }, 'unanswered'],
    ['by its rule: met', strict, all('always'), 'met'],
    [
      'by its rule: enough lines are met or partly met',
      strict,
      { ...all('never'), roof: 'always', floor: 'sometimes' },
      'partlyMet',
    ],
    ['by its rule: too few', strict, { ...all('never'), roof: 'always' }, 'notMet'],
  ])('%s', (_name, question, value, outcome) => {
    expect(outcomeOf(question, anAnswer('t', value))).toBe(outcome);
  });

  it('is in words, with how far it is while lines are open', () => {
    const text = (value: Record<string, string>, language?: 'es') => answerText(table, anAnswer('t', value), language);
    expect(text(all('always'))).toBe('Every time: 4 of 4');
    expect(text({ ...all('always'), kingpin: 'never' })).toBe('Every time: 3 of 4. Never: The kingpin');
    expect(text({ roof: 'sometimes', floor: 'sometimes', doors: 'always' })).toBe(
      '3 of 4 answered. Every time: The doors. Sometimes: 2 of 4',
    );
    expect(text({ ...all('always'), kingpin: 'never' }, 'es')).toBe('Siempre: 3 de 4. Nunca: The kingpin');
    expect(text(JSON.parse('{"__proto__":"never","wings":"never"}'))).toBe('0 of 4 answered');
  });

  it('is missing until its last line, and a row edited by hand into nonsense counts as none', () => {
    const questionnaire = aQuestionnaire([table]);
    const missing = (value: Answer['value']) =>
      progressOf(questionnaire, answersOf(anAnswer('t', value))).missing.length;
    expect(missing({ roof: 'never' })).toBe(1);
    expect(missing(all('never'))).toBe(0);
    expect(missing({ ...all('never'), wings: 'always' })).toBe(1);
    expect(missing('never')).toBe(1);
    expect(isAnswered(table, anAnswer('t', { ...all('never'), roof: 'maybe' }))).toBe(false);
  });
});

describe('a table on cards', () => {
  it('has each line on exactly one card of at most six inputs, evenly, and the reason on the first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 30 }), fc.boolean(), (count, mayNotApply) => {
        const ids = [...Array(count).keys()].map((index) => `r${index}`);
        const question = aQuestion({
          type: 'table',
          rows: ids.map((id) => ({ id, text: { en: id } })),
          choices,
          ...(mayNotApply ? { naReasons: [{ id: 'none', text: { en: 'None' } }] } : {}),
        });
        const groups = groupQuestions('s|-', [aQuestion({ id: 'before' }), question, aQuestion({ id: 'after' })]);
        const own = groups.filter(({ tableRows }) => tableRows);
        expect(own.flatMap(({ tableRows }) => tableRows)).toEqual(ids);
        expect(own.every(({ inputs, questionIds }) => inputs <= MAX_INPUTS && questionIds.length === 1)).toBe(true);
        expect(own.every(({ tableRows }) => (tableRows?.length ?? 0) > 0)).toBe(true);
        expect(own.reduce((sum, { inputs }) => sum + inputs, 0)).toBe(count + (mayNotApply ? 1 : 0));
        const sizes = own.map(({ inputs }) => inputs);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(groups.map(({ questionIds }) => questionIds[0])).toEqual(['before', ...own.map(() => 'first'), 'after']);
      }),
    );
  });
});

const ana = { id: 'contact:ana', name: 'Ana' };
const beto = { id: 'contact:beto', name: 'Beto' };
const saving = (more: Partial<Saving> = {}): Saving => ({
  by: ana,
  at: '2027-01-01T00:00:00.000Z',
  source: 'card',
  today: '2027-01-01',
  ...more,
});

describe('several people fill in a table', () => {
  const merge = (
    before: readonly Answer[],
    value: unknown,
    base: number,
    revision: number,
    more: Partial<Saving> = {},
  ) =>
    mergeAnswers(
      { questions: [table] },
      answersByKey(before),
      [{ questionId: 't', value }],
      base,
      revision,
      saving(more),
    );

  it('and each card changes its own lines, whoever saved in between', () => {
    const first = merge([], { kingpin: 'always', roof: 'always' }, 0, 1);
    const second = merge(first.answers, { floor: 'never', doors: 'never' }, 0, 2, { by: beto });
    expect(second.conflicts).toEqual([]);
    expect(second.answers[0]?.value).toEqual({ kingpin: 'always', roof: 'always', floor: 'never', doors: 'never' });
    expect(Object.keys(second.answers[0]?.value ?? {})).toEqual(['kingpin', 'roof', 'floor', 'doors']);
  });

  it('and the same line said differently is a conflict, the same said twice is not', () => {
    const first = merge([], { kingpin: 'always' }, 0, 1);
    const other = merge(first.answers, { kingpin: 'never', roof: 'always' }, 0, 2, { by: beto });
    expect(other.conflicts.map(({ value }) => value)).toEqual([{ kingpin: 'always' }]);
    expect(other.isChanged).toBe(false);
    const same = merge(first.answers, { kingpin: 'always' }, 0, 2, { by: beto });
    expect([same.conflicts, same.isChanged]).toEqual([[], false]);
    const seen = merge(first.answers, { kingpin: 'never' }, 1, 2, { by: beto });
    expect(seen.answers[0]?.value).toEqual({ kingpin: 'never' });
  });

  it('and nothing empties it but nothing itself, or a reason why it does not apply', () => {
    const first = merge([], { kingpin: 'always' }, 0, 1);
    expect(merge(first.answers, null, 1, 2).answers[0]?.value).toBeNull();
    const nonsense = [{ ...first.answers[0]!, value: { wings: 'never' } }];
    expect(merge(nonsense, { roof: 'never' }, 1, 2).answers[0]?.value).toEqual({ roof: 'never' });
  });

  it('in any order, and every line that was saved is there', () => {
    const saves = fc.array(
      fc.record({
        row: fc.constantFrom(...rows.map(({ id }) => id)),
        choice: fc.constantFrom('always', 'sometimes', 'never'),
        isBeto: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(saves, (list) => {
        let answers: readonly Answer[] = [];
        const expected: Record<string, string> = {};
        list.forEach(({ row, choice, isBeto }, index) => {
          answers = merge(answers, { [row]: choice }, index, index + 1, isBeto ? { by: beto } : {}).answers;
          expected[row] = choice;
        });
        expect(answers[0]?.value ?? {}).toEqual(expected);
      }),
    );
  });
});

describe('a document to accept and a file to show', () => {
  const pledge = aQuestion({ id: 'p', type: 'acceptDocument' });
  const proof = aQuestion({ id: 'e', type: 'evidence', evidenceWanted: true });
  it.each<[Question, unknown, string]>([
    [pledge, 'accepted', 'met'],
    [pledge, 'notAccepted', 'notMet'],
    [proof, 'attached', 'met'],
    [proof, 'cannot', 'notMet'],
  ])('%#: %s', (question, value, outcome) => {
    expect(checkAnswerInput(question, { value })).toEqual({ ok: true, value });
    expect(outcomeOf(question, anAnswer(question.id, String(value)))).toBe(outcome);
  });

  it.each([['yes'], ['__proto__'], [['accepted']], [{ accepted: true }], ['x'.repeat(60_000)], [1]])(
    'takes nothing else: %#',
    (value) => {
      expect(checkAnswer(pledge, value)).toMatchObject({ ok: false });
      expect(checkAnswer(proof, value)).toMatchObject({ ok: false });
    },
  );

  const say = (before: Answer[], value: unknown, hasFile: boolean | undefined, naReason?: string) =>
    mergeAnswers(
      { questions: [{ ...proof, naReasons: [{ id: 'none', text: { en: 'None' } }] }] },
      answersByKey(before),
      [{ questionId: 'e', value, naReason, comment: 'A word' }],
      9,
      10,
      saving(hasFile === undefined ? {} : { hasFile: () => hasFile }),
    );

  it('says that a file is attached only where one is', () => {
    expect(say([], 'attached', false).refused).toEqual([
      { questionId: 'e', problem: 'No file is attached here yet. Add one; that answers this question.' },
    ]);
    expect(say([], 'attached', undefined).refused).toHaveLength(1);
    expect(say([], 'attached', true).answers[0]?.value).toBe('attached');
  });

  it('stays attached while a file is there, whatever is sent beside it', () => {
    const attached = [anAnswer('e', 'attached')];
    expect(say(attached, null, true).answers[0]).toMatchObject({ value: 'attached', comment: 'A word' });
    expect(say(attached, 'cannot', true).refused[0]?.problem).toMatch(/Remove the file first/);
    expect(say(attached, null, true, 'none').refused[0]?.problem).toMatch(/Remove the file first/);
    expect(say(attached, null, undefined).answers[0]?.value).toBe('attached');
    expect(say(attached, null, false).answers[0]?.value).toBeNull();
    expect(say(attached, 'cannot', false).answers[0]?.value).toBe('cannot');
  });
});
