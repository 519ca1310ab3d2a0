import { answerText } from '../../src/domain/answerText';
import { addMonths, isCalendarDate } from '../../src/domain/calendarDate';
import { fillText, textIn } from '../../src/domain/text';
import { anAnswer, aQuestion } from './builders';

const several = aQuestion({
  type: 'multipleChoice',
  choices: [
    { id: 'a', text: { en: 'Theft', es: 'Robo' } },
    { id: 'b', text: { en: 'Fire' } },
  ],
});
const may = aQuestion({ naReasons: [{ id: 'noCargo', text: { en: 'No cargo' } }] });

it.each([
  ['Yes', aQuestion(), anAnswer('first', 'yes')],
  ['Theft; Fire', several, anAnswer('first', ['a', 'b'])],
  ['30 days', aQuestion({ type: 'number', unit: { en: 'days' } }), anAnswer('first', 30)],
  ['7', aQuestion({ type: 'number' }), anAnswer('first', 7)],
  ['2026-05-31', aQuestion({ type: 'date' }), anAnswer('first', '2026-05-31')],
  ['Does not apply: No cargo (not agreed yet)', may, anAnswer('first', null, { naReason: 'noCargo' })],
  ['Does not apply: No cargo', may, anAnswer('first', null, { naReason: 'noCargo', naState: 'agreed' })],
  ['Does not apply: No cargo (refused)', may, anAnswer('first', null, { naReason: 'noCargo', naState: 'refused' })],
  ['No answer', may, anAnswer('first', null)],
  ['No answer', may, undefined],
] as const)('an answer reads %j', (words, question, answer) => {
  expect(answerText(question, answer)).toBe(words);
});

it('is in the wanted language, and in English where that is missing', () => {
  expect(answerText(several, anAnswer('first', ['a', 'b']), 'es')).toBe('Robo; Fire');
  expect(textIn({ en: 'Yes', fr: 'Oui' }, 'fr')).toBe('Oui');
});

it('fills placeholders once, and leaves unknown ones to be noticed', () => {
  expect(fillText('{customer} asks {who}', { customer: '{who}' })).toBe('{who} asks {who}');
});

it.each([
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['2000-02-29', true],
  ['1900-02-29', false],
  ['2026-04-31', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['1899-12-31', false],
  ['2026-6-1', false],
])('%s is a day: %s', (text, isDay) => {
  expect(isCalendarDate(text)).toBe(isDay);
});

it.each([
  ['2026-06-01', -12, '2025-06-01'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2026-01-15', -1, '2025-12-15'],
  ['2026-12-15', 1, '2027-01-15'],
])('%s and %i months is %s', (date, months, result) => {
  expect(addMonths(date, months)).toBe(result);
});
