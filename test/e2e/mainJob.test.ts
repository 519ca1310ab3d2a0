import type { Browser, Page } from 'playwright-core';
import type { Overview } from '../../src/contracts/overview';
import { describeInBrowser, launchBrowser } from '../support/browser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { fillCard, newestCard, press, questionOn } from './support/cards';
import { messyList } from './support/messyList';
import { fillSection } from './support/partnerPage';
import { openShell, type Shell, seen, takeShot, textLike } from './support/shell';

const GUESTS = [
  { partner: 'Partner 2 Trading', name: 'Ana Duarte', email: 'ana@partner2.example' },
  { partner: 'Partner 3 Trading', name: 'Bo Lind', email: 'bo@partner3.example' },
  { partner: 'Partner 4 Trading', name: 'Chidi Eze', email: 'chidi@partner4.example' },
] as const;
const CAMPAIGN = 'Security 2026';
const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');

describeInBrowser('the whole main job, by hand', () => {
  let product: RunningProduct;
  let browser: Browser;
  let shell: Shell;
  let phone: Page;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct({ env: { RESOURCE_UNITS_PER_MINUTE: '100000' } }), launchBrowser()]);
    await isReady(product);
    shell = await openShell(browser, product);
    phone = await (await browser.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true })).newPage();
    phone.setDefaultTimeout(15_000);
  });
  afterEach(async () => {
    await shell?.shot(`zz-${expect.getState().currentTestName?.slice(-40).replace(/\W+/g, '-')}`);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.close();
  });

  const overview = async (): Promise<Overview> => (await product.api<Overview>('maya', 'GET', '/api/overview')).body;
  const openPartner = async (viewer: string, name: string): Promise<void> => {
    await shell.openTab(viewer, '/partners');
    await shell.tab.getByRole('searchbox').first().fill(name);
    await shell.tab.getByRole('row', { name: new RegExp(name) }).first().dblclick();
    await shell.tab.getByRole('link', { name: 'Open partner' }).or(shell.tab.getByRole('heading', { level: 1, name })).first().waitFor();
    const link = shell.tab.getByRole('link', { name: 'Open partner' });
    if (await link.count()) await link.click();
    await shell.tab.getByRole('heading', { level: 1, name }).waitFor();
  };

  it('a messy list becomes partners, and every row that does not says why', async () => {
    const { tab } = shell;
    const list = messyList();
    await shell.openTab('maya');
    await shell.shot('01-overview-empty');
    await shell.openTab('maya', '/partners/imports/new');
    await shell.shot('02-import-file');
    await tab.getByLabel('CSV file').setInputFiles({ name: 'vendors.csv', mimeType: 'text/csv', buffer: list.bytes });
    await seen(tab, 'For rows that do not say');
    await tab.getByLabel('Your reference').selectOption('Vendor No');
    await tab.getByLabel('Trading names').selectOption('DBAs');
    await tab.getByLabel('City').selectOption('Town');
    await tab.getByLabel('Contact: name').selectOption('Who to ask');
    await tab.getByLabel('Contact: mail address').selectOption('E-post');
    const country = tab.getByRole('combobox', { name: 'Country' }).last();
    await country.click();
    await country.pressSequentially('Viet');
    await tab.getByRole('option', { name: /Viet/ }).click();
    await tab.getByLabel('Type of partner').last().selectOption('Foreign manufacturer');
    await shell.shot('03-import-columns');
    await tab.getByRole('button', { name: 'Check' }).click();
    await seen(tab, 'Twice in the file');
    await shell.shot('04-import-check');
    await textLike(tab.locator('body'), new RegExp(`Rows in the file ${list.rows} Would be added ${list.good} partners Twice in the file 2 rows Cannot be added 1 row`));
    await tab.getByRole('button', { name: `Add ${list.good} partners` }).click();
    await seen(tab, 'Finished', 30);
    await shell.shot('05-import-report');
    await textLike(tab.locator('body'), new RegExp(`Added ${list.good} of ${list.good} partners`));

    await shell.openTab('maya', '/partners');
    await seen(tab, `${list.good} partners`);
    await shell.shot('06-partners');
  });

  it('a partner with a site and a contact is added by hand', async () => {
    const { tab } = shell;
    await shell.openTab('maya', '/partners');
    await tab.getByRole('button', { name: 'Add partner' }).click();
    const form = tab.getByRole('dialog', { name: 'Add partner' });
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('By Hand Carriers');
    await form.getByRole('combobox', { name: 'Country' }).pressSequentially('Mexi');
    await tab.getByRole('option', { name: 'Mexico' }).click();
    await form.getByRole('combobox', { name: 'Type' }).click();
    await tab.getByRole('option', { name: 'Highway carrier', exact: true }).click();
    await form.getByLabel('City').click();
    await form.getByRole('button', { name: 'Add site' }).click();
    await form.getByLabel('Site 1').fill('Laredo yard');
    await shell.shot('07-add-partner');
    await form.getByRole('button', { name: 'Add partner' }).click();
    await openPartner('maya', 'By Hand Carriers');
    await tab.getByRole('button', { name: 'Add contact' }).click();
    const contact = tab.getByRole('dialog', { name: 'Add contact' });
    await contact.getByRole('textbox', { name: 'Name', exact: true }).fill('Raúl Treviño');
    await contact.getByLabel('Mail address').fill('raul@byhand.example');
    await contact.getByLabel('Job title').fill('Operations manager');
    await contact.getByRole('button', { name: 'Add contact' }).click();
    await seen(tab, 'Raúl Treviño');
    await shell.shot('08-partner-new');
  });

  it('three contacts become Teams guests and are bound to their contacts', async () => {
    const { page, tab } = shell;
    await shell.go('maya', 'people');
    for (const { name, email } of GUESTS) {
      await page.getByLabel("Guest's name").fill(name);
      await page.getByLabel('Mail address').fill(email);
      await page.getByRole('button', { name: 'Invite a guest' }).click();
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Accept the invitation' }).click();
      await page.getByRole('row', { name: new RegExp(name) }).getByText('Guest', { exact: true }).waitFor();
    }
    await shell.shot('09-people');
    for (const { partner, name, email } of GUESTS) {
      await openPartner('maya', partner);
      await tab.getByRole('button', { name: /^More for Contact/ }).click();
      await tab.getByRole('menuitem', { name: 'Edit' }).click();
      const form = tab.getByRole('dialog', { name: 'Edit contact' });
      await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
      await form.getByLabel('Mail address').fill(email);
      await form.getByRole('button', { name: 'Save' }).click();
      await tab.getByRole('button', { name: 'Same person: ask in Teams' }).click();
      await seen(tab, /Reached by: .*Teams/);
    }
    await shell.shot('10-partner-bound');
  });

  it('a campaign for 15 partners shows card and mail before it is opened, and reaches who can be reached', async () => {
    const { tab } = shell;
    await shell.openTab('maya', '/campaigns/new');
    // 12 with a contact from the list, the one added by hand, two with nobody to ask.
    const names = [...Array.from({ length: 14 }, (_, n) => (((n + 1) % 9) === 0 ? `Partner ${n + 1}, Foods & Sons` : `Partner ${n + 1} Trading`)), 'By Hand Carriers'];
    for (const name of names) {
      await tab.getByRole('searchbox').first().fill(name);
      await tab.getByRole('row', { name: new RegExp(name.replace('&', '.')) }).first().click();
    }
    await seen(tab, '15 partners chosen; 2 of them without a contact');
    await shell.shot('11-campaign-who');
    await tab.getByRole('button', { name: 'Next' }).click();
    await tab.getByLabel('Name of the campaign').fill(CAMPAIGN);
    await shell.shot('12-campaign-what');
    await tab.getByRole('button', { name: 'Next' }).click();
    await tab.getByLabel('Last day for answers').fill(dayFromNow(10));
    await shell.shot('13-campaign-when');
    await tab.getByRole('button', { name: 'Check' }).click();
    await seen(tab, 'The card in Teams');
    await textLike(tab.locator('body'), /Partners 15 By Teams 3 people By mail 10 people Cannot be reached 2 partners/);
    await tab.getByRole('button', { name: 'Start', exact: true }).waitFor();
    await seen(tab.frameLocator('iframe'), 'Answer the questions');
    await shell.shot('14-campaign-check');
    await tab.getByRole('button', { name: 'Ask 15 partners' }).click();
    await seen(tab, CAMPAIGN);
    await textLike(tab.locator('body'), /13 of 15 partners asked have been reached; 0 have answered/, 30);
    await textLike(tab.locator('body'), /2 not reached/);
    await shell.shot('15-campaign-open');
  });

  it('a guest answers everything by cards in the chat', async () => {
    const { page } = shell;
    await shell.go('ana@partner2.example', 'chat');
    await textLike(newestCard(page), /asks about security at Partner 2 Trading.*Maya Okafor.*due .*, in 10 days/);
    await shell.shot('20-card-invitation');
    let text = await press(page, 'Start');
    expect(text).toMatch(/Leadership and responsibility · 1 of \d+/);
    await shell.shot('21-card-first');
    await fillCard(page, dayFromNow(-100));
    text = await press(page, 'Save and next');
    expect(text).toMatch(/2 of \d+/);
    await shell.shot('22-card-second');

    text = await press(page, 'Back');
    expect(text).toMatch(/1 of \d+/);
    const statement = questionOn(page, 'Has your top management signed');
    expect(await statement.locator('select').first().inputValue()).toBe('yes');
    await shell.shot('23-card-back');

    const titles: string[] = [];
    for (let cards = 0; cards < 20 && !/Everything is answered|questions answered/.test(text); cards += 1) {
      await fillCard(page, dayFromNow(-100));
      if (text.includes('money laundering')) {
        const money = questionOn(page, 'signs of money laundering');
        await money.getByLabel('Does not apply').check();
        await money.locator('select').selectOption({ label: 'Nobody works for us; we use only our own people and equipment' });
        await shell.shot('24-card-not-applicable');
      }
      if (text.includes('Do you hire other carriers')) {
        await questionOn(page, 'Do you hire other carriers').getByLabel('No, we move them with our own trucks').check();
        await shell.shot('25-card-gate');
      }
      const next = await newestCard(page).getByRole('button', { name: 'Save and next' }).count();
      text = await press(page, next > 0 ? 'Save and next' : 'Save');
      titles.push(text.slice(0, 80));
    }
    await shell.shot('26-card-summary');
    expect(text).toContain('Everything is answered');
    // The gate closed: the question behind it was never asked.
    expect(titles.join('\n')).not.toContain('Is every carrier you hire');

    await press(page, 'Send answers');
    await shell.shot('27-card-send');
    await newestCard(page).getByLabel('Your job title').fill('Plant manager');
    await newestCard(page).getByRole('checkbox').check();
    text = await press(page, 'Send');
    expect(text).toMatch(/Thank you/);
    await shell.shot('28-card-sent');
  });
});
