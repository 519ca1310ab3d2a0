import { manager, newKey } from '../useCases/world';
import { button, buttonsOf, faultsOf, inputsOf, wordsOf } from './support/cardChecks';
import { LUPE, MINH, TENANT } from './support/fakeUseCases';
import { type RealBot, startRealBot } from './support/realBot';
import type { Card } from './support/startBot';

// Two plants, a colleague, a question and a reminder: the real use cases on the real stores, through the chat alone.
let bot: RealBot;
let key: string;
beforeAll(async () => {
  bot = await startRealBot();
  key = await bot.ask('Aceros del Norte', LUPE, [
    { id: 's1', name: 'Monterrey' },
    { id: 's2', name: 'Saltillo' },
  ]);
});
afterAll(() => bot?.close());
// Past the window of the bound on how fast one person may press.
beforeEach(() => {
  bot.started.renew();
  bot.clock.advance(60_000);
});

const pressAs = async (person: string, card: Card | undefined, title: string, inputs: object = {}): Promise<Card> => {
  const { verb, data } = button(card, title);
  const outcome = await bot.started.press(person, verb ?? '', data, inputs);
  expect(outcome).toMatchObject({ body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' } });
  const next = outcome.body?.value as Card;
  expect(faultsOf(next)).toEqual([]);
  return next;
};
const press = (card: Card | undefined, title: string, inputs: object = {}) => pressAs('lupe', card, title, inputs);
const typed = async (text: string, person = 'lupe'): Promise<Card> => {
  await bot.started.act(person, { text });
  const card = (await bot.lastCard(person)) as Card;
  expect(faultsOf(card)).toEqual([]);
  return card;
};
const choicesOf = (card: Card) => (inputsOf(card)[0]?.choices ?? []) as { value: string }[];
const has = (card: Card, title: string): boolean => buttonsOf(card).some((each) => each.title === title);

function goodInputs(card: Card): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const { id, type, choices = [] } of inputsOf(card) as {
    id: string;
    type: string;
    choices?: { value: string }[];
  }[]) {
    if (!id.startsWith('a.')) continue;
    if (type === 'Input.ChoiceSet') inputs[id] = choices[0]?.value ?? '';
    else if (type === 'Input.Number') inputs[id] = '12';
    else inputs[id] = type === 'Input.Date' ? '2026-05-31' : 'Ana Ruiz, plant manager';
  }
  return inputs;
}
/** Answers card after card until one shows that is no card of questions. */
async function answerOn(person: string, from: Card): Promise<Card> {
  let card = from;
  for (let steps = 0; steps < 60; steps += 1) {
    const save = ['Save and next', 'Save'].find((title) => has(card, title));
    if (!save) return card;
    card = await pressAs(person, card, save, goodInputs(card));
    expect(wordsOf(card)).not.toContain('Please check');
  }
  throw new Error('There is no end to the cards.');
}
const answersOf = async () => (await bot.sharePoint.stores.sections.load(key)).flatMap(({ value }) => value.answers);

it('a company, one plant answered, the other taken over from it and changed', async () => {
  const first = await answerOn('lupe', await press(await bot.lastCard('lupe'), 'Start'));
  expect(wordsOf(first)).toContain('Monterrey, site 1 of 2');
  const second = await answerOn('lupe', await press(first, 'Answer'));
  expect(wordsOf(second)).toContain('Saltillo, site 2 of 2');
  const copied = await press(second, 'Same as Monterrey');
  expect(wordsOf(copied)).toMatch(/\d+ answers taken over/);
  const atSaltillo = (await answersOf()).filter(({ siteId }) => siteId === 's2');
  expect(atSaltillo.length).toBeGreaterThan(1);
  expect(atSaltillo.every(({ copiedFrom }) => copiedFrom === 's1')).toBe(true);

  const look = await press(copied, 'Look through');
  expect(wordsOf(look)).toMatch(/taken over from Monterrey[\s\S]*As at Monterrey/);
  const question = await press(look, 'Change');
  const choice = inputsOf(question).find(
    ({ id, choices }) => String(id).startsWith('a.') && Array.isArray(choices) && choices.length > 1,
  ) as { id: string; value: string; choices: { value: string }[] };
  const other = choice.choices.find(({ value }) => value !== choice.value && value !== 'notApplicable')?.value;
  const next = await press(question, 'Save', { [choice.id]: other });
  // Back where it was looked through, and that it differs now is said.
  expect(wordsOf(next)).toMatch(/✓ Saved[\s\S]*Aceros del Norte, Saltillo[\s\S]*Monterrey: /);
  expect(wordsOf(await press(next, 'Change'))).toMatch(/Monterrey: /);
  // All of the place is looked through with a few presses.
  let end = next;
  const isRight = ({ title }: { title: string }): boolean => title.startsWith('These are right');
  for (let steps = 0; steps < 10 && buttonsOf(end).some(isRight); steps += 1)
    end = await press(end, buttonsOf(end).find(isRight)?.title ?? '');
  expect(wordsOf(end)).toContain('Everything is answered');
});

it('a third place is added while answering, and taken out again', async () => {
  const form = await press(await typed('sites'), 'Add a site');
  const added = await press(form, 'Add', { name: 'Reynosa yard' });
  expect(wordsOf(added)).toContain('Reynosa yard, site 3 of 3');
  // The same form sent twice adds nothing more.
  await press(form, 'Add', { name: 'Reynosa yard' });
  const list = await typed('sites');
  expect(wordsOf(list)).toContain('Your 3 sites');
  await press(await press(list, 'Name'), 'Take this site out');
  expect(wordsOf(await typed('sites'))).toContain('Your 2 sites');
});

it('a reminder on a day of one’s own is kept', async () => {
  const later = await typed('later');
  const [on] = choicesOf(later).map(({ value }) => value);
  expect(wordsOf(await press(later, 'Remind me', { remind: on }))).toContain('I will remind you on');
  const { remindOn } = bot.sharePoint.stores.assessments.get(key)?.value ?? {};
  expect(Object.values(remindOn ?? {})).toEqual([on]);
});

it('a question reaches the customer, and the answer comes into the chat, where one may ask again', async () => {
  const form = await press(
    await press(await press(await press(await typed('sections'), 'Look'), 'Change'), 'More'),
    'Ask',
  );
  await press(form, 'Send the question', { text: 'Does the night watch count?' });
  const [request] = bot.sharePoint.stores.partnerRequests.by('assessmentKey', key);
  expect(request?.value).toMatchObject({ kind: 'help', state: 'open' });
  await bot.useCases.replyToHelp(manager, request?.value.key ?? '', { requestId: newKey(), text: 'Yes, it does.' });
  await bot.deliver();
  const reply = (await bot.lastCard('lupe')) as Card;
  expect(faultsOf(reply)).toEqual([]);
  expect(wordsOf(reply)).toMatch(/answered your question[\s\S]*Does the night watch count\?[\s\S]*Yes, it does\./);
  await press(reply, 'Ask again', { text: 'And at weekends?' });
  // The same words to the same answer are one message, however often the button is pressed; others are another.
  await press(reply, 'Ask again', { text: 'And at weekends?' });
  const [again] = bot.sharePoint.stores.partnerRequests.by('assessmentKey', key);
  expect(again?.value).toMatchObject({ state: 'open', messages: { length: 3 } });
  await press(reply, 'Ask again', { text: 'And on holidays?' });
  const [more] = bot.sharePoint.stores.partnerRequests.by('assessmentKey', key);
  expect(more?.value).toMatchObject({ messages: { length: 4 } });
});

it('a colleague whom the customer agreed to answers a part in a chat of their own, and says when it is done', async () => {
  const form = await press(await typed('colleagues'), 'Hand over parts');
  const [part] = choicesOf(form);
  const done = await press(await press(form, 'Next: to whom?', { parts0: part?.value }), 'Hand over', {
    name: 'Minh Reyes',
    email: 'minh@nguyenseafoods.example',
    note: 'You know this best.',
  });
  // The address is of another company, so the customer is asked first.
  expect(wordsOf(done)).toContain('Your colleague is named');
  expect(wordsOf(await typed('colleagues'))).toContain('Minh Reyes waits for the agreement of Northgate Trading Ltd');
  const asked = bot.sharePoint.stores.partnerRequests
    .by('assessmentKey', key)
    .find(({ value }) => value.kind === 'colleague');
  await bot.useCases.decideColleague(manager, asked?.value.key ?? '', { isAgreed: true });
  const contact = bot.sharePoint.stores.contacts
    .all()
    .find(({ value }) => value.email === 'minh@nguyenseafoods.example');
  expect(contact?.value).toMatchObject({ access: 'delegated' });
  await bot.useCases.bindTeams(manager, contact?.value.key ?? '', { oid: MINH, version: contact?.version ?? '' });
  await bot.deliver();
  const invitation = (await bot.lastCard('minh')) as Card;
  expect(wordsOf(invitation)).toMatch(/Guadalupe Hernández[\s\S]*asks you to answer[\s\S]*You know this best/);

  const start = await pressAs('minh', invitation, 'Start');
  const end = await answerOn('minh', start);
  expect(wordsOf(end)).toContain('My part is done');
  expect(wordsOf(end)).not.toContain('Send answers');
  await pressAs('minh', end, 'My part is done');
  expect(wordsOf(await typed('sections'))).toContain('is done with it');
  // What was not handed over stays closed, whatever a card says.
  const place = { assessmentKey: key, sectionId: 'somethingElse', group: 0, baseRevision: 0, was: {} };
  const refused = await bot.started.press('minh', 'save', place, {});
  expect(wordsOf(refused.body?.value as Card)).toContain('This part is not with you any more');
  bot.clock.advance(60_000);
  await bot.deliver();
  expect(wordsOf(await bot.lastCard('lupe'))).toContain('Minh Reyes is done with what you handed over');
});

it('one live card: the newest, which a restart finds; news from others stays as it is', async () => {
  const lupe = { oid: LUPE, tid: TENANT };
  const news = (await bot.started.chat('lupe')).messages.at(-1)?.id ?? '';
  const [before] = bot.useCases.liveCardsOf(lupe, key);
  expect(before).not.toBe(news);
  await typed('continue');
  const now = (await bot.started.chat('lupe')).messages.at(-1)?.id;
  const isKept = () => bot.useCases.liveCardsOf(lupe, key)[0] === now;
  for (let tries = 0; tries < 100 && !isKept(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  const chat = bot.sharePoint.stores.conversations.get(`${TENANT}|${LUPE}`)?.value;
  expect(chat?.liveCards).toEqual({ [key]: { activityId: now, at: expect.any(String) } });
  const { messages } = await bot.started.chat('lupe');
  const wordsIn = (id: string | undefined): string => wordsOf(messages.find((each) => each.id === id)?.card);
  expect(wordsIn(before)).toContain('Go on in the newer card below.');
  expect(wordsIn(news)).toContain('is done with what you handed over');

  // A reminder goes on with it as well; what it may have left standing is found again from the rows.
  bot.clock.advance(86_400_000);
  await bot.deliver();
  const reminder = (await bot.started.chat('lupe')).messages.at(-1);
  expect(wordsOf(reminder?.card)).toContain('You asked us to remind you today');
  expect(bot.useCases.liveCardsOf(lupe, key)).toEqual([reminder?.id, now]);
});
