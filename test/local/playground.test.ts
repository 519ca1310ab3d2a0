import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { cardsOf, dayIn, mayaOf } from '../e2e/support/ask';
import { describeInBrowser, launchBrowser } from '../support/browser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

interface Run {
  readonly child: ChildProcess;
  said(): string;
  readonly ended: Promise<number | null>;
}

/** Runs the command that `npm run playground` runs. */
function run(args: readonly string[], env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['dist/local/playground.js', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()));
  return { child, said: () => text, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

it('without a running tenant it says what to start', async () => {
  const port = String(await freePort());
  const { ended, said } = run(['--port', String(await freePort())], { LOCAL_TENANT_PORT: port });
  expect(await ended).toBe(1);
  expect(said()).toContain(`The local tenant does not run at http://localhost:${port}. Start it with "npm start"`);
});

describeInBrowser('the Agents Playground on the running bot', () => {
  let product: RunningProduct;
  let browser: Browser;
  let playground: Run;
  let page: Page;
  let partner: string;
  let port: number;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct({ waits: 'short' }), launchBrowser()]);
    await isReady(product);
    partner = await mayaOf(product).partner('Nordfrakt', {
      name: 'Sara Lindqvist',
      email: 'sara@nordfrakt.example',
      guest: true,
    });
    port = await freePort();
    playground = run(['--as', 'sara', '--port', String(port)], {
      PORT: new URL(product.productUrl).port,
      LOCAL_TENANT_PORT: new URL(product.tenantUrl).port,
      TRUSTLANE_LOCAL_DIR: product.dir,
    });
    const url = await eventually(
      'the Playground is up',
      async () => /http:\/\/127\.0\.0\.1:\d+/.exec(playground.said())?.[0],
    );
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.setDefaultTimeout(20_000);
    await page.goto(url);
  });
  afterAll(async () => {
    playground?.child.kill('SIGTERM');
    await playground?.ended;
    await browser?.close();
    await product?.close();
  });

  it('greets whoever opens the page, though every call of the bot and to it is signed', async () => {
    await page.getByText('Welcome').first().waitFor();
  });

  it('an invitation arrives there, its questions can be answered, and the product has the answer', async () => {
    const maya = mayaOf(product);
    await maya.settled(await maya.open([partner], dayIn(20)), 1);
    await page.getByText('asks about security at Nordfrakt').last().waitFor();
    await page.getByRole('button', { name: 'Start' }).last().click();
    const save = page.getByRole('button', { name: 'Save and next' }).last();
    await save.waitFor();
    await page.getByRole('radio').first().check();
    await save.click();
    await page.getByText('Saved:').last().waitFor();
    const { assessments } = await maya.call<{ assessments: unknown[] }>('GET', `/api/partners/${partner}`);
    expect(JSON.stringify(assessments)).toContain('Sara Lindqvist');
  });

  it('listens on this machine only', async () => {
    const refused = await fetch(`http://[::1]:${port}/_debug/ping`).then(
      () => false,
      () => true,
    );
    expect(refused).toBe(true);
  });

  it('its bot’s own calls are refused without the bot’s token', async () => {
    const address = `${product.tenantUrl}/connector/playground/v3/conversations/playground-sara/activities`;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ type: 'message', text: 'not from the bot' });
    expect((await fetch(address, { method: 'POST', headers, body })).status).toBe(401);
  });

  it('when it ends, the bot writes to the person’s own chat again', async () => {
    playground.child.kill('SIGTERM');
    expect(await playground.ended).toBe(0);
    const maya = mayaOf(product);
    const other = await maya.partner('Nordfrakt Air', {
      name: 'Sara Lindqvist',
      email: 'sara@nordfrakt.example',
      guest: true,
    });
    await maya.settled(await maya.open([other], dayIn(20), 'Air 2026'), 1);
    expect((await cardsOf(product, 'sara')).join()).toContain('Nordfrakt Air');
  });
});
