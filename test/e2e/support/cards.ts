import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../support/product';
import { isExclusive } from './exclusive';
import { textOf } from './shell';

/** The newest card in the chat that is open on the page. */
export const newestCard = (page: Page): Locator => page.locator('article.bubble .card').last();

/** As long as the bot counts the presses of one person, in milliseconds, and a little more. */
const UNTIL_IT_LISTENS_MS = 11_000;

/** Presses a button of the newest card and waits until another card, or a notice, stands there. Gives its text. */
export async function press(page: Page, button: string): Promise<string> {
  const now = await pressOnce(page, button);
  if (!now.includes('Unable to reach app')) return now;
  // Tests press more quickly than the bot lets one person, and do then what a person would.
  await sleep(UNTIL_IT_LISTENS_MS);
  return pressOnce(page, button);
}

async function pressOnce(page: Page, button: string): Promise<string> {
  const before = await textOf(newestCard(page));
  await newestCard(page).getByRole('button', { name: button, exact: true }).click();
  return eventually(`the card answers to ${button}`, async () => {
    const card = newestCard(page);
    if ((await card.getAttribute('aria-busy')) === 'true') return undefined;
    const now = await textOf(card);
    return now !== before && now;
  });
}

/** The block of one question on the newest card: its text, its inputs, its reason list. */
export const questionOn = (page: Page, words: string): Locator =>
  newestCard(page).locator('.ac-container').filter({ hasText: words }).last();

/** Fills in everything on the newest card that has no answer yet, each as good as it can be. */
export async function fillCard(page: Page, today: string): Promise<void> {
  const card = newestCard(page);
  for (const set of await card.locator('.ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect').all()) {
    const inputs = await set.locator('input').evaluateAll((all) =>
      all.map((each) => ({
        isRadio: (each as HTMLInputElement).type === 'radio',
        isChecked: (each as HTMLInputElement).checked,
        name: each.getAttribute('aria-label') ?? '',
      })),
    );
    if (inputs.some(({ isChecked }) => isChecked)) continue;
    for (const [index, { isRadio, name }] of inputs.entries()) {
      if (isRadio ? index === 0 : !isExclusive(name)) await set.locator('input').nth(index).check();
    }
  }
  for (const list of await card.locator('select').all()) {
    const isFree = await list.evaluate((element) => {
      const options = [...(element as HTMLSelectElement).options].map(({ text }) => text);
      return (element as HTMLSelectElement).value === '' && options.includes('Choose an answer');
    });
    if (isFree) await list.selectOption({ index: 1 });
  }
  for (const input of await card.locator('input[type=number]').all()) {
    if ((await input.inputValue()) === '') await input.fill('30');
  }
  for (const input of await card.locator('input[type=date]').all()) {
    if ((await input.inputValue()) === '') await input.fill(today);
  }
  for (const input of await card.locator('input[type=text], textarea').all()) {
    if ((await input.inputValue()) === '') await input.fill('The plant manager');
  }
}
