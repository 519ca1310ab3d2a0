import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** A phone of the small kind. */
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** A page in a browser of its own, without cookies. Errors on the page fail the test that closes it. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  // What the service worker answers cannot be watched or replaced, so only tests about it let it in.
  const context = await browser.newContext({ serviceWorkers: 'block', ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  // Time flows as always, and `saved` may skip the pauses that the page makes while somebody types.
  await page.clock.install();
  return page;
}

export const question = (page: Page, text: RegExp): Locator => page.getByRole('group', { name: text });

/** One of the answers of a choice question. */
export const choice = (page: Page, text: RegExp, answer: string): Locator =>
  question(page, text).getByLabel(answer, { exact: true });

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

export const section = (page: Page, title: string): Locator =>
  page.locator('.sections').getByRole('button', { name: title });

/** The saved state at the top. */
export const state = (page: Page): Locator => page.locator('.topBar').getByRole('status');

/** Waits until the page says that everything is saved. */
export const saved = (page: Page): Promise<void> =>
  state(page)
    .getByText(/Saved \d\d:\d\d/)
    .waitFor();

/** Opens a link and a section of the questionnaire. */
export async function openSection(page: Page, link: string, title: string): Promise<void> {
  await page.goto(link);
  await section(page, title).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** What holds the focus: the text of its question, or its own. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const active = document.activeElement;
    return active?.closest('fieldset')?.querySelector('legend')?.textContent ?? active?.textContent ?? '';
  });
