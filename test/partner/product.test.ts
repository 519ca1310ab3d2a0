import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ulid } from 'ulid';
import { CONFIRMATION } from '../../src/contracts/confirmation';
import { describeInBrowser, launchBrowser } from '../support/browser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { sectionWithProof } from '../support/shippedPack';
import { button, choice, newPage, PHONE, saved, section, state } from './support/pageHelpers';

interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const ADDRESS = 'ana@metales.example';
const newKey = (): string => ulid().toLowerCase();

describeInBrowser('the partner page with the real service', () => {
  let product: RunningProduct;
  let browser: Browser;
  let partnerKey: string;
  let contactKey: string;
  let link: string;
  const pages: Page[] = [];

  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await product.api<T>('maya', method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const mails = async (): Promise<Mail[]> =>
    (await product.control<{ messages: Mail[] }>('GET', `/mail?to=${ADDRESS}`)).messages;
  const open = async (options?: BrowserContextOptions): Promise<Page> => {
    const page = await newPage(browser, options);
    pages.push(page);
    return page;
  };

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
    await isReady(product);
    const partner = { name: 'Metales <b>Ana</b> S.A.', country: 'MX', types: ['foreignManufacturer'] };
    partnerKey = (await ask<{ key: string }>('POST', '/api/partners', { ...partner, requestId: newKey() })).key;
    const contact = { name: 'Ana Müller', email: ADDRESS, requestId: newKey() };
    contactKey = (await ask<{ key: string }>('POST', `/api/partners/${partnerKey}/contacts`, contact)).key;
    await ask('POST', '/api/campaigns', {
      requestId: newKey(),
      title: 'Security 2026',
      dueOn: new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10),
      why: 'We have to show the customs authority that our partners look after security.',
      partnerKeys: [partnerKey],
    });
    const mail = await eventually('the invitation', async () => (await mails())[0], 40);
    link = /href="([^"]+\/answer\/#[^"]+)"/.exec(mail.html)?.[1] ?? '';
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await product?.close();
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });

  it('from the mail to the thank-you: answers, a refused file, a proof, sending with open musts', async () => {
    const page = await open(PHONE);
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    await page.goto(link);
    await button(page, 'Start').waitFor();
    expect(page.url()).toBe(`${product.productUrl}/answer/`);
    expect(await page.locator('.pageHeader').textContent()).toContain(
      'Maya Okafor of Northgate Trading Ltd asks Metales <b>Ana</b> S.A.',
    );
    const asked = sectionWithProof('foreignManufacturer');
    await section(page, asked.title).click();
    await choice(page, asked.proven.text, 'Yes').check();
    await saved(page);
    const proof = page.getByLabel(new RegExp(`^Proof for: ${asked.proven.text.source}`));
    await proof.setInputFiles({
      name: '../setup.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('MZ\0\0program'),
    });
    await page.getByText('it is not a PDF, or it is damaged').waitFor();
    await proof.setInputFiles({
      name: 'Política.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Signed: the owner'),
    });
    await page.getByText('Received, not looked at yet').waitFor();

    await product.killTenant();
    await choice(page, asked.other.text, 'No').check();
    await page.clock.fastForward(4_000);
    await state(page).getByText('Not saved', { exact: true }).waitFor({ timeout: 50_000 });
    await product.startTenant();
    await button(page, 'Save and next').click();
    const next = page.getByRole('heading', { level: 1 }).filter({ hasNotText: asked.title });
    await next.waitFor({ timeout: 30_000 });
    expect(await state(page).textContent()).toContain('Saved');

    await button(page, 'All sections').click();
    await button(page, 'Check and send').click();
    await page.getByLabel('Your job title').fill('Owner');
    await page.getByLabel('Why can the required questions not be answered now?').fill('The rest follows in May.');
    await page.getByLabel(CONFIRMATION).check();
    await button(page, 'Send the answers').click();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor({ timeout: 20_000 });
    await page.getByText('Maya Okafor looks at the answers and files').waitFor();
    expect([...hosts]).toEqual([product.productUrl]);

    const seen = await eventually('the submission in the tab', async () => {
      const view = await ask<{ assessments: { status: string }[] }>('GET', `/api/partners/${partnerKey}`);
      return view.assessments[0]?.status === 'submitted' && view;
    });
    expect(JSON.stringify(seen)).toContain('Política.txt');
  }, 90_000);

  it('another browser sees the answers only with the code from the mail', async () => {
    const page = await open();
    await page.goto(link);
    await button(page, 'Send me the code').click();
    const mail = await eventually('the code', async () =>
      (await mails()).find(({ subject, text }) => /code/i.test(subject) && /\b\d{6}\b/.test(text)),
    );
    const code = /\b\d{6}\b/.exec(mail.text)?.[0] ?? '';
    await page.getByLabel('Six-digit code').fill(code === '000000' ? '111111' : '000000');
    await button(page, 'Go on').click();
    await page.getByText('You have 4 tries left').waitFor();
    await page.getByLabel('Six-digit code').fill(code);
    await button(page, 'Go on').click();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    await page.getByText('by Ana Müller').waitFor();
  }, 60_000);

  it('the code typed from the mail opens it too, and an ended link says what to do', async () => {
    const typed = /\b(?:[0-9A-Z]{4}-){12}[0-9A-Z]{4}\b/.exec((await mails()).at(-1)?.text ?? '')?.[0] ?? '';
    const page = await open();
    await page.goto(`${product.productUrl}/answer/`);
    await page.getByLabel('Code from the mail').fill(typed.toLowerCase());
    await button(page, 'Open').click();
    await button(page, 'Send me the code').waitFor();
    await ask('POST', `/api/contacts/${contactKey}/revokeLink`);
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByRole('heading', { level: 1, name: 'This link was replaced or ended' }).waitFor();
    expect(await page.locator('.sections').count()).toBe(0);
  });
});
