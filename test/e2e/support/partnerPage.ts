import type { Page } from 'playwright-core';
import { isExclusive } from './exclusive';

/** Answers every question of the section that is open on the partner page, the best way, as far as it is not answered. */
export async function fillSection(page: Page, today: string): Promise<void> {
  // A gate that is answered here shows more questions, so it is gone through until nothing is left.
  for (let round = 0; round < 4; round += 1) {
    let filled = 0;
    for (const field of await page.locator('fieldset').all()) {
      const kinds = await field
        .locator('input:not([type=file]), details textarea')
        .evaluateAll((all) =>
          all.filter((each) => each.tagName === 'INPUT').map((each) => (each as HTMLInputElement).type),
        );
      const isChosen = await field.locator('input:checked').count();
      if (kinds.includes('radio')) {
        if (isChosen > 0) continue;
        await field.locator('input[type=radio]').first().check();
      } else if (kinds.includes('checkbox')) {
        if (isChosen > 0) continue;
        for (const name of await field.locator('label.choice').allInnerTexts()) {
          if (isExclusive(name)) continue;
          await field.getByLabel(name.trim(), { exact: true }).check();
        }
      } else {
        const input = field.locator('input:not([type=file])').first();
        if ((await input.inputValue()) !== '') continue;
        const type = await input.getAttribute('type');
        const isNumber = (await input.getAttribute('inputmode')) === 'numeric';
        await input.fill(type === 'date' ? today : isNumber ? '30' : 'The plant manager');
      }
      filled += 1;
    }
    if (filled === 0) return;
  }
}
