import type { BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings } from '../support/axe';
import { describeInBrowser } from '../support/browser';
import { button, openSection, question, saved, section } from './support/pageHelpers';
import type { StubService } from './support/stubService';
import { onStubbedPage, type StubbedPage } from './support/stubbedPage';

const SMALL: BrowserContextOptions = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true };
const CONTAINER = /each part of an empty container/;
const PLEDGE = /accept this statement on supply chain/;
const SEAL_LIST = /list in which every used seal/;
const ROSA = { id: 'contact:rosa', name: 'Rosa Delgado' };

describeInBrowser('tables, documents and evidence on the partner page', () => {
  let service: StubService;
  let page: Page;
  let open: StubbedPage['open'];
  onStubbedPage(
    undefined,
    (stubbed) => {
      ({ service, open } = stubbed);
      service.questionnaire.answer('handlesCargo', 'handles');
      service.questionnaire.answer('usesSeals', 'stock');
      service.questionnaire.answer('borderWork', ['loads']);
      service.questionnaire.answer('siteUnitKinds', ['containers', 'trucks']);
    },
    { isWhole: true },
  );

  /** Sites are folded while there is something to do for the company. */
  const openAtSite = async (title: string): Promise<void> => {
    await page.goto(service.link);
    const place = page.locator('details.place').filter({ hasText: 'Planta Apodaca' });
    await place.locator('summary').click();
    await section(page, title).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  };
  const stored = (id: string) => service.questionnaire.answers().get(`${id}@apodaca`)?.value;
  const row = (text: RegExp, line: string) => question(page, text).getByRole('radiogroup', { name: line });

  it.each<[string, BrowserContextOptions]>([
    ['a desk', { viewport: { width: 1280, height: 900 } }],
    ['a small phone', SMALL],
  ])('a table is answered line by line at %s, by mouse and by keyboard', async (_name, options) => {
    page = await open(options);
    await openAtSite('How each check is done');
    const text = await question(page, CONTAINER).textContent();
    expect(text).toContain('0 of 7 lines answered');
    await row(CONTAINER, '3 Right side').getByLabel('Every time').check();
    await row(CONTAINER, '1 Outside and underneath').getByLabel('Every time').check();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await question(page, CONTAINER).textContent()).toContain('3 of 7 lines answered');
    await saved(page);
    expect(stored('siteSevenPoints')).toEqual({ outside: 'sometimes', doors: 'always', right: 'always' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    const violations = await axeFindings(page);
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });

  it.each<[string, BrowserContextOptions]>([
    ['dark', { ...SMALL, colorScheme: 'dark' }],
    ['forced colours', { ...SMALL, forcedColors: 'active' }],
  ])('has nothing for axe in %s', async (_name, options) => {
    service.questionnaire.answer('siteSevenPoints', { roof: 'never', floor: 'always' });
    service.questionnaire.answer('leadershipPledge', 'accepted');
    page = await open(options);
    const found: unknown[] = [];
    const look = async (): Promise<void> => {
      const violations = await axeFindings(page, { include: 'form' });
      found.push(...violations.map(({ id, nodes }) => [id, nodes[0]?.html]));
    };
    await openAtSite('How each check is done');
    await look();
    await page.goto(service.link);
    await openAtSite('Seals at this site');
    await look();
    await page.goto(service.link);
    await openSection(page, service.link, 'Leadership and responsibility');
    await question(page, PLEDGE).getByText('Read: Statement on').click();
    await look();
    expect(found).toEqual([]);
  });

  it('a table is missing until its last line, and shows the lines that a colleague filled in meanwhile', async () => {
    page = await open();
    await openAtSite('How each check is done');
    service.questionnaire.answer('siteSevenPoints', { roof: 'never', floor: 'always' }, ROSA);
    for (const line of ['1 Outside', '2 Doors', '3 Right', '4 Left'])
      await row(CONTAINER, line).getByLabel('Every time').check();
    await saved(page);
    await question(page, CONTAINER).getByText('6 of 7 lines answered').waitFor();
    expect(await row(CONTAINER, '6 Ceiling and roof').getByLabel('Never').isChecked()).toBe(true);
    const isMissing = () =>
      service.questionnaire.view().progress.missing.some(({ questionId }) => questionId === 'siteSevenPoints');
    expect(isMissing()).toBe(true);
    await row(CONTAINER, '5 Front wall').getByLabel('Sometimes').check();
    await question(page, CONTAINER).getByText('All 7 lines answered').waitFor();
    await saved(page);
    expect(isMissing()).toBe(false);
  });

  it('the same line answered differently by a colleague is shown, and one decides', async () => {
    page = await open();
    await openAtSite('How each check is done');
    service.questionnaire.answer('siteSevenPoints', { roof: 'never' }, ROSA);
    await row(CONTAINER, '6 Ceiling and roof').getByLabel('Every time').check();
    await question(page, CONTAINER).getByText('1 of 7 answered. Never: 1 of 7').waitFor();
    await button(page, 'Use mine').click();
    await saved(page);
    expect(stored('siteSevenPoints')).toEqual({ roof: 'always' });
  });

  it('a document opens in place and is accepted', async () => {
    page = await open(SMALL);
    await openSection(page, service.link, 'Leadership and responsibility');
    const pledge = question(page, PLEDGE);
    await pledge.getByText('Read: Statement on supply chain security').click();
    await pledge.getByText('Goods that cross borders can be misused').waitFor();
    await pledge.getByLabel('We have read it and accept it').check();
    await saved(page);
    expect(service.questionnaire.answers().get('leadershipPledge')?.value).toBe('accepted');
  });

  it('a file is the answer to an evidence question, and taking it back opens the question again', async () => {
    page = await open(SMALL);
    await openAtSite('Seals at this site');
    const list = question(page, SEAL_LIST);
    await list.getByLabel('We cannot show this').check();
    await saved(page);
    expect(stored('siteSealList')).toBe('cannot');
    const file = { name: 'page.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') };
    await list.getByLabel(/^Proof for/).setInputFiles(file);
    await list.getByText('A file is here, so this is answered').waitFor();
    expect(stored('siteSealList')).toBe('attached');
    expect(await list.getByLabel('We cannot show this').count()).toBe(0);
    // A word beside it changes nothing about the file.
    await list.getByText('Add a comment').click();
    await list.getByLabel(/^Comment on/).fill('Names are blanked');
    await saved(page);
    expect(stored('siteSealList')).toBe('attached');
    await list.getByRole('button', { name: /^Remove/ }).click();
    await list.getByLabel('We cannot show this').waitFor();
    expect(stored('siteSealList')).toBeNull();
    expect(await list.getByLabel('We cannot show this').isChecked()).toBe(false);
  });
});
