import type { Answers } from '../../src/domain/answers';
import { answersView } from '../../src/useCases/assessmentView';
import type { People } from '../../src/useCases/people';
import { aCriterion, anAnswer, answersOf, aPack, aQuestion, aQuestionnaire } from '../domain/builders';
import { askedPartner, manager, newKey, startWorld, type World } from './world';

const people: People = { learn: () => undefined, nameOfOid: () => undefined, nameOf: (id) => id };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

it('a reviewer sees to whom parts were handed over, whether or not they are open, and not who gave theirs back', async () => {
  const asked = await askedPartner(world);
  const by = { contact: asked.contact, source: 'page' as const };
  const hand = (name: string, sectionId: string) =>
    world.useCases.delegate(by, asked.assessmentKey, {
      requestId: newKey(),
      places: [{ sectionId }],
      to: { name, email: `${newKey()}@acero.example` },
    });
  await hand('Ana Ruiz', 'leadership');
  await hand('Rosa Lima', 'risks');
  const newcomer = world.sharePoint.stores.contacts
    .by('partnerKey', asked.partnerKey)
    .find(({ value }) => value.name === 'Rosa Lima')?.value;
  if (!newcomer) throw new Error('Nobody was named.');
  await world.useCases.notMe({ contact: newcomer, source: 'page' }, asked.assessmentKey, { requestId: newKey() });

  const { assessments } = await world.useCases.viewPartner(manager, asked.partnerKey);
  const hands = assessments[0]?.sections.flatMap(({ id, handedTo }) => (handedTo ? [[id, handedTo]] : []));
  expect(hands).toEqual([['leadership', ['Ana Ruiz']]]);
});

it('a table is read line by line, and one that is filled in half is shown as far as it goes and counts as unanswered', () => {
  const rows = ['kingpin', 'roof', 'floor'].map((id) => ({ id, text: { en: `The ${id}` } }));
  const choices = [
    { id: 'always', text: { en: 'Every time' }, outcome: 'met' as const },
    { id: 'never', text: { en: 'Never' }, outcome: 'notMet' as const },
  ];
  const questions = ['whole', 'half', 'none'].map((id) => aQuestion({ id, type: 'table', rows, choices }));
  const answers = answersOf(
    anAnswer('whole', { kingpin: 'always', roof: 'always', floor: 'never' }),
    anAnswer('half', { kingpin: 'always' }),
  );
  const { sections } = answersView(aQuestionnaire(questions), answers, [], people);
  expect(sections.flatMap((section) => section.answers)).toMatchObject([
    { answerLines: ['Every time: 2 of 3', 'Never: The floor'], outcome: 'notMet' },
    { answer: '1 of 3 answered. Every time: 1 of 3', outcome: 'unanswered' },
    { answer: undefined, outcome: 'unanswered' },
  ]);
});

it('a should that decides whether a must is asked reads as a must while it is open, and as a should once it is missed', () => {
  const asks = (criterion: string) => [{ program: 'ctpat', criterion, relation: 'equal' as const }];
  const pack = aPack([aCriterion({ id: '1.1', obligation: 'should' }), aCriterion({ id: '1.2' })]);
  const behind = aQuestion({ id: 'behind', asksAbout: asks('1.2'), gate: { question: 'first', in: ['yes'] } });
  const marks = (answer: Answers, otherwise?: 'notMet') => {
    const gated = otherwise ? { ...behind, gate: { question: 'first', in: ['yes'], otherwise } } : behind;
    const questionnaire = aQuestionnaire([aQuestion({ asksAbout: asks('1.1') }), gated], pack);
    const { sections } = answersView(questionnaire, answer, [], people);
    return sections.flatMap((section) => section.answers.map(({ outcome, obligation }) => [outcome, obligation]));
  };
  expect(marks(answersOf())).toEqual([['unanswered', 'must']]);
  expect(marks(answersOf(anAnswer('first', 'no')))).toEqual([['notMet', 'should']]);
  // What it closes counts as missed, so this is the must's miss too.
  expect(marks(answersOf(anAnswer('first', 'no')), 'notMet')).toEqual([['notMet', 'must']]);
});
