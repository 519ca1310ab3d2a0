import { checkAnswer, checkAnswerInput } from '../../src/domain/answer';
import type { Question } from '../../src/domain/question';
import { aQuestion } from './builders';

const choices = [
  { id: 'a', text: { en: 'A' } },
  { id: 'b', text: { en: 'B' } },
  { id: 'none', text: { en: 'None of these' }, exclusive: true },
];
const yes = aQuestion();
const several = aQuestion({ type: 'multipleChoice', choices });
const number = aQuestion({ type: 'number', min: 1, max: 365 });
const decimal = aQuestion({ type: 'number', decimals: 2 });
const date = aQuestion({ type: 'date', when: 'past' });
const line = aQuestion({ type: 'shortText', maxLength: 10 });
const paragraphs = aQuestion({ type: 'longText' });

describe('an answer is kept as', () => {
  it.each<[string, Question, unknown, unknown]>([
    ['a choice', yes, 'yes', 'yes'],
    ['a choice with spaces around it', yes, ' partly ', 'partly'],
    ['the joined choices of a card, in the order of the question', several, 'b,a', ['a', 'b']],
    ['a list of choices, each once', several, ['a', 'a'], ['a']],
    ['an exclusive choice alone', several, 'none', ['none']],
    ['a whole number', number, 12, 12],
    ['a number written as text', number, ' 12 ', 12],
    ['a number in wide digits', number, '１２', 12],
    ['decimals with a comma', decimal, '12,5', 12.5],
    ['decimals with a point', decimal, '0.25', 0.25],
    ['a number with decimals', decimal, 1.5, 1.5],
    ['zero without a sign', decimal, '-0', 0],
    ['a date', date, '2024-02-29', '2024-02-29'],
    ['text in composed form', line, 'Mu\u0303oz', 'Mũoz'],
    ['one line', line, ' a\n\tb ', 'a b'],
    ['several lines', paragraphs, 'a \r\n\r\n\r\n b', 'a\n\nb'],
    ['text without hidden characters', line, 'gpj\u202Etxt\u200B.\u0000', 'gpjtxt.'],
    ['joiners where the script needs them', paragraphs, 'می\u200Cخواهم', 'می\u200Cخواهم'],
    ['no stray joiners', line, 'ad\u200Dmin', 'admin'],
    ['an emoji of several parts', line, '👩\u200D🔧', '👩\u200D🔧'],
    ['text without half a character', line, 'a\uD800b', 'ab'],
    ['nothing, from empty text', line, '  ', null],
    ['nothing, from hidden characters alone', line, '\u200B\u2060', null],
    ['nothing, from an empty list', several, [], null],
    ['nothing, from nothing', yes, undefined, null],
  ])('%s', (_name, question, input, value) => {
    expect(checkAnswer(question, input, '2026-06-01')).toEqual({ ok: true, value });
  });
});

describe('an answer is refused with what to do', () => {
  it.each<[string, Question, unknown, RegExp]>([
    ['an unknown choice', yes, 'maybe', /^Choose one of the answers in the list\.$/],
    ['a choice of another case', yes, 'Yes', /^Choose one/],
    ['a list for one choice', yes, ['yes'], /^Choose one/],
    ['the name of something built in', yes, '__proto__', /^Choose one/],
    ['an unknown choice among others', several, 'a,z', /^Choose only/],
    ['something that is no list', several, { a: true }, /^Choose one or more/],
    ['an exclusive choice with another', several, 'a,none', /^Choose "None of these" alone/],
    ['a word for a number', number, 'twelve', /^Write a number with digits only/],
    ['a number with an ambiguous thousands mark', number, '1,200', /^Write a number with digits only/],
    ['a number in hexadecimal', number, '0x10', /^Write a number/],
    ['a number with an exponent', number, '1e3', /^Write a number/],
    ['not a number', number, Number.NaN, /^Write a number/],
    ['endless', number, Number.POSITIVE_INFINITY, /^Write a number/],
    ['half of a whole', number, 1.5, /^Write a whole number\.$/],
    ['too many decimals', decimal, 1.234, /^Write at most 2 decimal places\.$/],
    ['too small', number, 0, /^Write a number from 1 to 365\.$/],
    ['too big', number, '366', /^Write a number from 1 to 365\.$/],
    ['beyond what is counted exactly', decimal, '99999999999999999', /^Write a smaller number\.$/],
    ['a day that does not exist', date, '2026-02-29', /^Write a date that exists/],
    ['a day in another order', date, '31/05/2026', /^Write a date that exists/],
    ['a day with a time', date, '2026-05-31T10:00', /^Write a date that exists/],
    ['a day to come', date, '2026-06-02', /^Choose today or an earlier day\.$/],
    ['a text that is too long', line, 'ñ'.repeat(11), /^Shorten your answer to 10 characters; it has 11\.$/],
    ['an object as text', line, { toString: () => 'x' }, /^Write your answer as text\.$/],
  ])('%s', (_name, question, input, problem) => {
    expect(checkAnswer(question, input, '2026-06-01')).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });
});

describe('"does not apply"', () => {
  const may = aQuestion({ naReasons: [{ id: 'noCargo', text: { en: 'No cargo' } }] });

  it.each([
    ['the choice of a card with its reason', { value: 'notApplicable', naReason: 'noCargo' }],
    ['a reason without a value', { value: null, naReason: 'noCargo' }],
  ])('is taken from %s', (_name, input) => {
    expect(checkAnswerInput(may, input)).toEqual({ ok: true, value: null, naReason: 'noCargo' });
  });
  it('gives way to a value', () => {
    expect(checkAnswerInput(may, { value: 'yes', naReason: 'noCargo' })).toEqual({ ok: true, value: 'yes' });
  });
  it.each([
    ['without a reason', may, { value: 'notApplicable' }, /^Choose the reason/],
    ['with an unknown reason', may, { value: 'notApplicable', naReason: 'lazy' }, /^Choose the reason/],
    ['where it is no answer', yes, { value: 'notApplicable', naReason: 'noCargo' }, /^Answer this question/],
  ])('is refused %s', (_name, question, input, problem) => {
    expect(checkAnswerInput(question, input)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });
  it('keeps a comment, cleaned, and refuses one that is too long', () => {
    expect(checkAnswerInput(yes, { value: 'no', comment: ' soon\u202E ' })).toEqual({
      ok: true,
      value: 'no',
      comment: 'soon',
    });
    expect(checkAnswerInput(yes, { value: 'no', comment: 'x'.repeat(2001) })).toMatchObject({ ok: false });
  });
});
