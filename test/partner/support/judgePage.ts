import type { Page } from 'playwright-core';
import { axeFindings } from '../../support/axe';

/**
 * What is wrong with a page as it stands, in light, dark and forced colours: what axe finds, scrolling sideways, and
 * targets that are smaller than a finger. Empty when nothing is.
 */
export async function judgePage(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const isWide = (each: Element): boolean => each.scrollWidth > each.clientWidth;
    const wide = [document.documentElement, ...document.querySelectorAll('dialog[open]')]
      .filter(isWide)
      .map(({ tagName }) => `${tagName} scrolls sideways`);
    const targets = [...document.querySelectorAll<HTMLElement>('button, summary, select, textarea, input, a')];
    const small = targets.filter((each) => {
      const { width, height } = (each.closest('.choice') ?? each).getBoundingClientRect();
      return width > 0 && (height < 43.5 || width < 43.5);
    });
    return [...wide, ...small.map((each) => `too small: ${each.outerHTML.slice(0, 90)}`)];
  });
  const modes = [
    { colorScheme: 'light', forcedColors: 'none' },
    { colorScheme: 'dark', forcedColors: 'none' },
    { colorScheme: 'light', forcedColors: 'active' },
  ] as const;
  for (const mode of modes) {
    await page.emulateMedia(mode);
    const violations = await axeFindings(page, mode === modes[0] ? {} : { rules: ['color-contrast'] });
    for (const { id, nodes } of violations)
      found.push(`${mode.colorScheme} ${mode.forcedColors}: ${id} ${nodes[0]?.html}`);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return found;
}
