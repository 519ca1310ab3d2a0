import { groupCard } from '../../bot/teams/cards/groupCard';
import { colleaguesCard } from '../../bot/teams/cards/colleaguesCard';
import { agoInWords, dayOfMoment } from '../../bot/teams/cards/dueWords';
import { sectionsCard } from '../../bot/teams/cards/sectionsCard';
import { summaryCard } from '../../bot/teams/cards/summaryCard';
import { firstMissing, openGroupAfter, outlineOf } from '../../bot/teams/outline';
import { valueInWords } from '../../bot/teams/valueInWords';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { buttonsOf, elementsOf, faultsOf, wordsOf } from './support/cardChecks';
import { sampleView } from './support/sampleCards';
import { togetherView } from './support/sampleTogether';
import type { Card } from './support/startBot';

// What a person sees at a glance of each part, and the days that cards name.
const pageUrl = 'https://x.example/';
const TORONTO = 'America/Toronto';
const base = togetherView(sampleView('Aceros del Norte'), 'Aceros del Norte', false);
const [computers, monterrey, saltillo] = base.sections;
const missingIn = (sections: QuestionnaireView['sections'], each = 2) =>
  sections.flatMap(({ id, siteId, questions }) =>
    questions
      .slice(0, each)
      .map((one) => ({ sectionId: id, siteId, questionId: one.id, text: one.text, isMust: one.id.endsWith('used') })),
  );
const blocked = 'Nothing can be saved in this part just now. Please tell Maya Okafor.';
/** Another part of the company, with questions of its own. */
const like = (id: string, title: string, more: { blocked?: string } = {}) => ({
  ...computers!,
  ...more,
  id,
  title,
  groups: computers!.groups.map((ids) => ids.map((each) => `${id}-${each}`)),
  questions: computers!.questions.map((each, n) => ({ ...each, id: `${id}-${each.id}`, isMust: n === 0 })),
});
const [doors, spoiled, done] = [like('doors', 'Doors'), like('spoiled', 'Spoiled', { blocked }), like('done', 'Done')];
const view: QuestionnaireView = {
  ...base,
  sections: [computers!, doors, spoiled, done, monterrey!, saltillo!],
  progress: {
    ...base.progress,
    missing: missingIn([computers!, doors, spoiled]),
  },
};
// Evening of 19 November in Toronto, and the next day already in UTC.
const AT_NIGHT = '2026-11-20T03:00:00Z';
const inToronto = { now: '2026-11-22T15:00:00Z', timeZone: TORONTO };
const withDelegation: QuestionnaireView = {
  ...view,
  delegations: base.delegations?.map((each) => ({ ...each, at: AT_NIGHT })),
};
const menu = (of: QuestionnaireView = withDelegation): Card => {
  const card = sectionsCard({ view: of, pageUrl, time: inToronto, page: 0 }).card as Card;
  expect(faultsOf(card)).toEqual([]);
  return card;
};
/** Mark, words and colour under the title of a part. */
const stateOf = (title: string) => {
  const row = elementsOf(menu()).find(
    ({ type, items }) =>
      type === 'Column' && elementsOf(items).some((each) => each.type === 'TextRun' && each.text === title),
  );
  const run = elementsOf(row?.items)
    .filter(({ type }) => type === 'TextRun')
    .at(-1);
  return [run?.text, run?.color];
};

it.each([
  ['Computers and networks', '→ With Ana Ruiz since 19 November · 2 of 4 left, required', 'Accent'],
  ['Doors', '◐ 2 of 4 left, 1 required', undefined],
  ['Spoiled', '⚠ Nothing can be saved here now', 'Attention'],
  ['Done', '✓ Done', 'Good'],
])('the menu says of %s: %s', (title, words, color) => {
  expect(stateOf(title)).toEqual([words, color]);
});

it('the menu says above what waits for others', () => {
  expect(wordsOf(menu())).toContain('1 section is with Ana Ruiz. Nothing can be saved in 1 section now');
});

it('nobody is led into a part in which nothing can be saved', () => {
  const only = { ...view, progress: { ...view.progress, missing: missingIn([spoiled]) } };
  expect(firstMissing(only)).toBeUndefined();
  expect(openGroupAfter(view, { sectionId: 'doors', group: 1 })?.section.id).not.toBe('spoiled');
});

it('the summary names the part that keeps the answers from being sent, and offers no sending', () => {
  const card = summaryCard(view, pageUrl, '2026-11-22').card as Card;
  expect(faultsOf(card)).toEqual([]);
  expect(wordsOf(card)).toMatch(/⚠ Nothing can be saved in “Spoiled” just now[\s\S]*All other answers are safe/);
  expect(buttonsOf(card).map(({ title }) => title)).not.toContain('Send answers');
});

it('a colleague from whom everything was taken back is not said to answer anything', () => {
  const to = withDelegation.delegations![0]!.to;
  const wordsWith = (state: 'open' | 'done' | 'withdrawn'): string =>
    wordsOf(
      colleaguesCard({
        view: {
          ...withDelegation,
          colleagues: [{ ...to, isYou: false, access: 'delegated' }],
          delegations: withDelegation.delegations?.map((each) => ({ ...each, state })),
        },
        pageUrl,
        time: inToronto,
      }).card as Card,
    );
  expect(wordsWith('open')).toContain('answers what was handed over');
  expect(wordsWith('done')).toContain('answers what was handed over');
  expect(wordsWith('withdrawn')).toContain('has no part at the moment');
});

it('a part that was given back with questions open is said to be open', () => {
  const wordsOfPart = (left: number, of = 'k2'): string => {
    const missing = missingIn([computers!], left);
    const delegations = withDelegation.delegations?.map((each) => ({
      ...each,
      state: 'done' as const,
      to: { ...each.to, contactKey: of },
    }));
    const given = { ...withDelegation, delegations, progress: { ...view.progress, missing } };
    return `${wordsOf(menu(given))}\n${wordsOf(colleaguesCard({ view: given, pageUrl, time: inToronto }).card as Card)}`;
  };
  expect(wordsOfPart(2)).toContain('Ana Ruiz says it is done, 2 questions are open');
  expect(wordsOfPart(1)).toContain('Ana Ruiz says it is done, 1 question is open');
  expect(wordsOfPart(2)).not.toContain('is done with it');
  expect(wordsOfPart(2, 'k1')).toContain('You said it is done, 2 questions are open');
  expect(wordsOfPart(0)).toContain('✓ Ana Ruiz is done');
});

it('every day of something that happened is the customer’s', () => {
  expect(dayOfMoment(AT_NIGHT, inToronto)).toBe('19 November');
  expect(dayOfMoment(AT_NIGHT, { now: inToronto.now })).toBe('20 November');
  expect(agoInWords(AT_NIGHT, inToronto)).toBe('on 19 November');
  // The year is that of the customer's day as well.
  const newYear = { now: '2027-01-01T04:00:00Z', timeZone: TORONTO };
  expect(dayOfMoment('2026-12-31T15:00:00Z', newYear)).toBe('31 December');
  expect(dayOfMoment('2027-01-01T03:00:00Z', { now: '2027-01-05T15:00:00Z', timeZone: TORONTO })).toBe(
    '31 December 2026',
  );
  const colleagues = colleaguesCard({ view: withDelegation, pageUrl, time: inToronto }).card as Card;
  expect(wordsOf(colleagues)).toContain('with Ana Ruiz since 19 November');
  const answers = [{ questionId: 'used', siteId: 's1', value: 'yes', by: 'Juan Pérez', at: AT_NIGHT }];
  const shared = { ...view, answers };
  const placed = outlineOf(shared).find(({ section }) => section.siteId === 's1')!;
  expect(wordsOf(groupCard({ view: shared, placed, pageUrl, time: inToronto }).card as Card)).toContain(
    'Juan Pérez saved Seals on 19 November.',
  );
});

it('an answer that is a day is read as people say it, and several choices are told apart', () => {
  const [used, , checked] = monterrey!.questions;
  expect(valueInWords(checked!, '2026-05-31')).toBe('31 May 2026');
  expect(valueInWords(checked!, 'next week')).toBe('next week');
  const choices = [
    { id: 'locks', text: 'Electronic locks, such as card readers' },
    { id: 'guards', text: 'Guards' },
  ];
  expect(valueInWords({ ...used!, type: 'multipleChoice', choices }, ['locks', 'guards'])).toBe(
    'Electronic locks, such as card readers; Guards',
  );
});
