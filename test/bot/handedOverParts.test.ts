import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { summaryCard } from '../../bot/teams/cards/summaryCard';
import { handOverCard } from '../../bot/teams/cards/handOverCard';
import { chosenParts, offeredPlaces } from '../../bot/teams/handOverParts';
import { partsCard } from '../../bot/teams/cards/partsCard';
import { firstMissing, openGroupAfter, sectionsToCome } from '../../bot/teams/outline';
import { inputsOf, wordsOf } from './support/cardChecks';
import { SECTIONS } from './support/fakeQuestions';
import type { Card } from './support/startBot';

// Where a chat leads when parts are with a colleague, and which parts can be handed over before they ask anything.
const [first, gatedOne] = SECTIONS;
if (!first || !gatedOne) throw new Error('Too few sections.');
const second = { ...gatedOne, questions: gatedOne.questions.map(({ gate, ...question }) => question) };
const LUPE = { contactKey: 'lupe', name: 'Guadalupe Hernández' };
const ANA = { contactKey: 'ana', name: 'Ana Ruiz' };

const view = (more: Partial<QuestionnaireView> = {}): QuestionnaireView =>
  ({
    assessmentKey: 'a1',
    customerName: 'Northgate Trading Ltd',
    partnerName: 'Aceros del Norte',
    contactName: LUPE.name,
    dueOn: '2026-12-12',
    sections: [first, second],
    answers: [],
    evidence: [],
    progress: {
      answered: 0,
      total: 2,
      minutesLeft: 5,
      missing: [first, second].map(({ id, questions }) => ({
        questionId: questions[0]?.id ?? '',
        text: questions[0]?.text ?? '',
        sectionId: id,
        isMust: true,
      })),
    },
    colleagues: [
      { ...LUPE, isYou: true, access: 'whole' },
      { ...ANA, isYou: false, access: 'delegated' },
    ],
    ...more,
  }) as unknown as QuestionnaireView;

const withAna = (sectionIds: readonly string[], state: 'open' | 'done' | 'withdrawn' = 'open') => [
  { key: 'd1', places: sectionIds.map((sectionId) => ({ sectionId })), to: ANA, by: LUPE, at: '2026-11-23', state },
];

it('a part that a colleague has is gone past, until she is done or it is taken back', () => {
  expect(firstMissing(view())?.section.id).toBe(first.id);
  expect(firstMissing(view({ delegations: withAna([first.id]) }))?.section.id).toBe(second.id);
  for (const state of ['done', 'withdrawn'] as const)
    expect(firstMissing(view({ delegations: withAna([first.id], state) }))?.section.id).toBe(first.id);
  const lastOfFirst = { sectionId: first.id, group: first.groups.length - 1 };
  expect(openGroupAfter(view(), lastOfFirst)?.section.id).toBe(second.id);
  expect(openGroupAfter(view({ delegations: withAna([second.id]) }), lastOfFirst)?.section.id).not.toBe(second.id);
});

it('who answers a part all the same stays in it, and the colleague herself is led to it', () => {
  const delegations = withAna([first.id]);
  expect(openGroupAfter(view({ delegations }), { sectionId: first.id, group: 0 })?.section.id).toBe(first.id);
  const hers = view({ delegations, colleagues: [{ ...ANA, isYou: true, access: 'delegated' }] });
  expect(firstMissing(hers)?.section.id).toBe(first.id);
});

it('the summary says what is missing and with whom', () => {
  const card = (delegations: QuestionnaireView['delegations']) =>
    wordsOf(summaryCard(view({ delegations }), 'https://x.example/', '2026-11-23') as unknown as Card);
  expect(card(withAna([first.id]))).toContain('1 of the missing answers is with Ana Ruiz.');
  expect(card(withAna([first.id, second.id]))).toContain('All of it is with Ana Ruiz.');
  expect(card([])).not.toContain('Ana Ruiz');
});

it('all that is open leaves out what a colleague has already', () => {
  const third = { ...second, id: 'third', title: 'The third' };
  const origin = { assessmentKey: 'a1' };
  const progress = {
    ...view().progress,
    missing: [first, second, third].map(({ id, questions }) => ({
      questionId: questions[0]?.id ?? '',
      text: '',
      sectionId: id,
      isMust: true,
    })),
  };
  const shared = view({ sections: [first, second, third], progress, delegations: withAna([first.id]) });
  const form = partsCard({ view: shared, origin, pageUrl: 'https://x.example/' }).card as Card;
  expect(inputsOf(form)[0]).toMatchObject({
    choices: expect.arrayContaining([{ value: '*', title: 'All that is open here and with nobody yet: 2 parts' }]),
  });
  const chosen = chosenParts(offeredPlaces(shared), '*').map(({ section }) => section.id);
  expect(chosen).toEqual([second.id, 'third']);
  // Ticked by itself it goes to a second colleague all the same.
  expect(chosenParts(offeredPlaces(shared), first.id).map(({ section }) => section.id)).toEqual([first.id]);
});

it('parts that are done are never called open', () => {
  const done = view({ progress: { ...view().progress, missing: [] } });
  const parts = chosenParts(offeredPlaces(done), `${first.id},${second.id}`);
  expect(parts).toHaveLength(2);
  const card = handOverCard({
    view: done,
    parts,
    origin: { assessmentKey: 'a1' },
    requestId: 'r',
    pageUrl: 'https://x.example/',
  });
  expect(wordsOf(card as unknown as Card)).not.toContain('open parts');
});

it('a part whose questions wait for another answer can be handed over too', () => {
  const gated = {
    ...second,
    id: 'later',
    title: 'What comes later',
    questions: second.questions.map((each) => ({ ...each, gate: { question: 'hired', in: ['always'] } })),
  };
  const hired = (value: string) => [{ questionId: 'hired', value }] as unknown as QuestionnaireView['answers'];
  const sections = [first, gated];
  expect(sectionsToCome(view({ sections })).map(({ id }) => id)).toEqual(['later']);
  expect(sectionsToCome(view({ sections, answers: hired('never') }))).toEqual([]);
  expect(sectionsToCome(view({ sections, answers: hired('always') }))).toEqual([]);
  const form = partsCard({
    view: view({ sections }),
    origin: { assessmentKey: 'a1' },
    pageUrl: 'https://x.example/',
  }).card as Card;
  expect(inputsOf(form)[0]).toMatchObject({
    choices: [
      { value: '*', title: 'All that is open here: 2 parts' },
      { value: first.id },
      { value: 'later', title: 'What comes later (comes up after other answers)' },
    ],
  });
});
