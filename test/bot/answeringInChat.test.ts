import { newKey } from '../useCases/world';
import { button, buttonsOf, faultsOf, inputsOf, wordsOf } from './support/cardChecks';
import { LUPE, MINH, TENANT } from './support/fakeUseCases';
import { type RealBot, startRealBot } from './support/realBot';
import type { Card, StartedBot } from './support/startBot';

// The real use cases on the real stores: from an open campaign to submitted answers, through the chat alone.
let bot: RealBot;
let started: StartedBot;
beforeAll(async () => {
  bot = await startRealBot();
  started = bot.started;
});
afterAll(() => bot?.close());
const lastCard = (person: string) => bot.lastCard(person);

async function press(card: Card | undefined, title: string, inputs: object = {}): Promise<Card> {
  const { verb, data } = button(card, title);
  const { body } = await started.press('lupe', verb ?? '', data, inputs);
  expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
  const next = body?.value as Card;
  expect(faultsOf(next)).toEqual([]);
  return next;
}

/** A good answer for each input of a card. */
function goodInputs(card: Card): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const { id, type, choices = [] } of inputsOf(card) as {
    id: string;
    type: string;
    choices?: { value: string }[];
  }[]) {
    if (id.startsWith('r.')) continue;
    if (type === 'Input.ChoiceSet') inputs[id] = choices[0]?.value ?? '';
    else if (type === 'Input.Number') inputs[id] = '12';
    else inputs[id] = type === 'Input.Date' ? '2026-05-31' : 'Ana Ruiz, plant manager';
  }
  return inputs;
}

let key: string;

it('the invitation arrives in the chat, and the ledger says so', async () => {
  key = await bot.ask('Aceros del Norte', LUPE);
  const card = await lastCard('lupe');
  expect(wordsOf(card)).toContain('Northgate Trading Ltd asks about security at Aceros del Norte');
  expect(faultsOf(card as Card)).toEqual([]);
  const ledger = bot.sharePoint.stores.deliveries.by('assessmentKey', key);
  expect(ledger.map(({ value }) => [value.step, value.channel, value.state])).toEqual([
    ['invitation', 'teams', 'sent'],
  ]);
});

it('a save asks Graph at most twice, and what was answered is in SharePoint', async () => {
  const card = await press(await lastCard('lupe'), 'Start');
  expect(wordsOf(card)).toMatch(/section 1 of \d+/);
  await started.tenant.resetUsage();
  await press(card, 'Save and next', goodInputs(card));
  expect((await started.tenant.work()).requests).toBeLessThanOrEqual(2);
  const rows = await bot.sharePoint.stores.sections.load(key);
  expect(rows.flatMap(({ value }) => value.answers).every(({ source }) => source === 'card')).toBe(true);
});

it('an invoke that the client sends twice saves once, and the second answer is the same card, without a conflict', async () => {
  await started.act('lupe', { text: 'continue' });
  const card = (await lastCard('lupe')) as Card;
  const { verb, data } = button(card, 'Save and next');
  const action = { verb, data, inputs: goodInputs(card) };
  const before = (await bot.sharePoint.stores.sections.load(key)).flatMap(({ value }) => value.answers).length;
  const { body } = await started.act('lupe', { action, isRepeated: true });
  const next = body?.value as Card;
  expect(wordsOf(next)).toContain('Saved');
  expect(wordsOf(next)).not.toMatch(/after you opened this card|not saved/);
  const answers = (await bot.sharePoint.stores.sections.load(key)).flatMap(({ value }) => value.answers);
  expect(answers.length - before).toBe(Object.keys(action.inputs).length);
});

it('the whole questionnaire can be answered and sent in the chat', async () => {
  await started.act('lupe', { text: 'continue' });
  let card = (await lastCard('lupe')) as Card;
  let steps = 0;
  for (; buttonsOf(card).some(({ title, verb }) => verb === 'save' || title === 'Answer') && steps < 40; steps += 1) {
    if (buttonsOf(card).some(({ title }) => title === 'Answer')) {
      expect(wordsOf(card)).toContain('Monterrey yard');
      card = await press(card, 'Answer');
    }
    card = await press(card, buttonsOf(card).find(({ verb }) => verb === 'save')?.title ?? '', goodInputs(card));
    expect(wordsOf(card)).not.toContain('Please check');
  }
  expect(steps).toBeGreaterThan(3);
  expect(wordsOf(card)).toContain('Everything is answered');
  // The last press comes twice: what was sent is sent once.
  const { verb, data } = button(await press(card, 'Send answers'), 'Send answers');
  const inputs = { name: 'Guadalupe Hernández', jobTitle: 'Yard manager', isConfirmed: 'true' };
  const { body } = await started.act('lupe', { action: { verb, data, inputs }, isRepeated: true });
  expect(wordsOf(body?.value as Card)).toContain('Thank you, your answers are sent');
  // A press of its own, on a card that another device still shows, is another matter.
  const again = await started.act('lupe', { action: { verb, data, inputs }, isRepeated: false });
  expect(wordsOf(again.body?.value as Card)).toContain('These answers are sent already');
  expect(wordsOf(again.body?.value as Card)).toContain('Nothing was changed now');
  expect(bot.sharePoint.stores.assessments.get(key)?.value).toMatchObject({ status: 'submitted', submissions: 1 });
  await started.act('lupe', { text: 'continue' });
  expect(wordsOf(await lastCard('lupe'))).toContain('Nothing is open');
});

it('another contact’s questionnaire stays closed, and its keys tell nothing', async () => {
  const other = await bot.ask('Nguyen Sea Foods', MINH);
  // Teams tells of the installation in its own time; remembering the chat is a call to Graph that is none of this.
  while (!bot.sharePoint.stores.conversations.get(`${TENANT}|${MINH}`))
    await new Promise((resolve) => setTimeout(resolve, 20));
  await started.tenant.resetUsage();
  const refused = await started.press('lupe', 'start', { assessmentKey: other });
  const unknown = await started.press('lupe', 'start', { assessmentKey: `${newKey()}|${newKey()}` });
  expect(JSON.stringify(refused.body)).toBe(JSON.stringify(unknown.body));
  expect(JSON.stringify(refused.body)).not.toContain('Nguyen');
  expect((await started.tenant.work()).requests).toBe(0);
});
