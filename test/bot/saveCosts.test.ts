import path from 'node:path';
import { loadContent } from '../../src/content/load';
import { buttonsOf, inputsOf, wordsOf } from './support/cardChecks';
import { LUPE } from './support/fakeUseCases';
import { type RealBot, startRealBot } from './support/realBot';
import type { Card } from './support/startBot';

// What saves of the whole shipped pack cost in SharePoint, counted by the tenant, as cards send them.
let bot: RealBot;
beforeAll(async () => {
  bot = await startRealBot(loadContent(path.resolve(__dirname, '../../src/content')));
});
afterAll(() => bot?.close());

interface Input {
  readonly id: string;
  readonly type: string;
  readonly choices?: readonly { value: string }[];
  readonly min?: number;
  readonly max?: string;
}

/** The first choice of each list, and something that fits elsewhere. */
function goodInputs(card: Card): Record<string, string> {
  const inputs = inputsOf(card) as unknown as readonly Input[];
  return Object.fromEntries(
    inputs
      .filter(({ id }) => !id.startsWith('r.'))
      .map(({ id, type, choices, min }) => {
        if (type === 'Input.ChoiceSet') return [id, choices?.[0]?.value ?? ''];
        if (type === 'Input.Number') return [id, String(Math.max(12, min ?? 0))];
        return [id, type === 'Input.Date' ? '2026-05-31' : 'Ana Ruiz, plant manager'];
      }),
  );
}

const SAVES = ['Save and next', 'Save'];

it('by chat over the whole pack with two sites, every save is one call of 2 resource units', async () => {
  const { started } = bot;
  const sites = [
    { id: 'north', name: 'North plant' },
    { id: 'south', name: 'South plant' },
  ];
  const key = await bot.ask('Aceros del Norte', LUPE, sites);
  let card = (await bot.lastCard('lupe')) as Card;
  const costs: { press: number; title: string; requests: number; resourceUnits: number }[] = [];
  let press = 0;
  for (; press < 400; press += 1) {
    // The bot takes so many presses of a person in ten seconds.
    if (press % 30 === 0) started.renew();
    const button = [...SAVES, 'Start', 'Answer']
      .map((title) => buttonsOf(card).find((each) => each.title === title))
      .find((each) => each !== undefined);
    if (!button) break;
    await started.tenant.resetUsage();
    const { body } = await started.press('lupe', button.verb ?? '', button.data, goodInputs(card));
    const { requests, resourceUnits } = await started.tenant.work();
    if (SAVES.includes(button.title)) costs.push({ press, title: button.title, requests, resourceUnits });
    card = body?.value as Card;
    expect(wordsOf(card)).not.toContain('Please look at what is marked');
  }
  expect(wordsOf(card)).toContain('Everything is answered');
  expect(costs.length).toBeGreaterThan(60);
  expect(costs.filter(({ requests, resourceUnits }) => requests > 1 || resourceUnits > 2)).toEqual([]);
  const rows = await bot.sharePoint.stores.sections.load(key);
  expect(rows.length).toBeGreaterThan(30);
});
