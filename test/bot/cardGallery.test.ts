import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from '../support/browser';
import { sampleCards } from './support/sampleCards';
import type { Card } from './support/startBot';

const WIDTHS = [300, 480, 800];
const THEMES = ['light', 'dark', 'contrast'] as const;
const cards = sampleCards();
/** Pictures of every card kind, width and theme, into the folder that E2E_SHOTS names. */
const folder = process.env.E2E_SHOTS;
/** Names of cards, with commas between, to look at only these. */
const wanted = process.env.CARD_SHOTS?.split(',');

jest.setTimeout(folder ? 600_000 : 60_000);

describeInBrowser('every card, drawn as Teams draws cards', () => {
  let browser: Browser;
  let page: Page;
  let dir: string;

  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'trustlane-cards-'));
    await build({
      entryPoints: [path.join(__dirname, 'support/cardGallery.tsx')],
      outfile: path.join(dir, 'gallery.js'),
      bundle: true,
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'error',
    });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 860, height: 900 } });
    // The drawing stands for any picture: nothing is fetched from outside.
    const drawing = readFileSync(path.resolve(__dirname, '../../src/content/pictures/highSecuritySeal.png'));
    await page.route('**/*', (route) =>
      route.request().url().endsWith('.png')
        ? route.fulfill({ contentType: 'image/png', body: drawing })
        : route.continue(),
    );
    const html = path.join(dir, 'gallery.html');
    writeFileSync(
      html,
      '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="gallery.css"><style>body{margin:0}</style><div id="root"></div><script src="gallery.js"></script>',
    );
    await page.goto(`file://${html}`);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const show = async (name: string, theme: (typeof THEMES)[number], width: number): Promise<void> => {
    const { card } = cards[name] as { card: Card };
    await page.evaluate(
      ({ card, theme, width }) =>
        (window as unknown as { showCard: (...all: unknown[]) => void }).showCard(card, theme, width),
      { card, theme, width },
    );
    await page.waitForSelector('.ac-adaptiveCard');
  };

  it.each(Object.keys(cards))('%s fits the narrowest width', async (name) => {
    await show(name, 'light', 300);
    const overflow = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.card *')]
        .filter((each) => each.getBoundingClientRect().right > 301 && each.offsetParent !== null)
        .map((each) => `${each.tagName} ${each.textContent?.slice(0, 60)}`),
    );
    expect(overflow).toEqual([]);
  });

  // Pictures are for eyes; they are taken when somebody says where to put them.
  const forEyes = (words: string, take: () => Promise<void>): void => {
    if (folder) it(words, take);
  };
  forEyes('pictures of all of them', async () => {
    for (const theme of THEMES) {
      const into = path.join(folder ?? '', 'cards', theme);
      mkdirSync(into, { recursive: true });
      for (const name of Object.keys(cards).filter((each) => wanted?.includes(each) ?? true)) {
        for (const width of WIDTHS) {
          await show(name, theme, width);
          const element = await page.$('.fui-FluentProvider');
          await element?.screenshot({ path: path.join(into, `${name}-${width}.png`) });
        }
      }
    }
  });
});
