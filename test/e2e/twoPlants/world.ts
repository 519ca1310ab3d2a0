import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser';
import { eventually, isReady, type RunningProduct, startProduct } from '../../support/product';
import { dayIn, mailTo, mayaOf, newKey } from '../support/ask';
import { cardChat } from '../support/cardChat';
import { newestCard, press } from '../support/cards';
import { openShell, type Shell, takeShot, takeShotOf } from '../support/shell';

export const LUPE = 'lupe@acerosdelnorte.example';
export const ANA = 'ana.ruiz@acerosdelnorte.example';
export const NOTE = 'You know our computers best.';
export const COMMENT = 'Signed by our director in May';
export const HELP = 'Does a tablet on the wall of the packing hall count?';
export const REPLY = 'Yes, if somebody can read mail or orders on it.';
export const CYBER = ['computers', 'computersDaily'] as const;
export const past = dayIn(-100);

/** A manufacturer with two plants who was asked: the guest Guadalupe in Teams, and her colleague's phone. */
export interface World {
  readonly product: RunningProduct;
  readonly shell: Shell;
  /** The guest's chat without a window. */
  readonly chat: ReturnType<typeof cardChat>;
  /** The colleague's phone. */
  readonly ana: Page;
  readonly partnerKey: string;
  /** The newest card in the window. */
  card(): Locator;
  shotOfCard(name: string): Promise<void>;
  /** Presses a button of the newest card in the window, as the guest. */
  push(button: string): Promise<string>;
  /** How often a button was pressed, in the window and without it. */
  presses(): number;
  lookAtChat(): Promise<void>;
  phonePage(): Promise<Page>;
  /** The link in the newest mail to this address that has one. */
  linkIn(address: string): Promise<string>;
  /** Types the code from the mail, which answers of others ask for. */
  typeCode(page: Page, address: string): Promise<void>;
  close(): Promise<void>;
}

/** Pictures of what is in sight and of the whole page. */
export const wholeShot = async (page: Page, name: string): Promise<void> => {
  await takeShot(page, name);
  await takeShotOf(page.locator('body'), `${name}-whole`);
};

/** Adds the partner with its contact and asks it. Gives its key. */
async function ask(product: RunningProduct): Promise<string> {
  const maya = mayaOf(product);
  const { key } = await maya.call<{ key: string }>('POST', '/api/partners', {
    requestId: newKey(),
    name: 'Aceros del Norte',
    country: 'MX',
    city: 'Monterrey',
    types: ['foreignManufacturer'],
    sites: [
      { id: 'monterrey', name: 'Monterrey' },
      { id: 'saltillo', name: 'Saltillo' },
    ],
  });
  await maya.contact(key, { name: 'Guadalupe Hernández', email: LUPE, jobTitle: 'Export manager', guest: true });
  await maya.settled(await maya.open([key], dayIn(20)), 1);
  return key;
}

export async function startTwoPlants(): Promise<World> {
  const [product, browser]: [RunningProduct, Browser] = await Promise.all([
    startProduct({ unlimited: 'unlessStrict', waits: 'short' }),
    launchBrowser(),
  ]);
  await isReady(product);
  const shell = await openShell(browser, product);
  // High enough for whole cards.
  await shell.page.setViewportSize({ width: 1366, height: 1900 });
  const chat = cardChat(product, LUPE);
  const phonePage = async (): Promise<Page> => {
    const page = await (
      await browser.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true, serviceWorkers: 'block' })
    ).newPage();
    page.setDefaultTimeout(30_000);
    return page;
  };
  const ana = await phonePage();
  // Time flows as always, and the page's pauses between two looks at what others do may be skipped.
  await ana.clock.install();
  const partnerKey = await ask(product);

  const card = (): Locator => newestCard(shell.page);
  let pressesByHand = 0;
  const codesTo = async (address: string): Promise<string[]> =>
    (await mailTo(product, address)).flatMap(
      ({ subject, text }) => (/code/i.test(subject) && /\b\d{6}\b/.exec(text)) || [],
    );
  return {
    product,
    shell,
    chat,
    ana,
    partnerKey,
    card,
    shotOfCard: (name) => takeShotOf(card(), name),
    push: async (button) => {
      pressesByHand += 1;
      return press(shell.page, button);
    },
    presses: () => pressesByHand + chat.presses(),
    lookAtChat: async () => {
      await shell.go('lupe', 'chat');
      await card().waitFor();
    },
    phonePage,
    linkIn: (address) =>
      eventually(`a mail with a link to ${address}`, async () =>
        (await mailTo(product, address))
          .map(({ html }) => /href="([^"]+\/answer\/#[^"]+)"/.exec(html)?.[1])
          .find((each) => each !== undefined),
      ),
    typeCode: async (page, address) => {
      const before = await codesTo(address);
      await page.getByRole('button', { name: 'Send me the code' }).click();
      const code = await eventually('the code', async () =>
        (await codesTo(address)).find((each) => !before.includes(each)),
      );
      await page.getByLabel('Six-digit code').fill(code);
      await page.getByRole('button', { name: 'Go on' }).click();
    },
    close: async () => {
      await browser.close();
      await product.close();
    },
  };
}
