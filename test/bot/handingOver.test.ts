import { handOverCard } from '../../bot/teams/cards/handOverCard';
import { partsCard } from '../../bot/teams/cards/partsCard';
import { chosenParts, chosenText, offeredPlaces, placesOfParts } from '../../bot/teams/handOverParts';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { button, buttonsOf, faultsOf, inputsOf, wordsOf } from './support/cardChecks';
import { sampleView } from './support/sampleCards';
import type { Card } from './support/startBot';

// Which parts go to a colleague: all can be reached, several at once, and what was chosen is said before it is done.
const origin = { assessmentKey: 'a1' };
const pageUrl = 'https://x.example/';

/** @param sites parts of each place by its site; the company first */
function viewOf(counts: Readonly<Record<string, number>>): QuestionnaireView {
  const base = sampleView('Aceros del Norte');
  const [seals] = base.sections;
  const sections = Object.entries(counts).flatMap(([siteId, count]) =>
    Array.from({ length: count }, (_, n) => ({
      ...seals!,
      id: `part${n}`,
      siteId: siteId === 'company' ? undefined : siteId,
      siteName: siteId === 'company' ? undefined : `Plant ${siteId}`,
      title: `Part ${n}`,
      groups: seals!.groups.map((ids) => ids.map((id) => `${n}-${id}`)),
      questions: seals!.questions.map((each) => ({
        ...each,
        id: `${n}-${each.id}`,
        siteId: siteId === 'company' ? undefined : siteId,
      })),
    })),
  );
  // The first part of each place is done.
  const missing = sections.flatMap(({ id, siteId, questions }) =>
    id === 'part0'
      ? []
      : questions.map((each) => ({ sectionId: id, siteId, questionId: each.id, text: each.text, isMust: true })),
  );
  return { ...base, sections, progress: { ...base.progress, missing } };
}
const cardOf = (view: QuestionnaireView, more: { page?: number; chosen?: string } = {}): Card => {
  const card = partsCard({ view, origin, pageUrl, ...more }).card as Card;
  expect(faultsOf(card)).toEqual([]);
  return card;
};
const valuesOn = (card: Card): string[] =>
  inputsOf(card).flatMap(({ choices }) => (choices as { value: string }[]).map(({ value }) => value));
/** Every card, by its buttons from the first on. */
function allCards(view: QuestionnaireView): Card[] {
  const cards = [cardOf(view, { page: 0 })];
  for (let page = 1; page < 60; page += 1) {
    const next = buttonsOf(cards.at(-1)).find(({ data }) => data?.verb === 'handOverForm' && data.page === page);
    if (!next) return cards;
    cards.push(cardOf(view, { page }));
  }
  throw new Error('There is no end to the cards.');
}

it.each([
  ['one site', { company: 13, s1: 10 }],
  ['three sites', { company: 13, s1: 10, s2: 10, s3: 10 }],
  ['many small ones', { company: 2, s1: 2, s2: 2, s3: 2, s4: 2, s5: 2, s6: 2 }],
])('every part is reached, with %s', (_, counts) => {
  const view = viewOf(counts);
  const cards = allCards(view);
  const parts = cards.flatMap(valuesOn).filter((value) => !value.startsWith('*'));
  expect(new Set(parts).size).toBe(view.sections.length);
  expect(parts).toHaveLength(view.sections.length);
  for (const card of cards) expect(inputsOf(card).length).toBeLessThanOrEqual(5);
});

it('what is open comes first, and says how much it is', () => {
  const [list] = inputsOf(cardOf(viewOf({ company: 3 })));
  expect((list!.choices as { title: string }[]).map(({ title }) => title)).toEqual([
    'All that is open here: 2 parts',
    'Part 1 (4 questions)',
    'Part 2 (4 questions)',
    'Part 0 (done)',
  ]);
});

it('what was ticked on one card is still chosen on the next, and may be taken back where it stands', () => {
  const view = viewOf({ company: 13, s1: 10 });
  const next = button(cardOf(view, { page: 0 }), 'Parts of Plant s1');
  // The client adds what is ticked on the card to what the button carries.
  const chosen = [next.data?.chosen, 'part3,part4'].filter((each) => each !== '').join(',');
  const second = cardOf(view, { page: 1, chosen });
  expect(wordsOf(second)).toContain('Chosen already: Part 3 and Part 4.');
  const back = cardOf(view, { page: 0, chosen });
  expect(inputsOf(back)[0]).toMatchObject({ value: 'part3,part4' });
  // Its own buttons leave to the ticks what stands on the card.
  expect(button(back, 'Next: to whom?').data).toMatchObject({ chosen: '' });
});

it('everything that is open in a place is one tick, without what is done', () => {
  const view = viewOf({ company: 3, s1: 3 });
  const places = offeredPlaces(view);
  expect(placesOfParts(chosenParts(places, '*@s1'))).toEqual([
    { sectionId: 'part1', siteId: 's1' },
    { sectionId: 'part2', siteId: 's1' },
  ]);
  // Chosen twice is chosen once; what is not asked is left out.
  expect(chosenParts(places, '*@s1,part1@s1,nothing,part9@s1')).toHaveLength(2);
  expect(chosenText(places, 'part1@s1,part2@s1,part1')).toBe('part1,*@s1');
});

it('before it is done, the card says what is handed over, place by place', () => {
  const view = viewOf({ company: 3, s1: 3 });
  const parts = chosenParts(offeredPlaces(view), 'part1,*@s1');
  const card = handOverCard({ view, parts, origin, requestId: 'r1', pageUrl }).card as Card;
  expect(faultsOf(card)).toEqual([]);
  expect(wordsOf(card)).toMatch(
    /3 parts with 12 open questions[\s\S]*Your company: \nPart 1[\s\S]*Plant s1: \nall 2 open parts/,
  );
  expect(button(card, 'Hand over').data).toMatchObject({ parts: 'part1,part1@s1,part2@s1' });
  expect(button(card, 'Choose other parts').data).toMatchObject({ chosen: 'part1,part1@s1,part2@s1' });
});

it('with fifty sites and everything chosen the cards are still ones that Teams takes', () => {
  const counts = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`01hzzzzzzzzzzzzzzzzzzzz${n}`, 10]));
  const view = viewOf({ company: 13, ...counts });
  const chosen = offeredPlaces(view)
    .map(({ value }) => value)
    .join(',');
  const card = cardOf(view, { page: 1, chosen });
  expect(wordsOf(card)).toContain('Chosen already: ');
});
