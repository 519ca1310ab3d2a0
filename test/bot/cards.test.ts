import { dueInWords } from '../../bot/teams/cards/dueWords';
import { buttonsOf, elementsOf, faultsOf, inputsOf, wordsOf } from './support/cardChecks';
import { HOSTILE, sampleCards } from './support/sampleCards';
import type { Card } from './support/startBot';

const plain = sampleCards();
const hostile = sampleCards(HOSTILE);
const names = Object.keys(plain);
const cardOf = (cards: typeof plain, name: string): Card => cards[name]?.card as Card;

it.each(names)('the card %s is one that Teams can show', (name) => {
  expect(faultsOf(cardOf(plain, name))).toEqual([]);
});

it.each(names)('the card %s shows texts from outside as texts', (name) => {
  const card = cardOf(hostile, name);
  expect(faultsOf(card)).toEqual([]);
  // In a field a text stays what it is, because it is sent back as it stands there; no client replaces anything in it.
  const shown = JSON.stringify(card, (name, value: unknown) => (name === 'value' ? undefined : value));
  expect(shown).not.toContain('{{');
  for (const { title } of buttonsOf(card)) expect(title).not.toMatch(/[*_[\]`<>#|]/);
  const spoken = [card.fallbackText, card.speak, hostile[name]?.summary].map(String);
  for (const text of spoken) expect(text).not.toMatch(/[*_[\]`<>#|]/);
  const titles = inputsOf(card).flatMap(({ choices = [] }) =>
    (choices as { title: string }[]).map(({ title }) => title),
  );
  for (const title of titles) expect(title).not.toMatch(/[*_[\]`<>#|]/);
});

it('the check itself finds what it is for', () => {
  const text = (id: string) => ({ type: 'Input.Text', id, label: 'x' });
  const bad = {
    type: 'AdaptiveCard',
    version: '1.6',
    body: [text('a'), text('a'), { type: 'TextBlock', text: '**x**' }],
  } as unknown as Card;
  expect(faultsOf(bad)).toEqual(
    expect.arrayContaining([
      'version is not 1.5',
      'no fallbackText or speak',
      'ids are not unique',
      'markdown in a text block',
    ]),
  );
});

it('a full card of questions has exactly six inputs, all with labels', () => {
  const inputs = inputsOf(cardOf(plain, 'group'));
  expect(inputs).toHaveLength(6);
  expect(inputs.map(({ type }) => type)).toEqual([
    'Input.ChoiceSet',
    'Input.ChoiceSet',
    'Input.Number',
    'Input.ChoiceSet',
    'Input.Date',
    'Input.ChoiceSet',
  ]);
});

it('shows short lists open at first, and closed when there is an answer, which iOS would not show in an open one', () => {
  expect(inputsOf(cardOf(plain, 'group'))[0]).toMatchObject({ style: 'expanded' });
  expect(inputsOf(cardOf(plain, 'groupAnswered'))[0]).toMatchObject({ style: 'compact', value: 'yes' });
});

it('has one primary button at most, and a way to the page, on every card with questions', () => {
  for (const name of names) {
    const primary = (cardOf(plain, name).actions ?? []).filter(
      (action) => (action as { style?: string }).style === 'positive',
    );
    expect([name, primary.length <= 1]).toEqual([name, true]);
  }
  for (const name of [
    'group',
    'groupAnswered',
    'groupProblem',
    'groupLast',
    'summaryMissing',
    'invitation',
    'before3',
  ]) {
    expect(buttonsOf(cardOf(plain, name)).map(({ title }) => title)).toContain('Answer on one page');
  }
});

it('never shows the link as text, and the code not in the notification', () => {
  for (const name of names) expect(wordsOf(cardOf(plain, name))).not.toContain('#0123456789');
  expect(`${plain.code?.summary} ${cardOf(plain, 'code').speak} ${cardOf(plain, 'code').fallbackText}`).not.toContain(
    '482913',
  );
});

it('says in an invitation who asks, why, until when, how long, who sees it, and whom to ask', () => {
  const words = elementsOf(cardOf(plain, 'invitation'))
    .map(({ text }) => text)
    .join('');
  for (const part of [
    'Maya Okafor of Northgate',
    'trade security program',
    'due 4 December 2026, in 12 days',
    'about 25 minutes',
    'nobody else',
    'maya@northgate.example',
  ]) {
    expect(words.replace('Maya Okafor of', 'Maya Okafor of')).toContain(part);
  }
});

it('never presses: no reminder shouts or threatens', () => {
  for (const name of ['before3', 'dueDay', 'after3']) {
    expect(wordsOf(cardOf(plain, name))).not.toMatch(/!|urgent|immediately|overdue|must|failure|last chance/i);
  }
});

it.each([
  ['2026-12-04', 'due 4 December, in 12 days'],
  ['2026-11-23', 'due tomorrow, 23 November'],
  ['2026-11-22', 'due today, 22 November'],
  ['2026-11-21', 'was due 21 November, 1 day ago'],
  ['2027-01-03', 'due 3 January 2027, in 42 days'],
])('on 22 November, %s is "%s"', (dueOn, words) => {
  expect(dueInWords(dueOn, '2026-11-22')).toBe(words);
});
