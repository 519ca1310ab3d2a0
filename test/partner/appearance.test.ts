import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings } from '../support/axe';
import { describeInBrowser } from '../support/browser';
import { button, choice, openSection, PHONE, saved, section, state } from './support/pageHelpers';
import { RUN_OUT, type StubService } from './support/stubService';
import { onStubbedPage, type StubbedPage } from './support/stubbedPage';

const SMALL: BrowserContextOptions = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true };
const HOSTILE = {
  partner: 'شركة النور للتجارة <img src=x onerror="window.harm=1"> & Söhne GmbH',
  contact: 'محمد <script>window.harm=1</script>',
  askedBy: 'Maya "Q" O’Kafor-Featherstonehaugh-Wolfeschlegelsteinhausenbergerdorff',
  customer: 'Northgate International Trading and Distribution Company of Greater Toronto Limited',
  why: 'We ask because <b>the law</b> wants it. **Not bold** [link](https://evil.example)',
  sites: [
    { id: 's1', name: 'مستودع جدة الرئيسي' },
    { id: 's2', name: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft' },
  ],
};

describeInBrowser('how the partner page looks and works for everybody', () => {
  let service: StubService;
  let open: StubbedPage['open'];
  onStubbedPage(undefined, (stubbed) => {
    ({ service, open } = stubbed);
  });

  /** Walks through the page's states, with something of everything in them. */
  async function visit(page: Page, look: (state: string) => Promise<void>): Promise<void> {
    await page.goto(service.link);
    await button(page, 'Start').waitFor();
    await look('start');
    service.questionnaire.answerAll(['partnerScreening', 'riskReviewed', 'siteDriverList']);
    service.questionnaire.evidence = [
      {
        key: 'e1',
        questionId: 'partnerScreening',
        originalName: `${'long '.repeat(20)}.pdf`,
        size: 9,
        reviewState: 'rejected',
        reviewNote: 'Not signed',
      },
      { key: 'e2', questionId: 'partnerScreening', originalName: 'a.pdf', size: 9, reviewState: 'toReview' },
      { key: 'e3', questionId: 'partnerMoney', originalName: 'b.pdf', size: 9, reviewState: 'accepted' },
    ] as unknown as typeof service.questionnaire.evidence;
    await page.reload();
    await section(page, 'The companies you work with').click();
    await choice(page, /checking a new partner/, 'Does not apply').check();
    await button(page, 'Save and next').click();
    await page.getByText('Choose the reason why').waitFor();
    for (const summary of await page.locator('main summary').all()) await summary.click();
    await look('a section with a refused answer');
    await button(page, 'All sections').click();
    await section(page, 'Fair labour').waitFor();
    await look('the list of sections');
    await button(page, 'Check and send').click();
    await page.getByText(/questions are still open/).waitFor();
    await button(page, 'Send the answers').click();
    await look('the last check');
    service.questionnaire.submitted = { at: '2026-05-03T10:42:00.000Z', by: 'Rosa Delgado' };
    await page.evaluate(() => window.history.replaceState(null, ''));
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    await look('sent');
    service.needsCode = true;
    await page.reload();
    await button(page, 'Send me the code').click();
    await page.getByLabel('Six-digit code').waitFor();
    await look('the code');
    await page.context().clearCookies();
    await page.goto('about:blank');
    await page.goto(`${service.url}/answer/#${RUN_OUT}`);
    await page.getByRole('heading', { name: 'This link has run out' }).waitFor();
    await look('a link that has run out');
  }

  /** What axe finds: every rule once, and in the other colours those that colours can break. */
  async function axe(page: Page): Promise<string[]> {
    const found: string[] = [];
    const modes = [
      { colorScheme: 'light', forcedColors: 'none' },
      { colorScheme: 'dark', forcedColors: 'none' },
      { colorScheme: 'light', forcedColors: 'active' },
    ] as const;
    for (const mode of modes) {
      await page.emulateMedia(mode);
      const isFirst = mode === modes[0];
      const violations = await axeFindings(page, isFirst ? {} : { rules: ['color-contrast'] });
      for (const { id, nodes } of violations)
        found.push(`${mode.colorScheme} ${mode.forcedColors}: ${id} ${nodes[0]?.html}`);
    }
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    return found;
  }

  it('in every state: nothing for axe in light, dark and forced colours, 320 pixels wide, touch targets of 44', async () => {
    service.start(HOSTILE);
    const page = await open(SMALL);
    const found: string[] = [];
    await visit(page, async (where) => {
      const problems = await page.evaluate(() => {
        const wide = document.documentElement.scrollWidth > window.innerWidth ? ['scrolls sideways'] : [];
        const targets = [...document.querySelectorAll<HTMLElement>('button, summary, select, textarea, .choice, a')];
        const small = [...targets, ...document.querySelectorAll<HTMLElement>('input')].filter((each) => {
          const { width, height } = (each.closest('.choice') ?? each).getBoundingClientRect();
          return width > 0 && (height < 43.5 || width < 43.5);
        });
        return [...wide, ...small.map((each) => each.outerHTML.slice(0, 80))];
      });
      found.push(...[...problems, ...(await axe(page))].map((problem) => `${where}: ${problem}`));
    });
    expect(found).toEqual([]);
    expect(await page.evaluate(() => 'harm' in window)).toBe(false);
  });

  it('shows hostile texts as they are, isolated in their own reading order', async () => {
    service.start(HOSTILE);
    const page = await open();
    await page.goto(service.link);
    await page.locator('bdi', { hasText: HOSTILE.partner }).first().waitFor();
    await page.locator('bdi', { hasText: HOSTILE.contact }).first().waitFor();
    await page.locator('bdi', { hasText: HOSTILE.why }).first().waitFor();
    expect(await page.locator('main img, main b, main a[href*="evil"]').count()).toBe(0);
  });

  it('works with the keyboard alone, with a visible focus', async () => {
    const page = await open({ viewport: { width: 1024, height: 768 } });
    await page.goto(service.link);
    await button(page, 'Start').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Leadership' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    // Past handing the part to a colleague.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await choice(page, /top management signed/, 'Yes').isChecked()).toBe(true);
    await page.keyboard.press('ArrowDown');
    expect(await choice(page, /top management signed/, 'Partly').isChecked()).toBe(true);
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe('solid');
    await saved(page);
    await button(page, 'Save and next').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Knowing your risks' }).waitFor();
  });

  it('holds at 200 % zoom and with texts twice as large', async () => {
    // Zoom halves the CSS pixels of a 1,024 × 768 window.
    const page = await open({ viewport: { width: 512, height: 384 }, deviceScaleFactor: 2 });
    await openSection(page, service.link, 'Leadership');
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
      document.body.style.fontSize = '32px';
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(await page.locator('.topBar').evaluate((bar) => getComputedStyle(bar).position)).toBe('static');
  });

  it('opens on a slow line within 5 seconds, and is small', async () => {
    const folder = path.resolve('dist/partner/assets');
    const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)));
    expect(files.some((file) => file.includes('jsxDEV'))).toBe(false);
    const sizes = files.map((file) => gzipSync(file).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150 * 1024);
    const page = await open(PHONE);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 50 * 1024,
      uploadThroughput: 50 * 1024,
    });
    const started = performance.now();
    await openSection(page, service.link, 'Leadership');
    expect(performance.now() - started).toBeLessThan(6_000);
    await choice(page, /top management signed/, 'Yes').check();
    await saved(page);
    expect(await state(page).textContent()).toContain('Saved');
  });

  it('never holds a risk figure', async () => {
    service.questionnaire.answerAll();
    const page = await open();
    const replies: string[] = [];
    page.on('response', async (response) => {
      if (response.url().includes('/partner/')) replies.push(await response.text().catch(() => ''));
    });
    await openSection(page, service.link, 'Leadership');
    expect(replies.join()).not.toMatch(/"(?:risk|threat|vulnerability|score|figures|weight|outcome|counts)\w*":/i);
  });
});
