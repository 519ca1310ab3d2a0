import { waitingParts, waitingSentence } from '../../src/useCases/waitingParts';
import { answersOf, anAnswer, aQuestion, aQuestionnaire } from '../domain/builders';

const gate = (question: string, values = ['yes']) => ({ question, in: values });
const SITES = [
  { id: 'mty', name: 'Monterrey' },
  { id: 'slt', name: 'Saltillo' },
];
/** A gate at the company, and behind it one in another part, behind which stands a third. */
const questionnaire = aQuestionnaire(
  [
    aQuestion({ id: 'cameras', text: { en: 'Do you have cameras?' } }),
    aQuestion({ id: 'recorder', section: 'later', text: { en: 'Do they record?' }, gate: gate('cameras') }),
    aQuestion({ id: 'kept', section: 'later', text: { en: 'How long?' }, gate: gate('recorder') }),
    aQuestion({ id: 'seen', section: 'place', level: 'site', gate: gate('recorder'), text: { en: 'Who looks?' } }),
    aQuestion({ id: 'lit', section: 'place', level: 'site', text: { en: 'Is it lit?' } }),
  ],
  undefined,
  SITES,
);
const LATER = { sectionId: 'later' };
const AT_MTY = { sectionId: 'place', siteId: 'mty' };
const COMPANY = { sectionId: 'company' };
const wordsOf = (answers: Parameters<typeof answersOf>, ...places: { sectionId: string; siteId?: string }[]) =>
  waitingParts(questionnaire, answersOf(...answers), places).map((part) => waitingSentence(part, 'Lupe'));

it('an empty part names the question that opens it, and by whom it is answered', () => {
  expect(wordsOf([], LATER)).toEqual(['“Later” opens when “Do you have cameras?” is answered by Lupe.']);
});

it('a part that asks something says that more may come, at its own site', () => {
  expect(wordsOf([], AT_MTY)).toEqual([
    'More may come up in “At this site, Monterrey” when “Do you have cameras?” is answered by Lupe.',
  ]);
});

it('waits for the next question of the chain once the first is answered', () => {
  expect(wordsOf([anAnswer('cameras', 'yes')], AT_MTY)).toEqual([
    'More may come up in “At this site, Monterrey” when “Do they record?” is answered by Lupe.',
  ]);
  expect(wordsOf([anAnswer('cameras', 'yes'), anAnswer('recorder', 'yes')], AT_MTY)).toEqual([]);
});

it('says nothing of what opens by answers within the parts', () => {
  expect(wordsOf([], COMPANY, LATER)).toEqual([]);
  expect(wordsOf([anAnswer('cameras', 'yes')], LATER, AT_MTY)).toEqual([]);
});

it('a part that an answer elsewhere has closed need not be answered', () => {
  expect(wordsOf([anAnswer('cameras', 'no')], LATER)).toEqual([
    'Nothing in “Later” applies at the moment, by what was answered elsewhere. Nothing need be done there.',
  ]);
  expect(wordsOf([anAnswer('cameras', 'no')], AT_MTY)).toEqual([]);
});

it('says nothing of what an answer within the parts has closed', () => {
  expect(wordsOf([anAnswer('cameras', 'no')], COMPANY, LATER)).toEqual([]);
});

it('a place that is not asked any more is left out', () => {
  expect(wordsOf([], { sectionId: 'gone' }, { sectionId: 'place', siteId: 'gone' })).toEqual([]);
});
