import type { Browser, Page } from 'playwright-core';
import type { Overview } from '../../../src/contracts/overview';
import { launchBrowser } from '../../support/browser';
import { isReady, type RunningProduct, startProduct } from '../../support/product';
import { openShell, type Shell } from '../support/shell';

/** Contacts of partners in the messy list who become guests in Teams. */
export const GUESTS = [
  { partner: 'Partner 2 Trading', name: 'Ana Duarte', email: 'ana@partner2.example' },
  { partner: 'Partner 3 Trading', name: 'Bo Lind', email: 'bo@partner3.example' },
  { partner: 'Partner 4 Trading', name: 'Chidi Eze', email: 'chidi@partner4.example' },
] as const;
export const CAMPAIGN = 'Security 2026';

/** The product with nothing in it, a window with Teams, and a contact's phone. */
export interface World {
  readonly product: RunningProduct;
  readonly browser: Browser;
  readonly shell: Shell;
  readonly phone: Page;
  overview(): Promise<Overview>;
  /** Opens a partner's page in the tab, from the list. */
  openPartner(viewer: string, name: string): Promise<void>;
  close(): Promise<void>;
}

/** The product runs at its own pace here: nothing is shortened. */
export async function startMainJob(): Promise<World> {
  const [product, browser] = await Promise.all([startProduct({ unlimited: 'unlessStrict' }), launchBrowser()]);
  await isReady(product);
  const shell = await openShell(browser, product);
  const phone = await (await browser.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true })).newPage();
  phone.setDefaultTimeout(30_000);
  return {
    product,
    browser,
    shell,
    phone,
    overview: async () => (await product.api<Overview>('maya', 'GET', '/api/overview')).body,
    openPartner: async (viewer, name) => {
      const { tab, page } = shell;
      if (page.url().includes(`/${viewer}/app`)) await tab.getByRole('tab', { name: 'Partners' }).click();
      else await shell.openTab(viewer, '/partners');
      await tab.getByRole('searchbox').first().fill(name);
      await tab
        .getByRole('row', { name: new RegExp(name) })
        .first()
        .click();
      await tab.getByRole('link', { name: 'Open partner' }).click();
      await tab.getByRole('heading', { level: 1, name }).waitFor();
    },
    close: async () => {
      await browser.close();
      await product.close();
    },
  };
}
