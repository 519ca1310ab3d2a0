import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { eventually, type RunningProduct } from '../../support/product';

export type Room = 'chat' | 'app' | 'mail' | 'sharepoint' | 'people' | 'control';

/** One browser window with the local Teams in it. */
export interface Shell {
  readonly page: Page;
  /** The product's tab in its frame. */
  readonly tab: FrameLocator;
  /** Goes to a room as a person, or as an outside mail address. `deepLink` is a page of the tab, such as `/partners`. */
  go(viewer: string, room: Room, ...rest: string[]): Promise<void>;
  /** Opens a page of the tab as Teams does with a deep link. */
  openTab(viewer: string, deepLink?: string): Promise<void>;
  /** A picture into the folder that E2E_SHOTS names; nothing without one. */
  shot(name: string): Promise<void>;
}

/** Waits until the words stand somewhere in the place. */
export const seen = (place: Page | FrameLocator | Locator, words: string | RegExp, seconds = 30): Promise<void> =>
  place
    .getByText(words)
    .first()
    .waitFor({ timeout: seconds * 1000 });

/** The whole visible text, with runs of blanks as one. */
export const textOf = async (place: Locator): Promise<string> =>
  (await place.first().allInnerTexts()).join(' ').replace(/\s+/g, ' ');

/** Waits until a place's text fits, and gives it. */
export const textLike = (place: Locator, wanted: RegExp, seconds = 30): Promise<string> =>
  eventually(
    `text like ${wanted}`,
    async () => {
      const text = await textOf(place);
      if (wanted.test(text)) return text;
      throw new Error(text.slice(0, 600));
    },
    seconds,
  );

/** A picture of a page into the folder that E2E_SHOTS names. */
export async function takeShot(page: Page, name: string): Promise<void> {
  const folder = process.env.E2E_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** A picture of one part of a page, whole also where it is longer than the window. */
export async function takeShotOf(place: Locator, name: string): Promise<void> {
  const folder = process.env.E2E_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await place.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** Opens a window with the shell of this product's tenant. */
export async function openShell(browser: Browser, product: RunningProduct): Promise<Shell> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 1100 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const tab = page.frameLocator('iframe.app-frame');
  const go = async (viewer: string, room: Room, ...rest: string[]): Promise<void> => {
    const parts = [viewer, room, ...rest].map(encodeURIComponent).join('/');
    const address = `${product.tenantUrl}/#/${parts}`;
    // The tab moves inside its frame, which the shell's address does not show.
    if (page.url() === address) await page.reload();
    else await page.goto(address);
  };
  return {
    page,
    tab,
    go,
    async openTab(viewer, deepLink) {
      await go(viewer, 'app', ...(deepLink === undefined ? [] : [deepLink]));
      await tab.getByRole('tab').first().waitFor();
    },
    shot: (name) => takeShot(page, name),
  };
}
