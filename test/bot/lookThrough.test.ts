import { groupCard } from '../../bot/teams/cards/groupCard';
import { lookCard } from '../../bot/teams/cards/lookCard';
import { lookPageAfter, lookPageAt, lookPageBefore, lookPageOfGroup, lookPagesOf } from '../../bot/teams/lookThrough';
import { groupAt, outlineOf, restOfTable } from '../../bot/teams/outline';
import type { CurrentAnswer, QuestionnaireView, QuestionView, SectionView } from '../../src/contracts/questionnaire';
import { buttonsOf, faultsOf, wordsOf } from './support/cardChecks';
import { sampleView } from './support/sampleCards';
import type { Card } from './support/startBot';

// What was answered, part by part, so that a tired person sees at a glance what is right and changes what is not.
const question = (id: string, more: Partial<QuestionView> = {}): QuestionView => ({
  id,
  type: 'yesPartlyNo',
  text: `Is ${id} so?`,
  evidenceWanted: false,
  isMust: true,
  ...more,
});
const part = (id: string, questions: readonly QuestionView[], siteId?: string): SectionView => ({
  id,
  title: `Part ${id}`,
  ...(siteId && { siteId, siteName: siteId }),
  revision: 1,
  state: 'started',
  groups: questions.map((each) => [each.id]),
  questions: questions.map((each) => ({ ...each, siteId })),
});
const said = (questionId: string, siteId?: string, more: Partial<CurrentAnswer> = {}): CurrentAnswer => ({
  questionId,
  ...(siteId && { siteId }),
  value: 'yes',
  by: 'Juan Pérez',
  at: '2026-11-22T10:00:00Z',
  ...more,
});
const viewOf = (sections: readonly SectionView[], answers: readonly CurrentAnswer[]): QuestionnaireView => {
  const base = sampleView('Aceros del Norte');
  const missing = sections.flatMap(({ id, siteId, questions }) =>
    questions
      .filter((each) => !answers.some((one) => one.questionId === each.id && one.siteId === siteId))
      .map((each) => ({ sectionId: id, siteId, questionId: each.id, text: each.text, isMust: true })),
  );
  return { ...base, sections: [...sections], answers: [...answers], progress: { ...base.progress, missing } };
};
const ids = (count: number): QuestionView[] => Array.from({ length: count }, (_, n) => question(`q${n}`));
const cardOf = (view: QuestionnaireView, page = lookPagesOf(view)[0]!): Card =>
  lookCard({ view, look: page, pageUrl: 'https://x.example/' }).card as Card;
const primaryOf = (card: Card) =>
  (card.actions as { title: string; style?: string; data: object }[]).find(({ style }) => style === 'positive');

it('a part is one card, and a long one is parted evenly', () => {
  const view = viewOf([part('a', ids(10)), part('b', ids(13))], []);
  expect(lookPagesOf(view).map(({ section, page, questions }) => [section.id, page, questions.length])).toEqual([
    ['a', 0, 10],
    ['b', 0, 7],
    ['b', 1, 6],
  ]);
  // The card of a question leads back to the page that lists it.
  expect(lookPageOfGroup(view, { sectionId: 'b', group: 12 })?.page).toBe(1);
  expect(lookPageAt(view, { sectionId: 'b', page: 9 })?.page).toBe(0);
  expect(lookPageAt(view, { sectionId: 'gone' })).toBeUndefined();
});

it('counts the sections of all places, as the cards with their questions do', () => {
  const view = viewOf([part('a', ids(1)), part('b', ids(1), 's1'), part('c', ids(1), 's1')], []);
  const pages = lookPagesOf(view);
  expect(pages.map(({ position, count }) => [position, count])).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
  const asked = outlineOf(view).map(({ sectionPosition, sectionCount }) => [sectionPosition, sectionCount]);
  expect(pages.map(({ position, count }) => [position, count])).toEqual(asked);
  expect(wordsOf(cardOf(view, pages[1]))).toContain('Section 2 of 3');
});

it('one press goes on, past a part that has no answer yet, and ends where something is to be done', () => {
  const [a, b, c] = [part('a', ids(1)), part('b', [question('b1')]), part('c', [question('c1')])];
  const view = viewOf([a, b, c], [said('q0'), said('c1')]);
  const [first, , last] = lookPagesOf(view);
  expect(lookPageAfter(view, first!)?.section.id).toBe('c');
  expect(lookPageBefore(view, last!)?.section.id).toBe('b');
  expect(primaryOf(cardOf(view, first))).toMatchObject({
    title: 'These are right, next section',
    data: { sectionId: 'c' },
  });
  expect(primaryOf(cardOf(view, last))).toMatchObject({ title: 'These are right, go on', data: { verb: 'start' } });
  const all = viewOf([a], [said('q0')]);
  expect(primaryOf(cardOf(all))).toMatchObject({ title: 'These are right, go on', data: { verb: 'summary' } });
});

it('never asks to agree to what has no answer', () => {
  const view = viewOf([part('a', ids(2)), part('b', [question('b1')])], [said('q0'), said('b1')]);
  const card = cardOf(view);
  expect(primaryOf(card)?.title).toBe('Next section');
  expect(wordsOf(card)).toContain('No answer yet');
  expect(buttonsOf(card).map(({ title }) => title)).toEqual(expect.arrayContaining(['Change', 'Answer']));
});

it('says of each line whether it was taken over, and what the other site says where it differs', () => {
  const sections = [part('a', ids(3), 'Monterrey'), part('a', ids(3), 'Saltillo')];
  const view = viewOf(sections, [
    said('q0', 'Monterrey'),
    said('q1', 'Monterrey'),
    said('q2', 'Monterrey'),
    said('q0', 'Saltillo', { copiedFrom: 'Monterrey' }),
    said('q1', 'Saltillo', { value: 'no', comment: 'Next year.' }),
    said('q2', 'Saltillo'),
  ]);
  const words = wordsOf(cardOf(view, lookPagesOf(view)[1]));
  expect(words).toContain('1 of these answers is taken over from Monterrey');
  expect(words).toMatch(/Is q0 so\?\nYes\nAs at Monterrey\n/);
  expect(words).toMatch(/Is q1 so\?\nNo\nMonterrey: Yes · Comment: Next year\.\n/);
  // The same without being a copy is nothing to tell.
  expect(words).toMatch(/Is q2 so\?\nYes\nChange/);
});

it('a copy whose source was changed since is no longer said to be the same', () => {
  const sections = [part('a', ids(1), 'Monterrey'), part('a', ids(1), 'Saltillo')];
  const view = viewOf(sections, [
    said('q0', 'Monterrey', { value: 'no' }),
    said('q0', 'Saltillo', { copiedFrom: 'Monterrey' }),
  ]);
  const words = wordsOf(cardOf(view, lookPagesOf(view)[1]));
  expect(words).toContain('Monterrey: No');
  expect(words).not.toContain('As at Monterrey');
});

it('a file is the answer where one is asked for, and half a table is not complete', () => {
  const rows = [
    { id: 'r1', text: 'Roof' },
    { id: 'r2', text: 'Floor' },
  ];
  const choices = [{ id: 'always', text: 'Every time' }];
  const table = question('t', { type: 'table', rows, choices });
  const sections = [part('a', [question('f', { type: 'evidence' }), table])];
  const view = viewOf(sections, [said('t', undefined, { value: { r1: 'always' } })]);
  const evidence = [
    { key: 'e', questionId: 'f', name: 'x.jpg', size: 1, state: 'toReview' as const, addedAt: '2026-11-22' },
  ];
  const missing = [{ sectionId: 'a', questionId: 't', text: 'x', isMust: true }];
  const words = wordsOf(cardOf({ ...view, evidence, progress: { ...view.progress, missing } }));
  expect(words).toContain('1 file is there');
  expect(words).toContain('(not complete)');
});

it('a table that stands on several cards is changed to its end before it leads back', () => {
  const rows = ['r1', 'r2', 'r3'].map((id) => ({ id, text: id }));
  const table = question('t', { type: 'table', rows, choices: [{ id: 'always', text: 'Every time' }] });
  const sections = [
    {
      ...part('a', [...ids(11), table]),
      groups: [...ids(11).map(({ id }) => [id]), ['t'], ['t']],
      tableRows: { 11: ['r1', 'r2'], 12: ['r3'] },
    },
  ];
  const view = viewOf(sections, [said('t', undefined, { value: { r1: 'always', r2: 'always', r3: 'always' } })]);
  const primary = (group: number): string | undefined => {
    const placed = groupAt(view, { sectionId: 'a', group })!;
    const card = groupCard({ view, placed, pageUrl: 'https://x.example/', after: 'look' }).card as Card;
    return primaryOf(card)?.title;
  };
  expect([primary(10), primary(11), primary(12)]).toEqual(['Save', 'Save and next', 'Save']);
  expect(restOfTable(view, { sectionId: 'a', group: 11 })?.group).toBe(12);
  expect(restOfTable(view, { sectionId: 'a', group: 12 })).toBeUndefined();
  // It leads back to the page that lists it.
  expect(lookPageOfGroup(view, { sectionId: 'a', group: 12 })?.page).toBe(1);
});

it('a card full of the longest texts in any script is one that Teams takes', () => {
  const long = 'Ốc vít niêm phong an ninh cao '.repeat(40);
  const questions = Array.from({ length: 10 }, (_, n) => question(`q${n}`, { type: 'longText', text: long }));
  const sections = [part('a', questions, 'Monterrey'), part('a', questions, 'Saltillo')];
  const answers = questions.flatMap(({ id }) => [
    said(id, 'Monterrey', { value: `M ${long}` }),
    said(id, 'Saltillo', { value: long, comment: long }),
  ]);
  const view = viewOf(sections, answers);
  expect(faultsOf(cardOf(view, lookPagesOf(view)[1]))).toEqual([]);
});
