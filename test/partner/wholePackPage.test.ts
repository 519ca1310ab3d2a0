import type { Browser, Page } from 'playwright-core';
import { axeFindings } from '../support/axe';
import { describeInBrowser, launchBrowser, whenStill } from '../support/browser';
import { newPage } from './support/pageHelpers';
import { type StubService, startStubService } from './support/stubService';

const SITES = [
  { id: 's1', name: 'Planta Apodaca' },
  { id: 's2', name: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft' },
];
const MODES = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
] as const;

describeInBrowser('every section of the whole pack on the partner page', () => {
  let service: StubService;
  let browser: Browser;
  beforeAll(async () => {
    service = await startStubService();
    browser = await launchBrowser();
    service.start({ isWhole: true, sites: SITES });
    // Every gate open, so that every question is there to be looked at.
    service.questionnaire.answerAll();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await service.close();
  });

  async function open(options: Parameters<typeof newPage>[1]): Promise<Page> {
    const page = await newPage(browser, options);
    await page.goto(service.link);
    await page.locator('h1').waitFor();
    return page;
  }
  /** Goes to each section, with all that can be unfolded unfolded. */
  async function eachSection(page: Page, look: (title: string) => Promise<void>): Promise<number> {
    const { sections } = service.questionnaire.view();
    for (const [place, { title, questions }] of sections.entries()) {
      await page.evaluate((at) => window.dispatchEvent(new PopStateEvent('popstate', { state: { place: at } })), place);
      await page.locator(`#question-${questions[0]?.id}`).waitFor();
      await page.evaluate(() => {
        for (const each of document.querySelectorAll('main details')) (each as HTMLDetailsElement).open = true;
      });
      await look(title);
    }
    return sections.length;
  }
  const sideways = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

  it('axe finds nothing in light, dark and forced colours, and nothing scrolls sideways at 320 pixels', async () => {
    const page = await open({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true });
    const found: string[] = [];
    const count = await eachSection(page, async (title) => {
      if ((await sideways(page)) > 0) found.push(`${title}: scrolls sideways`);
      for (const mode of MODES) {
        await page.emulateMedia(mode);
        await whenStill(page);
        const isFirst = mode === MODES[0];
        const violations = await axeFindings(page, isFirst ? {} : { rules: ['color-contrast'] });
        for (const { id, nodes } of violations)
          found.push(`${title}, ${mode.colorScheme} ${mode.forcedColors}: ${id} ${nodes[0]?.html}`);
      }
      await page.emulateMedia(MODES[0]);
    });
    expect(found).toEqual([]);
    expect(count).toBeGreaterThan(25);
    await page.context().close();
  }, 300_000);

  it('nothing scrolls sideways at 200 % zoom, nor with texts twice as large at 640 pixels', async () => {
    const page = await open({ viewport: { width: 512, height: 384 }, deviceScaleFactor: 2 });
    const found: string[] = [];
    await eachSection(page, async (title) => {
      if ((await sideways(page)) > 0) found.push(`${title} zoomed`);
    });
    await page.setViewportSize({ width: 640, height: 800 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
      document.body.style.fontSize = '32px';
    });
    await eachSection(page, async (title) => {
      if ((await sideways(page)) > 0) found.push(`${title} with large texts`);
    });
    expect(found).toEqual([]);
    await page.context().close();
  }, 120_000);
});
