import type { Browser, Page } from 'playwright-core';
import type { Overview } from '../../src/contracts/overview';
import { textIn } from '../../src/domain/text';
import { describeInBrowser, launchBrowser } from '../support/browser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { sectionWithProof, shippedQuestionnaire } from '../support/shippedPack';
import { answerTheRest } from './support/answerTheRest';
import { dayIn } from './support/ask';
import { fillCard, newestCard, press } from './support/cards';
import { messyList } from './support/messyList';
import { fillSection } from './support/partnerPage';
import { openShell, type Shell, seen, takeShot, textLike, textOf } from './support/shell';

const GUESTS = [
  { partner: 'Partner 2 Trading', name: 'Ana Duarte', email: 'ana@partner2.example' },
  { partner: 'Partner 3 Trading', name: 'Bo Lind', email: 'bo@partner3.example' },
  { partner: 'Partner 4 Trading', name: 'Chidi Eze', email: 'chidi@partner4.example' },
] as const;
const CAMPAIGN = 'Security 2026';
const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
);

describeInBrowser('the whole main job, by hand', () => {
  let product: RunningProduct;
  let browser: Browser;
  let shell: Shell;
  let phone: Page;

  let hasFailed = false;
  /** One step of the story. After a step that failed the others say so at once, instead of waiting for what cannot come. */
  const step = (words: string, act: () => Promise<void>): void =>
    it(words, async () => {
      if (hasFailed) throw new Error('An earlier step failed.');
      hasFailed = true;
      await act();
      hasFailed = false;
    });

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct({ unlimited: 'unlessStrict' }), launchBrowser()]);
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
  };

  step('a messy list becomes partners, and every row that does not says why', async () => {
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
    await textLike(
      tab.locator('body'),
      new RegExp(
        `Rows in the file ${list.rows} Would be added ${list.good} partners Twice in the file 2 rows Cannot be added 1 row`,
      ),
    );
    await tab.getByRole('button', { name: `Add ${list.good} partners` }).click();
    await seen(tab, 'Finished', 30);
    await shell.shot('05-import-report');
    await textLike(tab.locator('body'), new RegExp(`Added ${list.good} of ${list.good} partners`));

    await shell.openTab('maya', '/partners');
    await seen(tab, `${list.good} partners`);
    await shell.shot('06-partners');
  });

  step('a partner with a site and a contact is added by hand', async () => {
    const { tab } = shell;
    await shell.openTab('maya', '/partners');
    await tab.getByRole('button', { name: 'Add partner' }).click();
    const form = tab.getByRole('dialog', { name: 'Add partner' });
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('By Hand Carriers');
    await form.getByRole('combobox', { name: 'Country' }).pressSequentially('Mexi');
    await tab.getByRole('option', { name: 'Mexico' }).click();
    await form.getByRole('combobox', { name: 'Type' }).click();
    await shell.shot('07a-type');
    await tab.getByRole('menuitemcheckbox', { name: 'Highway carrier', exact: true }).click();
    await shell.page.keyboard.press('Escape');
    await form.getByLabel('City').fill('Nuevo Laredo');
    await form.getByRole('button', { name: 'Add site' }).click();
    await form.getByRole('textbox', { name: 'Site 1' }).fill('Laredo yard');
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

  step('three contacts become Teams guests and are bound to their contacts', async () => {
    const { page, tab } = shell;
    await shell.go('maya', 'people');
    for (const { name, email } of GUESTS) {
      await page.getByLabel("Guest's name").fill(name);
      await page.getByLabel('Mail address').fill(email);
      await page.getByRole('button', { name: 'Invite a guest' }).click();
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Accept the invitation' }).click();
      await page
        .getByRole('row', { name: new RegExp(name) })
        .getByText('Guest', { exact: true })
        .waitFor();
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

  step(
    'a campaign for 15 partners shows card and mail before it is opened, and reaches who can be reached',
    async () => {
      const { tab } = shell;
      await shell.openTab('maya', '/campaigns/new');
      // In the order of the list: the one added by hand, 12 with a contact from the file, two with nobody to ask.
      const rows = tab.getByRole('grid', { name: 'Partners to choose from' }).getByRole('row');
      await textLike(rows.nth(1), /By Hand Carriers/);
      for (let row = 1; row <= 15; row += 1) await rows.nth(row).click();
      await seen(tab, '15 partners chosen; 2 of them without a contact');
      await shell.shot('11-campaign-who');
      await tab.getByRole('button', { name: 'Next' }).click();
      await tab.getByLabel('Name of the campaign').fill(CAMPAIGN);
      await shell.shot('12-campaign-what');
      await tab.getByRole('button', { name: 'Next' }).click();
      await tab.getByLabel('Last day for answers').fill(dayIn(10));
      await shell.shot('13-campaign-when');
      await tab.getByRole('button', { name: 'Check' }).click();
      await seen(tab, 'The card in Teams');
      await textLike(
        tab.locator('body'),
        /Partners 15 By Teams 3 people By mail 10 people Cannot be reached 2 partners/,
      );
      await tab.getByRole('button', { name: 'Start', exact: true }).waitFor();
      await seen(tab.frameLocator('iframe'), 'Answer the questions');
      await shell.shot('14-campaign-check');
      await tab.getByRole('button', { name: 'Ask 15 partners' }).click();
      await seen(tab, CAMPAIGN);
      await textLike(tab.locator('body'), /13 of 15 partners asked have been reached; 0 have answered/, 30);
      await textLike(tab.locator('body'), /2 not reached/);
      await shell.shot('15-campaign-open');
    },
  );

  step('a guest answers by cards in the chat, goes where something is missing, and sends', async () => {
    const { page } = shell;
    await shell.go('ana@partner2.example', 'chat');
    await textLike(newestCard(page), /asks about security at Partner 2 Trading.*Maya Okafor.*due .*, in 10 days/);
    await shell.shot('20-card-invitation');
    let text = await press(page, 'Start');
    expect(text).toMatch(/section 1 of \d+/);
    await shell.shot('21-card-first');
    await fillCard(page, dayIn(-100));
    text = await press(page, 'Save and next');
    expect(text).toContain('✓ Saved');
    await shell.shot('22-card-second');

    text = await press(page, 'Back');
    expect(text).toMatch(/section 1 of \d+/);
    await shell.shot('23-card-back');

    text = await press(page, 'Sections');
    expect(text).toMatch(/\d+ of \d+ sections done/);
    await shell.shot('24-card-sections');
    await newestCard(page)
      .getByRole('button', { name: /^Answer/ })
      .first()
      .click();
    await eventually('the section opens', async () => /section \d+ of/.test(await textOf(newestCard(page))));
    await fillCard(page, dayIn(-100));
    expect(await press(page, 'Save and next')).toContain('✓ Saved');

    // The rest on the page, from the same link; both ways can be mixed.
    await answerTheRest(product, 'ana@partner2.example');
    await press(page, 'Sections');
    await shell.shot('25-card-sections-done');
    text = await press(page, 'Check and send');
    await shell.shot('26-card-summary');
    expect(text).toContain('Everything is answered');

    await press(page, 'Send answers');
    await shell.shot('27-card-send');
    await newestCard(page).getByLabel('Your job title').fill('Plant manager');
    await newestCard(page).getByRole('checkbox').check();
    text = await press(page, 'Send answers');
    expect(text).toMatch(/Thank you/);
    await shell.shot('28-card-sent');
  });

  step('by mail link on a phone: answers, a proof, and sending', async () => {
    await shell.go('raul@byhand.example', 'mail');
    await shell.page.getByRole('link', { name: /asks about security at By Hand Carriers/ }).click();
    await shell.shot('30-mail');
    const link = shell.page.frameLocator('iframe').getByRole('link', { name: 'Answer the questions' });
    await phone.goto((await link.getAttribute('href')) ?? '');
    await seen(phone, 'Who asks');
    await takeShot(phone, '31-page-start');
    // The secret is taken out of the address at once.
    expect(phone.url()).not.toMatch(/#[0-9a-zA-Z]{20}/);
    const asked = sectionWithProof('highwayCarrier');
    await phone.getByRole('button', { name: asked.title }).click();
    await phone.getByRole('heading', { level: 1, name: asked.title }).waitFor();
    const statement = phone.getByRole('group', { name: asked.proven.text });
    await statement.getByLabel('Yes').check();
    await statement
      .getByLabel(/^Proof for/)
      .setInputFiles({ name: '..\\statement <signed>.pdf', mimeType: 'application/pdf', buffer: pdf });
    await seen(statement, /statement .*signed.*\.pdf/);
    await seen(phone, /Saved \d/);
    await takeShot(phone, '32-page-proof');
    for (let section = 0; section < 3; section += 1) {
      await fillSection(phone, dayIn(-100));
      await takeShot(phone, `33-page-section-${section + 1}`);
      const title = await textLike(phone.getByRole('heading', { level: 1 }), /./);
      await phone.getByRole('button', { name: 'Save and next' }).click();
      await eventually(
        'the next section',
        async () => (await textLike(phone.getByRole('heading', { level: 1 }), /./)) !== title,
      );
    }
    await phone.getByRole('button', { name: 'All sections' }).click();
    await takeShot(phone, '33-page-sections');
    await phone.getByRole('button', { name: 'Check and send' }).click();
    await phone.getByRole('heading', { level: 1, name: 'Check and send' }).waitFor();
    await takeShot(phone, '34-page-check');
    await phone
      .getByLabel('Why can the required questions not be answered now?')
      .fill('The yard is being rebuilt; the rest follows in May.');
    await phone.getByLabel('Your job title').fill('Operations manager');
    await phone.getByRole('checkbox').check();
    await phone.getByRole('button', { name: 'Send the answers' }).click();
    await seen(phone, /The answers of By Hand Carriers were sent to Northgate Trading Ltd by Raúl Treviño/);
    await takeShot(phone, '35-page-sent');
  });

  step('an answer given in chat shows on the dashboard within 5 seconds', async () => {
    const { page, tab } = shell;
    const other = await openShell(browser, product);
    await other.openTab('maya');
    await textLike(other.tab.locator('body'), /15 partners asked/);
    await textLike(other.tab.locator('body'), /2 done/);
    await other.shot('40-overview');
    await openPartner('priya', 'Partner 3 Trading');
    await textLike(tab.locator('body'), /Partner 3 Trading/);
    const reader = page;
    const [question] = shippedQuestionnaire('foreignManufacturer').sections[0]?.questions ?? [];
    if (!question) throw new Error('Nothing is asked.');
    await other.go('bo@partner3.example', 'chat');
    await press(other.page, 'Start');
    await fillCard(other.page, dayIn(-100));
    await press(other.page, 'Save and next');
    const saved = performance.now();
    await textLike(tab.getByRole('listitem').filter({ hasText: textIn(question.text) }), /Bo Lind, today .*, chat/, 5);
    expect(performance.now() - saved).toBeLessThan(5_500);
    await shell.shot('41-partner-live');
    await reader.bringToFront();
    await other.page.context().close();
  });

  step('a file that is rejected in the SharePoint library is rejected in the tab', async () => {
    const { page, tab } = shell;
    await shell.go('jonas', 'sharepoint');
    await page.getByRole('link', { name: /^Evidence/ }).click();
    await page.getByRole('row').nth(1).waitFor();
    await shell.shot('50-library');
    await page.getByRole('button', { name: 'Open row 1', exact: true }).click();
    await page.getByRole('combobox', { name: /Review ?state/i }).selectOption('rejected');
    await page.getByRole('textbox', { name: /Review ?note/i }).fill('The page is not signed.');
    await shell.shot('51-library-row');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await openPartner('maya', 'By Hand Carriers');
    await textLike(tab.locator('body'), /Rejected/, 10);
    await tab
      .getByRole('link', { name: /statement/ })
      .first()
      .click();
    await seen(tab, 'The page is not signed.');
    await seen(tab, 'Jonas Berg');
    await shell.shot('52-partner-rejected');
  });

  step('a reminder fires when the clock reaches its day, and only to who has not sent', async () => {
    const { page, tab } = shell;
    await shell.go('maya', 'control');
    await page.getByRole('button', { name: '7 days' }).click();
    await shell.shot('60-clock');
    await shell.go('chidi@partner4.example', 'chat');
    await textLike(newestCard(page), /A reminder that Maya Okafor.*due .*, in 3 days/, 20);
    await shell.shot('61-card-reminder');
    await shell.go('raul@byhand.example', 'mail');
    await textLike(page.locator('.mail-list'), /asks about security/);
    expect(await page.locator('.mail-list li').count()).toBe(1);
    await shell.openTab('maya', '/campaigns');
    await tab.getByRole('link', { name: CAMPAIGN }).first().click();
    await textLike(tab.locator('body'), /2 done.*11 reached.*0 waiting.*2 not reached/, 20);
    await shell.shot('62-campaign-reminded');
  });

  step('after both processes were killed, everything is there and the counts add up', async () => {
    const before = await overview();
    await Promise.all([product.killService(), product.killTenant()]);
    await product.startTenant();
    await product.startService();
    await isReady(product);
    await shell.openTab('maya');
    await textLike(shell.tab.locator('body'), /13 of 15 partners asked have been reached; 2 have answered/);
    await shell.shot('70-overview-after-kill');
    const after = await overview();
    const { groups, matrix, asked, partners } = after;
    expect(groups).toEqual({ done: 2, reached: 11, waiting: 0, notReached: 2 });
    expect(Object.values(groups).reduce((sum, count) => sum + count, 0)).toBe(asked);
    expect(matrix.flatMap(({ cells }) => cells).reduce((sum, { count }) => sum + count, 0)).toBe(partners);
    expect({ ...after, revision: 0, asOf: '' }).toEqual({ ...before, revision: 0, asOf: '' });
    await openPartner('maya', 'By Hand Carriers');
    await textLike(shell.tab.locator('body'), /Rejected/);
    await shell.shot('71-partner-after-kill');
  });
});
