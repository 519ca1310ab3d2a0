import { describeInBrowser } from '../support/browser';
import { sampleRowsToMend } from './support/sampleRowsToMend';
import { EVIDENCE_KEY } from './support/samplePartner';
import { DOCUMENT_KEY } from './support/sampleProgram';
import { HOSTILE_NAME, keyOf, RTL_NAME, samplePartners } from './support/samplePartners';
import { type Stage, setStage } from './support/stage';

const PARTNER = keyOf('p', 1);

describeInBrowser('the pages of the tab', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());
  afterEach(() => stage.clear());

  const posted = (path: RegExp) => stage.service.asked.filter((call) => call.method !== 'GET' && path.test(call.path));

  it('the overview says the state in words, adds up, and its tiles open their rows', async () => {
    const { tab } = await stage.open('/overview');
    await tab.getByText('20 of 24 partners asked have been reached; 18 have answered. 14 need a call.').waitFor();
    // Whom to call and how many are at high risk are two things, each with its own word.
    await tab.getByRole('region', { name: 'Call first' }).getByText('14 need a call').waitFor();
    await tab.getByRole('button', { name: 'Show all 14' }).waitFor();
    await tab.getByRole('link', { name: /7 partners high risk/ }).click();
    await tab.getByText('7 of 24 partners').waitFor();
    await tab.getByRole('button', { name: 'Take away: Risk: high' }).waitFor();
  });

  it('a change in the service shows within five seconds, and nothing is loaded again without one', async () => {
    const { tab } = await stage.open('/overview');
    await tab.getByText('24 partners asked', { exact: true }).waitFor();
    stage.service.partners = samplePartners(12);
    stage.service.revision += 1;
    await tab.getByText('12 partners asked', { exact: true }).waitFor({ timeout: 5_000 });
    const last = stage.service.asked.at(-1);
    expect(last?.path).toContain('since=');
  });

  it('names from outside are text: no markup runs, and reading order stays', async () => {
    const { page, tab } = await stage.open('/partners');
    await tab.getByRole('row', { name: /Trading & Co/ }).waitFor();
    await page.goto(stage.host.pageFor(`${stage.service.origin}/tab/#/partners/${keyOf('p', 4)}`));
    await tab.getByRole('heading', { name: HOSTILE_NAME }).waitFor();
    await page.goto(stage.host.pageFor(`${stage.service.origin}/tab/#/partners/${keyOf('p', 5)}`));
    await tab.getByRole('heading', { name: RTL_NAME }).waitFor();
    expect(await tab.locator('body').evaluate(() => 'hacked' in window)).toBe(false);
    expect(await page.evaluate("'hacked' in window")).toBe(false);
    expect(await tab.locator('img[src="x"]').count()).toBe(0);
    // The mark that turns the reading order around is gone from the file's name.
    await tab.getByRole('link', { name: 'gpj.exe' }).first().waitFor();
    expect(await tab.locator('body').evaluate((body) => /[\u202a-\u202e]/.test(body.textContent ?? ''))).toBe(false);
  });

  it('shows ten thousand partners at once, sorted and searched, with few rows in the document', async () => {
    stage.service.partners = samplePartners(10_000);
    const { tab } = await stage.open('/partners?sort=openMusts');
    const grid = tab.getByRole('grid', { name: 'Partners' });
    await grid.waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe('10000');
    expect(await grid.getByRole('row').count()).toBeLessThan(60);
    await tab.getByRole('searchbox').fill('sonora trucking 41');
    await tab.getByText(/^\d+ of 10,000 partners$/).waitFor();
    await grid
      .getByRole('row', { name: /Sonora Trucking 41/ })
      .first()
      .waitFor();
  });

  it('countries stand by the names that are shown, equals by the name of the partner; a campaign’s partners sort too', async () => {
    const { page, tab } = await stage.open('/partners?sort=country');
    const first = tab.getByRole('grid', { name: 'Partners' }).getByRole('row').nth(1);
    await first.getByText('Clean Sweep Services').waitFor();
    await first.getByText('Canada').waitFor();
    await page.goto(stage.host.pageFor(`${stage.service.origin}/tab/#/campaigns/${keyOf('c', 1)}`));
    const grid = tab.getByRole('grid', { name: 'Partners of this campaign' });
    await grid.getByRole('columnheader', { name: 'Answered' }).click();
    await tab.locator('[role="columnheader"][aria-sort="ascending"]', { hasText: 'Answered' }).waitFor();
    const percents = async () =>
      (await grid.getByText(/^\d+.%$/).allInnerTexts()).map((text) => Number.parseInt(text, 10));
    const shown = await percents();
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    expect(shown[0]).toBeLessThan(100);
  });

  it('works by keyboard alone: tabs, rows, page and back', async () => {
    const { page, tab } = await stage.open('/overview');
    await tab.getByText('Call first').waitFor();
    await tab.getByRole('tab', { name: 'Overview' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await tab.getByRole('grid', { name: 'Partners' }).waitFor();
    await tab.getByRole('row', { name: /Aceros/ }).focus();
    await page.keyboard.press('Space');
    await tab.getByText('1 partner chosen').waitFor();
    await page.keyboard.press('ArrowDown');
    await tab.locator('[role="row"]:focus').getByText('Andes').waitFor();
    await page.keyboard.press('Enter');
    await tab.getByRole('heading', { name: 'Andes Frutas' }).waitFor();
    expect(await tab.locator('h1:focus').count()).toBe(1);
  });

  it('a row opens beside the list, and the address holds it', async () => {
    const { tab } = await stage.open('/partners');
    await tab
      .getByRole('row', { name: /Aceros/ })
      .getByText('Mexico')
      .click();
    await tab.getByRole('heading', { name: /Aceros/ }).waitFor();
    expect(await tab.locator('body').evaluate(() => location.hash)).toContain(`partner=${PARTNER}`);
    await tab.getByRole('link', { name: 'Open partner' }).click();
    await tab.getByText('8 open musts · 5 unproven · risk high').waitFor();
  });

  it('a form names each fault beside its field, goes to the first, and sends one request for two clicks', async () => {
    const { page, tab } = await stage.open('/partners?new=1');
    const drawer = tab.getByRole('dialog');
    await drawer.getByRole('button', { name: 'Add partner' }).click();
    await drawer.getByText('Give the partner a name.').waitFor();
    await drawer.getByText('Choose the country.').waitFor();
    expect(
      await drawer
        .getByLabel('Name', { exact: false })
        .first()
        .evaluate((input) => input === document.activeElement),
    ).toBe(true);
    expect(posted(/partners/)).toEqual([]);
    await drawer.getByRole('textbox', { name: 'Name', exact: false }).first().fill('Puerto Seco');
    await drawer.getByRole('combobox', { name: 'Country' }).pressSequentially('mex');
    await tab.getByRole('option', { name: 'Mexico' }).click();
    await drawer.getByRole('combobox', { name: 'Type' }).click();
    await tab.getByRole('menuitemcheckbox', { name: 'Warehouse' }).click();
    await page.keyboard.press('Escape');
    stage.service.delay = 300;
    await drawer.getByRole('button', { name: 'Add partner' }).dblclick();
    await tab.getByText('Puerto Seco was added.').waitFor();
    expect(posted(/^\/api\/partners$/)).toHaveLength(1);
    const body: unknown = JSON.parse(posted(/^\/api\/partners$/)[0]?.body ?? '');
    expect(body).toMatchObject({
      name: 'Puerto Seco',
      country: 'MX',
      types: ['warehouse'],
      requestId: expect.stringMatching(/^[0-9a-z]{26}$/),
    });
  });

  it('typed things are not lost by closing a form', async () => {
    const { page, tab } = await stage.open('/partners?new=1');
    await tab.getByRole('dialog').getByRole('textbox', { name: 'City' }).fill('Veracruz');
    await page.keyboard.press('Escape');
    await tab.getByRole('button', { name: 'Go on editing' }).click();
    expect(await tab.getByRole('textbox', { name: 'City' }).inputValue()).toBe('Veracruz');
  });

  it('what the service refuses is said as it is, and the form stays', async () => {
    const { tab } = await stage.open(`/partners/${PARTNER}`);
    await tab.getByRole('button', { name: 'Edit', exact: true }).click();
    stage.service.refuse = {
      path: /^\/api\/partners\//,
      refusal: { status: 409, message: 'Jonas Berg changed this partner meanwhile. Load it again.' },
    };
    await tab.getByRole('textbox', { name: 'City' }).fill('Saltillo');
    await tab.getByRole('button', { name: 'Save' }).click();
    await tab.getByRole('dialog').getByText('Jonas Berg changed this partner meanwhile. Load it again.').waitFor();
    expect(await tab.getByRole('textbox', { name: 'City' }).inputValue()).toBe('Saltillo');
  });

  it('a file is rejected only with a note, and the version that was seen goes with the decision', async () => {
    const { tab } = await stage.open(`/partners/${PARTNER}?evidence=${EVIDENCE_KEY}`);
    await tab.getByRole('img', { name: /Seal log/ }).waitFor();
    await tab.getByRole('button', { name: 'Reject' }).click();
    await tab.getByText('Say what is missing, so that the partner can send the right file.').waitFor();
    expect(posted(/evidence/)).toEqual([]);
    await tab.getByRole('textbox', { name: 'Note to the partner' }).fill('The page with the signature is missing.');
    await tab.getByRole('button', { name: 'Reject' }).click();
    await tab.getByText('The file was rejected; the partner will see your note.').waitFor();
    expect(JSON.parse(posted(/evidence/)[0]?.body ?? '')).toEqual({
      version: '"1"',
      reviewState: 'rejected',
      note: 'The page with the signature is missing.',
    });
  });

  it('a line of the receipt leads to its answer', async () => {
    const { tab } = await stage.open(`/partners/${PARTNER}?section=score`);
    await tab.getByRole('button', { name: /How every answer counted/ }).click();
    await tab
      .getByRole('table', { name: 'How every answer counted' })
      .getByRole('link', { name: /yard fenced/ })
      .click();
    await tab.locator('[data-row="yard.fence@Planta Apodaca"]:focus').waitFor();
  });

  it('a campaign is opened in four steps, with card and mail as they will be seen', async () => {
    const { page, tab } = await stage.open('/campaigns/new?country=MX');
    await tab.getByText('3 partners chosen. Nothing is sent').waitFor();
    await tab.getByRole('button', { name: 'Next' }).click();
    await tab.getByRole('textbox', { name: 'Why you ask' }).fill('');
    await tab.getByRole('button', { name: 'Next' }).click();
    await tab.getByText('Say why you ask; partners read it.').waitFor();
    await tab.getByRole('textbox', { name: 'Why you ask' }).fill('Because.');
    await tab.getByRole('button', { name: 'Next' }).click();
    await tab.getByLabel('Last day for answers').fill('2020-01-01');
    await tab.getByRole('button', { name: 'Check' }).click();
    await tab.getByText('This day has passed.').waitFor();
    await tab.getByLabel('Last day for answers').fill('2099-01-01');
    await tab.getByRole('button', { name: 'Check' }).click();
    await tab.locator('[data-card] .ac-pushButton').first().waitFor();
    await tab.frameLocator('iframe[title="The mail"]').getByText('Hello Guadalupe').waitFor();
    expect(await page.evaluate("'hacked' in window")).toBe(false);
    await tab.getByRole('button', { name: 'Ask 3 partners' }).dblclick();
    await tab.getByText('64 messages: 40 sent, 2 waiting, 2 not reached, 20 not needed any more.').waitFor();
    const opened = posted(/^\/api\/campaigns$/);
    expect(opened).toHaveLength(1);
    expect(JSON.parse(opened[0]?.body ?? '')).toMatchObject({
      why: 'Because.',
      dueOn: '2099-01-01',
      requestId: expect.stringMatching(/^[0-9a-z]{26}$/),
    });
  });

  it('a manager says to whom a criterion applies, with document and page, by keyboard', async () => {
    const { page, tab } = await stage.open('/program?type=warehouse&state=toBeChecked');
    await tab.getByText(/^\d+ of 100 criteria$/).waitFor();
    await tab.getByRole('link', { name: /Written policies and procedures/ }).focus();
    await page.keyboard.press('Enter');
    const drawer = tab.getByRole('dialog');
    await drawer.getByRole('button', { name: 'Save decision' }).click();
    await drawer.getByText('Tick at least one type of partner.').waitFor();
    await drawer.getByText('Say on which page it stands.').waitFor();
    expect(posted(/applicability/)).toEqual([]);
    await drawer.getByRole('checkbox', { name: 'Warehouse' }).focus();
    await page.keyboard.press('Space');
    await drawer.getByRole('radio', { name: 'It applies' }).focus();
    await page.keyboard.press('Space');
    await drawer.locator('input[type=file]').setInputFiles({
      name: 'Críteria 2020.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7'),
    });
    await tab.getByText('Críteria 2020.pdf was added.').waitFor();
    await drawer.getByRole('textbox', { name: 'Page' }).fill('12');
    await drawer.getByRole('button', { name: 'Save decision' }).dblclick();
    await tab.getByText('4.1 applies to Warehouse, in campaigns opened from now on.').waitFor();
    expect(posted(/documents/)).toHaveLength(1);
    expect(posted(/applicability/).map(({ body }) => JSON.parse(body))).toEqual([
      {
        criterionId: '4.1',
        types: [{ type: 'warehouse' }],
        state: 'applies',
        documentKey: DOCUMENT_KEY,
        page: '12',
        note: '',
      },
    ]);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(await tab.locator('body').evaluate(() => location.hash)).not.toContain('criterion');
  });

  it('a decision is taken back after a question; a reader sees who decided and decides nothing', async () => {
    const { tab } = await stage.open('/program?criterion=1.1');
    await tab.getByRole('button', { name: 'Take back: Warehouse' }).click();
    await tab.getByRole('button', { name: 'Take back', exact: true }).click();
    await tab.getByText('1.1 is undecided again for Warehouse').waitFor();
    expect(JSON.parse(posted(/applicability/)[0]?.body ?? '')).toEqual({
      criterionId: '1.1',
      types: [{ type: 'warehouse', version: '"1"' }],
      state: 'takenBack',
    });
    stage.service.role = 'reader';
    const other = await stage.open('/program?criterion=1.1');
    const drawer = other.tab.getByRole('dialog');
    await drawer.getByText(/^Page 12, section 3$/).waitFor();
    expect(await drawer.getByRole('checkbox').count()).toBe(0);
    expect(await drawer.getByRole('button', { name: /Save|Take back/ }).count()).toBe(0);
  });

  it('rows that nobody can read are told above every page: which, by whom, what to do, and where; and go when mended', async () => {
    stage.service.rowsToMend = sampleRowsToMend;
    const { tab } = await stage.open('/overview');
    const notice = tab.getByRole('group', { name: /7 rows in SharePoint cannot be used/ });
    await notice
      .getByText(
        'Aceros del Norte S.A. de C.V., Computers and networks (list Sections, row 12), last changed by Jonas Berg.',
      )
      .waitFor();
    await notice.getByText(/restore the version before the change/).waitFor();
    const link = notice.getByRole('link', { name: 'Open row 12 of Sections in SharePoint' });
    expect(await link.getAttribute('href')).toBe(sampleRowsToMend.rows[0]?.url);
    expect(await link.getAttribute('target')).toBe('_blank');
    // Nobody of the customer can open a row of the other site.
    await notice.getByText(/List Links, row 3\..*ask the person who runs Microsoft 365/).waitFor();
    expect(await notice.getByRole('link').count()).toBe(1);
    await notice.getByText('5 more are not shown here').waitFor();
    await tab.getByRole('tab', { name: 'Program' }).click();
    await notice.waitFor();
    stage.service.rowsToMend = undefined;
    const again = await stage.open('/program');
    await again.tab.getByText('100 criteria', { exact: true }).waitFor();
    expect(await again.tab.getByText('cannot be used').count()).toBe(0);
  });

  it('an error in the content is told above every page, and a filter that fits nothing says so', async () => {
    stage.service.notice = 'The question file questions/seals.yaml has an error in line 12: wrong.';
    stage.service.credentialNotice = 'The service’s certificate runs out in 10 days, on 3 December 2026.';
    const { tab } = await stage.open('/program?q=zebra');
    await tab.getByText(/runs out in 10 days.*Ask the person who runs Trustlane/).waitFor();
    await tab.getByText('has an error in line 12: wrong.').waitFor();
    await tab.getByText('No criterion fits what you chose.').waitFor();
    await tab.getByRole('button', { name: 'Show all' }).click();
    await tab.getByText('100 criteria', { exact: true }).waitFor();
    await tab.getByRole('tab', { name: 'Overview' }).click();
    await tab.getByText('has an error in line 12: wrong.').waitFor();
  });

  it('an import goes from file to report', async () => {
    const { tab } = await stage.open('/partners/imports/new');
    await tab
      .locator('input[type=file]')
      .setInputFiles({ name: 'leer.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) });
    await tab.getByText('This file is empty.').waitFor();
    await tab
      .locator('input[type=file]')
      .setInputFiles({ name: 'partnér list.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\r1,2') });
    await tab.getByRole('combobox', { name: 'Name', exact: true }).selectOption({ label: 'Not in this file' });
    await tab.getByRole('button', { name: 'Check' }).click();
    await tab.getByText("Choose the column that holds the partner's name.").waitFor();
    await tab.getByRole('combobox', { name: 'Name', exact: true }).selectOption({ label: 'Company' });
    await tab.getByRole('combobox', { name: 'Country', exact: true }).last().pressSequentially('united sta');
    await tab.getByRole('option', { name: 'United States' }).click();
    await tab.getByRole('button', { name: 'Check' }).click();
    await tab.getByText('This row has no name.').waitFor();
    await tab.getByRole('button', { name: 'Add 6,201 partners' }).click();
    await tab.getByText('Waiting: SharePoint asked for a pause').waitFor();
    expect(JSON.parse(posted(/start$/)[0]?.body ?? '')).toMatchObject({
      mapping: { name: 1, city: 2 },
      defaultCountry: 'US',
      defaultType: 'manufacturer',
    });
    stage.service.importState = 'finished';
    await tab.getByRole('heading', { name: 'Report' }).waitFor();
  });

  it('trouble leaves on screen what was there, says so, and goes away by itself', async () => {
    const { tab } = await stage.open('/overview');
    await tab.getByText('24 partners asked', { exact: true }).waitFor();
    stage.service.isOffline = true;
    await tab.getByText('What you see may be out of date.').waitFor({ timeout: 8_000 });
    await tab.getByText('24 partners asked', { exact: true }).waitFor();
    stage.service.isOffline = false;
    await tab.getByRole('button', { name: 'Try again' }).click();
    await tab.getByText('What you see may be out of date.').waitFor({ state: 'detached' });
  });

  it('a reader is offered nothing that would be refused', async () => {
    stage.service.role = 'reader';
    const { tab } = await stage.open('/partners');
    await tab.getByRole('grid', { name: 'Partners' }).waitFor();
    expect(await tab.getByRole('button', { name: 'Add partner' }).count()).toBe(0);
    expect(await tab.getByRole('link', { name: 'Import' }).count()).toBe(0);
    expect(await tab.getByRole('checkbox').count()).toBe(0);
  });

  it('a tenant without partners is shown the one act that fills it', async () => {
    stage.service.partners = [];
    const { tab } = await stage.open('/overview');
    await tab.getByRole('link', { name: 'Import a list' }).click();
    await tab.getByRole('heading', { name: 'Import partners' }).waitFor();
  });
});
