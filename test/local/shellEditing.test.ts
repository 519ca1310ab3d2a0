import type { Browser, Page } from 'playwright-core';
import { axeFindings } from '../support/axe';
import { describeInBrowser, launchBrowser, whenStill } from '../support/browser';
import { eventually } from '../support/product';
import { startTenant, type TestTenant } from '../support/tenant';

let tenant: TestTenant;
let records: string;

beforeAll(async () => {
  tenant = await startTenant();
  await tenant.withoutQuirks();
  records = tenant.environment.service.RECORDS_SITE_ID ?? '';
});
afterAll(() => tenant?.close());

/** A list with one row; names differ, since lists stay until the end. */
async function makeList(displayName: string): Promise<string> {
  const { body } = await tenant.graph(`/sites/${records}/lists`, {
    method: 'POST',
    as: 'provision',
    body: {
      displayName,
      list: { template: 'genericList' },
      columns: [
        { name: 'City', text: { maxLength: 12 } },
        { name: 'State', choice: { choices: ['To review', 'Accepted'] } },
      ],
    },
  });
  const list = String(body.id);
  await tenant.graph(`/sites/${records}/lists/${list}/items`, { method: 'POST', body: { fields: { City: 'First' } } });
  return list;
}

async function rowOf(list: string): Promise<Record<string, unknown>> {
  const query = new URLSearchParams({ site: records, list, id: '1' });
  return (await (await fetch(`${tenant.origin}/_shell/sharepoint/row?${query}`)).json()) as Record<string, unknown>;
}

const upload = (query: Record<string, string>, content: string) =>
  fetch(
    `${tenant.origin}/_shell/sharepoint/upload?${new URLSearchParams({ site: records, list: 'Documents', ...query })}`,
    {
      method: 'POST',
      headers: { 'x-local-control': '1', 'content-type': 'application/octet-stream' },
      body: content,
    },
  );

describe('what a person may do in SharePoint', () => {
  it.each([
    ['maya', ['edit', 'none']],
    ['jonas', ['edit', 'none']],
    ['priya', ['read', 'none']],
    ['omar', ['none', 'none']],
    ['lupe', ['none', 'none']],
    ['ana@supplier.example', ['none', 'none']],
    ['administrator', ['read', 'read']],
  ])('%s has the access %j to the two sites, and sees no list of a closed one', async (as, access) => {
    const response = await fetch(`${tenant.origin}/_shell/sharepoint?${new URLSearchParams({ as })}`);
    const sites = (await response.json()) as { access: string; lists: unknown[] }[];
    expect(sites.map((site) => site.access)).toEqual(access);
    for (const site of sites) if (site.access === 'none') expect(site.lists).toEqual([]);
  });

  it('a guest is told nothing of rows, values, versions and files', async () => {
    await makeList('Closed');
    for (const path of ['rows?', 'values?column=City&', 'row?id=1&', 'versions?id=1&', 'file?id=1&']) {
      const query = new URLSearchParams({ site: records, list: 'Closed', as: 'lupe' });
      expect((await fetch(`${tenant.origin}/_shell/sharepoint/${path}${query}`)).status).toBe(403);
    }
  });

  it('changes are made to the version that the person saw, and to no later one', async () => {
    const list = await makeList('Versions');
    const edit = async (version: number, City: string) => {
      const response = await fetch(`${tenant.origin}/_shell/sharepoint/edit`, {
        method: 'POST',
        headers: { 'x-local-control': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ person: 'maya', site: records, list, id: '1', version, fields: { City } }),
      });
      return response.status;
    };
    expect([await edit(1, 'Lyon'), await edit(1, 'Nice'), await edit(2, 'Metz')]).toEqual([200, 412, 200]);
    expect(await rowOf(list)).toMatchObject({ version: 3, fields: { City: 'Metz' }, modifiedBy: 'Maya Okafor' });
  });
});

describe('uploads by hand', () => {
  it('hold to what holds for files: names in use, bad names, locks, and who may', async () => {
    expect((await upload({ person: 'jonas', name: 'seals.txt' }, 'one')).status).toBe(201);
    expect((await upload({ person: 'jonas', name: 'seals.txt' }, 'two')).status).toBe(409);
    expect((await upload({ person: 'jonas', name: 'a:b.txt' }, 'x')).status).toBe(400);
    expect((await upload({ person: 'priya', name: 'mine.txt' }, 'x')).status).toBe(403);
    const replaced = await upload({ person: 'maya', name: 'other.txt', replaces: '1' }, 'three');
    expect(await replaced.json()).toMatchObject({
      version: 2,
      modifiedBy: 'Maya Okafor',
      file: { name: 'seals.txt', size: 5 },
    });
    await tenant.control('POST', 'lock', {
      person: 'luis',
      siteId: records,
      list: 'Documents',
      item: '1',
      kind: 'checkedOut',
    });
    expect((await upload({ person: 'maya', name: 'seals.txt', conflict: 'replace' }, 'four')).status).toBe(423);
  });
});

it('a call that a fault throttles shows what it would have cost', async () => {
  await tenant.setFaults({ kind: 'throttle', times: 1 });
  expect((await tenant.graph(`/sites/${records}/lists`)).status).toBe(429);
  const { entries } = await tenant.control<{ entries: { status: number; resourceUnits: number }[] }>('GET', 'traffic');
  expect(entries.findLast(({ status }) => status === 429)?.resourceUnits).toBeGreaterThan(0);
});

describeInBrowser('editing in the shell', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.setDefaultTimeout(10_000);
  });
  afterEach(() => page.context().close());

  /** Opens the row, types a city, and lets Jonas save another one meanwhile. */
  async function clash(list: string, name: string, theirs: Record<string, unknown>): Promise<void> {
    await page.goto(`${tenant.origin}/#/maya/sharepoint/TrustlaneRecords/${name}`);
    await page.getByRole('button', { name: 'Open row 1' }).click();
    await page.getByLabel('City').fill('Mine');
    await tenant.edit('jonas', records, list, '1', theirs);
    await page.getByText(/has saved this row since you began to type/).waitFor();
    expect(await page.getByLabel('City').inputValue()).toBe('Mine');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Save conflict').waitFor();
  }

  it('what was typed stays when somebody else saves the row, and is kept when asked for', async () => {
    const list = await makeList('Keep');
    await clash(list, 'Keep', { City: 'Theirs', State: 'Accepted' });
    const question = page.getByRole('alert');
    expect(await question.textContent()).toMatch(/City, yours.*Mine.*City, Jonas Berg.*Theirs/);
    expect(await rowOf(list)).toMatchObject({ fields: { City: 'Theirs' } });
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await rowOf(list)).toMatchObject({ version: 3, fields: { City: 'Mine', State: 'Accepted' } });
  });

  it('taking theirs drops what clashes and keeps the rest unsaved', async () => {
    const list = await makeList('Take');
    await page.goto(`${tenant.origin}/#/maya/sharepoint/TrustlaneRecords/Take`);
    await clash(list, 'Take', { City: 'Theirs' });
    await page.getByRole('button', { name: 'Take theirs' }).click();
    await page.getByText('Save conflict').waitFor({ state: 'detached' });
    expect(await page.getByLabel('City').inputValue()).toBe('Theirs');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await rowOf(list)).toMatchObject({ version: 2, fields: { City: 'Theirs' } });
  });

  it('the back button asks before it takes away what was typed', async () => {
    const list = await makeList('Back');
    await page.goto(`${tenant.origin}/#/maya/sharepoint/TrustlaneRecords/Back`);
    await page.getByRole('button', { name: 'Open row 1' }).click();
    await page.getByLabel('City').click();
    await page.getByLabel('City').pressSequentially('Lima');
    const asked: string[] = [];
    page.on('dialog', async (dialog) => {
      asked.push(dialog.message());
      await (asked.length === 1 ? dialog.dismiss() : dialog.accept());
    });
    await page.goBack({ waitUntil: 'commit', timeout: 500 }).catch(() => undefined);
    await eventually('the question', async () => asked.length === 1);
    expect(asked[0]).toContain('has not been saved');
    expect(await page.getByLabel('City').inputValue()).toContain('Lima');
    // Each refusal uses up the press that allowed it: the browser lets nobody hold a person for ever.
    await page.getByLabel('City').click();
    await page.goBack({ waitUntil: 'commit' });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(asked).toHaveLength(2);
    expect(await rowOf(list)).toMatchObject({ version: 1 });
  });

  it('by keyboard: Escape asks before it throws away, works after a refused save, and focus goes back to the row', async () => {
    const list = await makeList('Keys');
    await page.goto(`${tenant.origin}/#/maya/sharepoint/TrustlaneRecords/Keys`);
    await page.getByRole('button', { name: 'Open row 1' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('City').fill('Much too long for it');
    await page.getByRole('button', { name: 'Save', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.row-form .notice').waitFor();
    await page.keyboard.press('Escape');
    const question = page.getByRole('dialog', { name: 'Discard what you typed?' });
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await page.getByLabel('City').inputValue()).toBe('Much too long for it');
    await page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('[aria-label="Open row 1"]:focus').waitFor();
    expect(await rowOf(list)).toMatchObject({ version: 1 });
    await page.keyboard.press('Enter');
    await page.getByLabel('City').fill('Oslo');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('[aria-label="Open row 1"]:focus').waitFor();
    expect(await rowOf(list)).toMatchObject({ fields: { City: 'Oslo' } });
  });

  it('a guest has no access to either site, a reader looks, a manager looks at the closed site as administrator', async () => {
    await makeList('Seen');
    await page.goto(`${tenant.origin}/#/lupe/sharepoint`);
    await page.getByText('You do not have access to this site').waitFor();
    expect(await page.getByRole('link', { name: /Seen/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'Switch to Maya Okafor' }).click();
    await page.getByRole('link', { name: /Seen/ }).click();
    await page.getByRole('button', { name: 'New row' }).waitFor();
    await page.goto(`${tenant.origin}/#/priya/sharepoint/TrustlaneRecords/Seen?row=1`);
    await page.getByText('Priya Raman is a visitor of this site: for looking only.').waitFor();
    expect(await page.getByRole('button', { name: 'New row' }).count()).toBe(0);
    await page.goto(`${tenant.origin}/#/maya/sharepoint/TrustlaneSystem`);
    await page.getByText('You do not have access to this site').waitFor();
    await page.getByRole('button', { name: /administrator/ }).click();
    await page
      .getByRole('link', { name: /Documents/ })
      .last()
      .click();
    await page.getByRole('heading', { name: 'Documents' }).waitFor();
    expect(await page.getByRole('button', { name: 'Upload' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Look as Maya Okafor again' }).click();
    await page.getByText('You do not have access to this site').waitFor();
  });

  it('a file is put into a library by hand, asked about when its name is in use, and replaced', async () => {
    const file = (content: string) => ({ name: 'review.txt', mimeType: 'text/plain', buffer: Buffer.from(content) });
    await page.goto(`${tenant.origin}/#/jonas/sharepoint/TrustlaneRecords/Documents`);
    const toolbar = page.locator('.list-rows .room-header input[type=file]');
    await toolbar.setInputFiles(file('first'));
    await page.getByRole('button', { name: /review\.txt/ }).waitFor();
    await toolbar.setInputFiles(file('second'));
    await page
      .getByRole('dialog', { name: /is here already/ })
      .getByRole('button', { name: 'Keep both' })
      .click();
    await page.getByRole('button', { name: /review 1\.txt|review \(1\)\.txt|review1\.txt/ }).waitFor();
    await page
      .getByRole('button', { name: /^review\.txt/ })
      .first()
      .click();
    await page.getByRole('tab', { name: 'File' }).click();
    await page.getByText('first').waitFor();
    await page.locator('.file-panel input[type=file]').setInputFiles(file('third'));
    await page.getByText('third').waitFor();
    // Dropped onto the list.
    await page.getByRole('button', { name: 'Close' }).click();
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['dropped'], 'dropped.txt', { type: 'text/plain' }));
      return transfer;
    });
    await page.dispatchEvent('.list-frame', 'drop', { dataTransfer: data });
    await page.getByRole('button', { name: /dropped\.txt/ }).waitFor();
  });

  it('only what nothing knows stands under "Not known here"; rules of Microsoft’s stand apart, with short paths', async () => {
    await makeList('Filtered');
    await tenant.graph(`/sites/${records}/lists/Filtered/items?$expand=fields&$filter=fields/City eq 'x'`);
    await tenant.graph('/me/planner/tasks');
    await page.goto(`${tenant.origin}/#/maya/traffic?view=refused`);
    const [unknown, ordinary] = [page.getByRole('table').first(), page.getByRole('table').nth(1)];
    await unknown.getByRole('row', { name: /planner/ }).waitFor();
    await ordinary.getByRole('row', { name: /not indexed/ }).waitFor();
    expect(await unknown.getByRole('row', { name: /not indexed/ }).count()).toBe(0);
    expect(await ordinary.textContent()).toContain('TrustlaneRecords');
    await page.setViewportSize({ width: 700, height: 300 });
    await whenStill(page);
    const violations = await axeFindings(page, { exclude: '[data-tabster-dummy]' });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
  });

  it.each(['default', 'contrast'])('the save conflict has no accessibility faults (%s)', async (theme) => {
    await page.addInitScript((name) => localStorage.setItem('shell.theme', name), theme);
    const list = await makeList(`Axe${theme}`);
    await clash(list, `Axe${theme}`, { City: 'Theirs' });
    await whenStill(page);
    const violations = await axeFindings(page, { exclude: '[data-tabster-dummy]' });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
  });
});
