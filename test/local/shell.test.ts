import { decodeJwt } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { axeFindings } from '../support/axe';
import { describeInBrowser, launchBrowser, whenStill } from '../support/browser';
import { eventually } from '../support/product';
import { startTenant, type TestTenant } from '../support/tenant';
import { asBot, type FakeProduct, startFakeProduct } from './shellProduct';

const CARD = 'application/vnd.microsoft.card.adaptive';
const LUPE = '22222222-0000-4000-8000-000000000011';
const question = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Seals', size: 'large', weight: 'bolder', style: 'heading' },
    {
      type: 'Input.ChoiceSet',
      id: 'q1',
      label: 'Do you seal every container?',
      style: 'expanded',
      choices: [
        { title: 'Yes', value: 'yes' },
        { title: 'No', value: 'no' },
      ],
    },
    { type: 'Input.Number', id: 'q2', label: 'Containers a month', min: 0 },
    { type: 'TextBlock', text: '<img src=x onerror=alert(1)> **stays text**', wrap: true },
  ],
  actions: [{ type: 'Action.Execute', title: 'Save and next', verb: 'save', data: { group: 1 }, style: 'positive' }],
};
const receipt = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Seals saved' }] };

let product: FakeProduct;
let tenant: TestTenant;

beforeAll(async () => {
  product = await startFakeProduct(() => tenant.origin);
  tenant = await startTenant({ productUrl: product.url });
});
afterAll(async () => {
  await tenant?.close();
  await product?.close();
});

describe('the shell’s routes', () => {
  it('changes need the shell’s own header and no foreign origin', async () => {
    const invite = (headers: Record<string, string>) =>
      fetch(`${tenant.origin}/_shell/people`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ displayName: 'Ana', mail: 'ana@new.example' }),
      });
    expect((await invite({})).status).toBe(403);
    expect((await invite({ 'x-local-control': '1', origin: 'https://evil.example' })).status).toBe(403);
    expect((await invite({ 'x-local-control': '1' })).status).toBe(201);
    expect((await invite({ 'x-local-control': '1' })).status).toBe(409);
  });

  it('announces changes as events', async () => {
    const abort = new AbortController();
    const response = await fetch(`${tenant.origin}/_shell/events`, { signal: abort.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    tenant.tenant.context.events.emit('changed', 'items');
    while (!text.includes('data: items')) text += (await reader?.read())?.value ?? '';
    abort.abort();
    expect(response.headers.get('content-type')).toBe('text/event-stream');
  });

  it('starting empty is passed on to whoever started the tenant', async () => {
    const startEmpty = () =>
      fetch(`${tenant.origin}/_shell/startEmpty`, { method: 'POST', headers: { 'x-local-control': '1' } });
    expect((await startEmpty()).status).toBe(501);
    const heard = jest.fn();
    tenant.tenant.context.events.once('startEmpty', heard);
    expect((await startEmpty()).status).toBe(202);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describeInBrowser('the shell in a browser', () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    product.received.length = 0;
    product.onActivity = () => ({ status: 200 });
    problems.length = 0;
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    // teams-js asks Microsoft for its list of hosts; these tests reach nothing outside this machine.
    await page.route(
      (url) => url.hostname !== 'localhost',
      (route) => route.fulfill({ status: 404, body: '' }),
    );
    page.on('pageerror', (error) => problems.push(error.message));
  });
  afterEach(async () => {
    await page.context().close();
    expect(problems).toEqual([]);
  });

  it('a guest installs the app, writes, answers a card, and sees it replaced', async () => {
    product.onActivity = async ({ activity }) => {
      if (activity.type === 'message') {
        const path = `/v3/conversations/${encodeURIComponent(activity.conversation.id)}/activities`;
        await asBot(tenant, 'POST', path, { type: 'message', attachments: [{ contentType: CARD, content: question }] });
        return { status: 200 };
      }
      if (activity.type === 'invoke') return { status: 200, body: { statusCode: 200, type: CARD, value: receipt } };
      return { status: 200 };
    };
    await page.goto(`${tenant.origin}/#/lupe/chat`);
    await page.getByRole('button', { name: 'Install' }).click();
    await page.getByRole('textbox', { name: /Message/ }).fill('continue');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Seals' }).waitFor();
    expect(await page.locator('.card img').count()).toBe(0);
    await page.getByText('Yes', { exact: true }).click();
    await page.getByLabel('Containers a month').fill('12');
    await page.getByRole('button', { name: 'Save and next' }).click();
    await page.getByText('Seals saved').waitFor();
    expect(await page.getByRole('heading', { name: 'Seals' }).count()).toBe(0);
    const [invoke] = await product.waitFor('invoke', 1);
    expect(invoke?.activity).toMatchObject({
      from: { aadObjectId: LUPE },
      value: { action: { verb: 'save', data: { group: 1, q1: 'yes', q2: '12' } } },
    });
    await page.reload();
    await page.getByText('Seals saved').waitFor();
  });

  it('the tab gets its context, a token for the person, and the theme', async () => {
    await page.goto(`${tenant.origin}/#/jonas/app/partners%2F7`);
    const tab = page.frameLocator('iframe');
    await tab.getByText('"token"').waitFor();
    const seen = JSON.parse((await tab.locator('#out').textContent()) ?? '{}');
    expect(seen.context).toMatchObject({
      page: { subPageId: 'partners/7', frameContext: 'content' },
      user: { id: '22222222-0000-4000-8000-000000000002', tenant: { id: tenant.environment.service.TENANT_ID } },
    });
    expect(decodeJwt(seen.token)).toMatchObject({
      aud: tenant.environment.service.CLIENT_ID,
      oid: '22222222-0000-4000-8000-000000000002',
      scp: 'access_as_user',
      roles: ['Reviewer'],
    });
    await page.getByRole('button', { name: 'Theme' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await tab.getByText('"dark"').waitFor();
    await page.getByRole('button', { name: /Switch person/ }).click();
    await page.getByRole('option', { name: /Minh/ }).click();
    await tab.getByText('nguyenseafoods').waitFor();
    expect(page.url()).toContain('#/minh/app');
  });

  it('before another person, another room or the back button takes the app away, the app may ask', async () => {
    await page.goto(`${tenant.origin}/#/maya/chat`);
    await page.getByRole('link', { name: 'Mail' }).click();
    await page.getByRole('link', { name: 'Trustlane' }).click();
    const inside = page.frameLocator('iframe.app-frame');
    await inside.getByText('"token"').waitFor();
    // As any page does that holds something unsaved.
    await inside.locator('body').evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
    await inside.getByRole('heading', { name: 'A tab' }).click();
    let answer: 'dismiss' | 'accept' = 'dismiss';
    const asked: string[] = [];
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type());
      await dialog[answer]();
    });
    await page.getByRole('link', { name: 'Chat' }).click();
    await eventually('the question', async () => asked.length === 1);
    await page.goBack({ waitUntil: 'commit', timeout: 500 }).catch(() => undefined);
    await eventually('the second question', async () => asked.length === 2);
    expect(asked).toEqual(['beforeunload', 'beforeunload']);
    expect(new URL(page.url()).hash).toBe('#/maya/app');
    await inside.getByText('"token"').waitFor();
    answer = 'accept';
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByText('Luis Ortega').click();
    await page.waitForURL(/#\/luis\/app$/);
    await inside.getByText('"token"').waitFor();
    expect(asked).toHaveLength(3);
  });

  it('the tab begins anew with a token of the new time when the clock moves', async () => {
    await page.goto(`${tenant.origin}/#/jonas/app`);
    const out = page.frameLocator('iframe').locator('#out');
    await out.getByText('"token"').waitFor();
    const issuedAt = async () => decodeJwt(JSON.parse((await out.textContent()) ?? '{}').token).iat ?? 0;
    const before = await issuedAt();
    await tenant.advanceClock(86_400_000);
    await page.waitForResponse((response) => response.url().endsWith('/_control/token'));
    await page.waitForFunction(() => !document.querySelector('.app-spinner'));
    await out.getByText('"token"').waitFor();
    expect((await issuedAt()) - before).toBeGreaterThan(86_000);
    await tenant.control('POST', 'clock', { offsetMs: 0 });
  });

  it('what is under way stands above every room until it is over', async () => {
    const announce = (text: string, done?: number) =>
      fetch(`${tenant.origin}/_shell/announcement`, {
        method: 'POST',
        headers: { 'x-local-control': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ text, done }),
      });
    await page.goto(`${tenant.origin}/#/maya/people`);
    await page.getByRole('heading', { name: 'People' }).waitFor();
    await announce('The sample customer is being set up: Aceros del Norte answers.', 0.4);
    await page.getByText(/being set up: Aceros del Norte answers/).waitFor();
    await page.goto(`${tenant.origin}/#/lupe/mail`);
    await page.getByText(/being set up/).waitFor();
    await announce('');
    await page.getByText(/being set up/).waitFor({ state: 'detached' });
  });

  it('by keyboard: a card that is replaced, kept or taken away hands the focus on', async () => {
    await sendCard('22222222-0000-4000-8000-000000000013');
    let answer: unknown = { statusCode: 200, type: CARD, value: receipt };
    product.onActivity = async ({ activity }) => {
      if (activity.type !== 'invoke') return { status: 200 };
      return { status: 200, body: answer };
    };
    const focused = (selector: string) => page.locator(`${selector}:focus`);
    await page.goto(`${tenant.origin}/#/sara/chat`);
    const card = page.locator('.card').last();
    answer = 'no answer of an action';
    await card.getByLabel('Containers a month').fill('12');
    await card.getByRole('button', { name: 'Save and next' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Unable to reach app. Please try again.').waitFor();
    await focused('.ac-pushButton').waitFor();
    answer = { statusCode: 200, type: CARD, value: { ...question, body: [{ ...question.body[0], text: 'Locks' }] } };
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Locks' }).waitFor();
    await focused('[role=heading]').waitFor();
    const { conversationId, activities } = await tenant.control<{
      conversationId: string;
      activities: { id: string }[];
    }>('GET', 'chat?person=sara');
    const path = `/v3/conversations/${encodeURIComponent(conversationId)}/activities`;
    await asBot(tenant, 'POST', path, { type: 'message', attachments: [{ contentType: CARD, content: receipt }] });
    await page.getByText('Seals saved').last().waitFor();
    await asBot(tenant, 'DELETE', `${path}/${activities.at(-1)?.id}`);
    await page.getByRole('heading', { name: 'Locks' }).waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement !== document.body);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Seals saved');
  });

  it('a mail that is opened through a directory person’s address keeps the focus', async () => {
    await tenant.control('POST', 'deliver', {
      from: 'ana@supplier.example',
      to: 'wei@harbourlink.example',
      subject: 'Seals wanted',
      text: 'Please',
    });
    await page.goto(`${tenant.origin}/#/wei@harbourlink.example/mail`);
    await page.getByRole('link', { name: /Seals wanted/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Seals wanted' }).waitFor();
    await page.locator('a.mail-item:focus').waitFor();
  });

  it('mail shows in a closed frame, and an outside address has an inbox of its own', async () => {
    await tenant.graph(`/users/${tenant.environment.service.MAIL_SENDER}/sendMail`, {
      method: 'POST',
      body: {
        message: {
          subject: 'Questions for Ana',
          body: {
            contentType: 'html',
            content:
              '<p>Please <a href="https://x.example/a">answer</a></p><script>parent.document.title="broken in"</script>',
          },
          toRecipients: [{ emailAddress: { address: 'ana@supplier.example' } }],
        },
      },
    });
    await page.goto(`${tenant.origin}/#/mail/ana@supplier.example`);
    await page.getByText('Questions for Ana').click();
    const link = page.frameLocator('iframe').getByRole('link', { name: 'answer' });
    await link.waitFor();
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await page.title()).not.toBe('broken in');
    await page.getByRole('tab', { name: 'Text' }).click();
    await page.locator('pre').getByText('answer <https://x.example/a>').waitFor();
  });

  it('two people’s chats stand side by side, each with its own card, its JSON and its width', async () => {
    await sendCard('22222222-0000-4000-8000-000000000011');
    await sendCard('22222222-0000-4000-8000-000000000012');
    await page.goto(`${tenant.origin}/#/lupe/chat`);
    await page.getByRole('button', { name: "Open another person's chat beside" }).click();
    await page.getByRole('combobox', { name: 'Find a person or address' }).fill('minh');
    await page.keyboard.press('Enter');
    const minh = page.getByRole('region', { name: /Nguyễn Văn Minh/ });
    await minh.getByRole('heading', { name: 'Seals' }).waitFor();
    expect(page.url()).toContain('beside=minh');
    await minh.getByRole('button', { name: /^JSON of the message/ }).click();
    await page.getByRole('menuitem', { name: 'Card JSON' }).click();
    const json = page.getByRole('complementary', { name: 'JSON of the message' });
    await json.getByText('"verb": "save"').waitFor();
    await json.getByText(/Version 1\.5, .* of 100 KB/).waitFor();
    await page.getByRole('button', { name: 'Width of cards' }).click();
    await page.getByRole('menuitemradio', { name: /^300 px/ }).click();
    expect(await minh.locator('.card').evaluate((card) => card.getBoundingClientRect().width)).toBe(300);
    await page.reload();
    await json.getByText('"verb": "save"').waitFor();
    await minh.getByRole('heading', { name: 'Seals' }).waitFor();
    await page.getByRole('button', { name: 'Close the chat of Nguyễn Văn Minh' }).click();
    await minh.waitFor({ state: 'detached' });
    await page.goBack();
    await minh.waitFor();
  });

  it('the keyboard alone switches the person and the room', async () => {
    await page.goto(`${tenant.origin}/#/maya/people`);
    await page.getByRole('heading', { name: 'People' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.locator('.person-popover input:focus').waitFor();
    await page.keyboard.type('berg');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/jonas\/people/);
    await page.keyboard.press('Control+Shift+Digit3');
    await page.waitForURL(/#\/jonas\/mail/);
    await page.keyboard.press('Control+.');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  });

  it('the bot is seen typing until its message is there', async () => {
    const minh = '22222222-0000-4000-8000-000000000012';
    await sendCard(minh);
    await page.goto(`${tenant.origin}/#/minh/chat`);
    await page.getByRole('heading', { name: 'Seals' }).first().waitFor();
    const { conversationId } = await tenant.control<{ conversationId: string }>('GET', 'chat?person=minh');
    const path = `/v3/conversations/${encodeURIComponent(conversationId)}/activities`;
    await asBot(tenant, 'POST', path, { type: 'typing' });
    await page.getByText('Trustlane is typing').waitFor();
    await asBot(tenant, 'POST', path, { type: 'message', text: 'Here I am' });
    await page.getByText('Here I am').waitFor();
    await page.getByText('Trustlane is typing').waitFor({ state: 'detached' });
  });

  it('a message that nobody has looked at is counted until somebody does', async () => {
    await sendCard('22222222-0000-4000-8000-000000000014');
    await page.goto(`${tenant.origin}/#/wei/people`);
    const chat = page.getByRole('link', { name: /Chat/ });
    await chat.getByLabel('1 unread').waitFor();
    await chat.click();
    await page.getByRole('heading', { name: 'Seals' }).waitFor();
    await chat.getByLabel('1 unread').waitFor({ state: 'detached' });
  });

  it.each([
    ['chat', 'default'],
    ['chat', 'dark'],
    ['chat', 'contrast'],
    ['mail', 'dark'],
    ['sharepoint', 'default'],
    ['traffic', 'default'],
    ['people', 'contrast'],
    ['control', 'dark'],
  ])('the room %s has no accessibility faults in the theme %s', async (room, theme) => {
    await sendCard('22222222-0000-4000-8000-000000000012');
    await page.addInitScript((name) => localStorage.setItem('shell.theme', name), theme);
    await page.goto(`${tenant.origin}/#/minh/${room}`);
    await page.getByRole('heading').first().waitFor();
    await whenStill(page);
    const violations = await axeFindings(page, { exclude: '[data-tabster-dummy]' });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
  });

  async function sendCard(personId: string): Promise<void> {
    await tenant.control('POST', 'membership', { person: personId, installed: true });
    const { body } = await asBot(tenant, 'POST', '/v3/conversations', {
      members: [{ id: personId }],
      bot: { id: tenant.environment.service.BOT_APP_ID },
      tenantId: tenant.environment.service.TENANT_ID,
    });
    const path = `/v3/conversations/${encodeURIComponent((body as { id: string }).id)}/activities`;
    await asBot(tenant, 'POST', path, { type: 'message', attachments: [{ contentType: CARD, content: question }] });
  }
});
