import type { Browser, Page } from 'playwright-core';
import { axeFindings } from '../support/axe';
import { describeInBrowser, launchBrowser, whenStill } from '../support/browser';
import { startTenant, type TestTenant } from '../support/tenant';

let tenant: TestTenant;

beforeAll(async () => {
  tenant = await startTenant({ tier: '0-1k' });
});
afterAll(() => tenant?.close());

/** Tries until it holds: the shell answers a click before the tenant has. */
async function eventually(check: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    try {
      return await check();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await check();
}

const maya = () => tenant.graph('/users/maya@northgate.example');

describe('starting again', () => {
  it.each(['startEmpty', 'startSample'])('%s is passed on to whoever started the tenant', async (event) => {
    const start = () =>
      fetch(`${tenant.origin}/_shell/${event}`, { method: 'POST', headers: { 'x-local-control': '1' } });
    expect((await start()).status).toBe(501);
    const heard = jest.fn();
    tenant.tenant.context.events.once(event, heard);
    expect((await start()).status).toBe(202);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describeInBrowser('requests, clock and faults in the shell', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    await tenant.clearFaults();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.setDefaultTimeout(10_000);
  });
  afterEach(() => page.context().close());

  it('moving the clock takes one click', async () => {
    await page.goto(`${tenant.origin}/#/maya/control`);
    await page.getByRole('button', { name: '3 days' }).click();
    await page.getByText('3.0 days ahead of real time.').waitFor();
    await page.getByRole('button', { name: 'To Monday, 09:00' }).click();
    await eventually(async () => {
      const now = new Date((await tenant.control<{ now: string }>('GET', 'clock')).now);
      expect([now.getDay(), now.getHours()]).toEqual([1, 9]);
    });
    await page.getByRole('button', { name: 'Back to real time' }).click();
    await page.getByText('Real time.').waitFor();
  });

  it('a fault takes one click, shows at the top in every room, and is ended there', async () => {
    await page.goto(`${tenant.origin}/#/maya/control`);
    await page.getByText('Graph is down').click();
    await page.getByRole('button', { name: '1 fault' }).waitFor();
    expect((await maya()).status).toBe(503);
    await page.goto(`${tenant.origin}/#/lupe/mail`);
    await page.getByRole('button', { name: '1 fault' }).click();
    await page.getByRole('button', { name: 'End: Graph is down' }).click();
    await page.getByRole('button', { name: '1 fault' }).waitFor({ state: 'detached' });
    // The page says so as soon as it is pressed; the tenant a moment later.
    await eventually(async () => expect((await maya()).status).toBe(200));
  });

  it('a fault for a minute ends when the tenant’s minute is over', async () => {
    await page.goto(`${tenant.origin}/#/maya/control`);
    await page.getByText('SharePoint throttles for a minute').click();
    await page.getByRole('button', { name: '1 fault' }).waitFor();
    await page.getByRole('button', { name: '1 hour' }).click();
    await page.getByRole('button', { name: '1 fault' }).waitFor({ state: 'detached' });
    expect((await tenant.control<{ faults: unknown[] }>('GET', 'faults')).faults).toEqual([]);
    await page.getByRole('button', { name: 'Back to real time' }).click();
  });

  it('a fault of one’s own hits the calls that it names, and a wrong one is explained', async () => {
    await page.goto(`${tenant.origin}/#/maya/control`);
    await page.getByText('A fault of your own').click();
    const path = page.getByLabel('Path (regular expression, without query)');
    await path.fill('(');
    await page.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByText('This is not a regular expression: (').waitFor();
    await path.fill('^/v1\\.0/users/');
    await page.getByLabel('Status', { exact: true }).fill('504');
    await page.getByLabel('Ends after so many').fill('1');
    await page.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByRole('button', { name: '1 fault' }).waitFor();
    expect([(await maya()).status, (await maya()).status]).toEqual([504, 200]);
  });

  it('tier, quirks and applications are switches', async () => {
    await page.goto(`${tenant.origin}/#/maya/control`);
    await page.getByLabel(/Licences of the tenant/).selectOption('5k-15k');
    await page.getByText('Pages are sometimes shorter than asked for').click();
    const service = page.getByRole('group', { name: 'Trustlane', exact: true });
    await service.getByText('May sign in').click();
    await eventually(async () => {
      expect(await tenant.usage()).toMatchObject({ tier: '5k-15k' });
      expect(await tenant.control('GET', 'quirks')).toMatchObject({ varyingPages: false });
      const { applications } = await tenant.control<{ applications: object[] }>('GET', 'application');
      expect(applications[0]).toMatchObject({ name: 'service', enabled: false });
    });
    await service.getByText('May sign in').click();
  });

  it('requests show live with bodies on demand, and a call that is not known with its reason', async () => {
    await page.goto(`${tenant.origin}/#/maya/traffic`);
    await maya();
    await tenant.graph('/me/planner/tasks');
    await page
      .getByRole('button', { name: /GET \/users\/maya/ })
      .first()
      .click();
    const call = page.getByRole('complementary', { name: 'Call' });
    await call.getByText('"displayName": "Maya Okafor"').waitFor();
    await call.getByRole('tab', { name: 'Request' }).click();
    await call.getByText('Bearer ***').waitFor();
    await page.getByLabel('Status').selectOption('4');
    await page
      .getByRole('button', { name: /users\/maya/ })
      .first()
      .waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /planner/ }).waitFor();
    await page.getByRole('tab', { name: 'Not known here' }).click();
    await page.getByRole('row', { name: /planner/ }).waitFor();
    await page.getByRole('tab', { name: 'Resource units' }).click();
    await page.getByText(/requests and .* resource units since counting began/).waitFor();
  });

  it('an inbox is searched, its attachments are saved, and the address bounces at one click', async () => {
    for (const subject of ['Seals wanted', 'A certificate'])
      await tenant.control('POST', 'deliver', {
        from: 'ana@supplier.example',
        to: 'maya@northgate.example',
        subject,
        text: `About: ${subject}`,
        ...(subject === 'A certificate' && {
          files: [
            { name: 'iso 17712.txt', contentType: 'text/plain', base64: Buffer.from('sealed').toString('base64') },
          ],
        }),
      });
    await page.goto(`${tenant.origin}/#/maya/mail`);
    await page.getByRole('searchbox', { name: 'Find in this inbox' }).fill('certificate');
    await eventually(async () => expect(await page.locator('.mail-list li').count()).toBe(1));
    await page.getByRole('link', { name: /A certificate/ }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: /iso 17712\.txt/ }).click();
    expect((await saved).suggestedFilename()).toBe('iso 17712.txt');
    await page.getByText('Mail to this address bounces').click();
    await page.getByRole('button', { name: '1 bounce' }).click();
    await page.getByText('Mail to maya@northgate.example bounces').waitFor();
    await page.getByRole('button', { name: /Deliver mail to maya/ }).click();
    await page.getByRole('button', { name: '1 bounce' }).waitFor({ state: 'detached' });
  });

  it.each([
    ['traffic?view=units', 'dark'],
    ['traffic?view=refused', 'contrast'],
    ['control', 'default'],
    ['control', 'contrast'],
  ])('%s has no accessibility faults in the theme %s', async (room, theme) => {
    await page.addInitScript((name) => localStorage.setItem('shell.theme', name), theme);
    await page.goto(`${tenant.origin}/#/maya/${room}`);
    await page.getByRole('heading').first().waitFor();
    await whenStill(page);
    const violations = await axeFindings(page, { exclude: '[data-tabster-dummy]' });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
  });

  it.each(['chat', 'chat?beside=lupe&beside=minh', 'mail', 'sharepoint', 'people', 'traffic', 'control'])(
    '%s fits a window of 360 pixels',
    async (room) => {
      await page.setViewportSize({ width: 360, height: 700 });
      await page.goto(`${tenant.origin}/#/maya/${room}`);
      await page.getByRole('heading').first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    },
  );
});
