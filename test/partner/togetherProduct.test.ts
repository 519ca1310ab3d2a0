import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ulid } from 'ulid';
import { CONFIRMATION } from '../../src/contracts/confirmation';
import { describeInBrowser, launchBrowser } from '../support/browser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { sectionWithProof } from '../support/shippedPack';
import { button, choice, newPage, PHONE, question, saved, section } from './support/pageHelpers';

interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const ANA = 'ana@metales.example';
const PEDRO = 'pedro@metales.example';
const newKey = (): string => ulid().toLowerCase();

describeInBrowser('two people at one questionnaire, with the real service', () => {
  let product: RunningProduct;
  let browser: Browser;
  let link: string;
  const contexts: Page[] = [];
  const asked = sectionWithProof('foreignManufacturer');

  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await product.api<T>('maya', method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const mailsTo = async (address: string): Promise<Mail[]> =>
    (await product.control<{ messages: Mail[] }>('GET', `/mail?to=${address}`)).messages;
  const linkIn = (mail: Mail): string | undefined => /href="([^"]+\/answer\/#[^"]+)"/.exec(mail.html)?.[1];
  const linkFor = (address: string): Promise<string> =>
    eventually(
      `a link for ${address}`,
      async () => (await mailsTo(address)).map(linkIn).find((each) => each !== undefined),
      60,
    );
  const open = async (options?: BrowserContextOptions): Promise<Page> => {
    const page = await newPage(browser, options);
    contexts.push(page);
    return page;
  };
  const codesTo = async (address: string): Promise<string[]> =>
    (await mailsTo(address)).flatMap(({ subject, text }) => (/code/i.test(subject) && /\b\d{6}\b/.exec(text)) || []);
  const typeCode = async (page: Page, address: string): Promise<void> => {
    const before = await codesTo(address);
    await button(page, 'Send me the code').click();
    const code = await eventually('the code', async () =>
      (await codesTo(address)).find((each) => !before.includes(each)),
    );
    await page.getByLabel('Six-digit code').fill(code);
    await button(page, 'Go on').click();
  };

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct({ waits: 'short' }), launchBrowser()]);
    await isReady(product);
    const partner = { name: 'Metales Ana S.A.', country: 'MX', types: ['foreignManufacturer'] };
    const { key } = await ask<{ key: string }>('POST', '/api/partners', { ...partner, requestId: newKey() });
    const contact = { name: 'Ana Müller', email: ANA, requestId: newKey() };
    await ask('POST', `/api/partners/${key}/contacts`, contact);
    await ask('POST', '/api/campaigns', {
      requestId: newKey(),
      title: 'Security 2026',
      dueOn: new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10),
      why: 'We have to show the customs authority that our partners look after security.',
      partnerKeys: [key],
    });
    link = await linkFor(ANA);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.close();
  });
  afterEach(async () => {
    for (const page of contexts.splice(0)) await page.context().close();
  });

  it('a site is added, help is asked and answered, a part is handed over and comes back done', async () => {
    const ana = await open();
    await ana.goto(link);
    await button(ana, 'Start').waitFor();

    await button(ana, 'Add a site').click();
    await ana.getByLabel('Name of the site').fill('Ramos Arizpe');
    await button(ana, 'Add the site').click();
    await ana.getByText('Ramos Arizpe is added').waitFor();
    const place = (name: string) =>
      ana.locator('details.place').filter({ has: ana.locator('summary', { hasText: name }) });
    const openFirst = async (name: string): Promise<void> => {
      if ((await place(name).getAttribute('open')) === null) await place(name).locator('summary').click();
      await place(name).getByRole('button').first().click();
      await button(ana, 'Hand this part to a colleague').waitFor();
    };
    await place('Ramos Arizpe').waitFor();
    // There is nothing to take over before something is answered.
    await openFirst('Ramos Arizpe');
    expect(await ana.getByRole('button', { name: /^Same as/ }).count()).toBe(0);
    await ana.getByRole('radio').first().check();
    await saved(ana);
    await button(ana, 'All sections').click();
    await openFirst('Main site');
    await button(ana, 'Same as Ramos Arizpe').click();
    await button(ana, 'Take over').click();
    await ana.getByText(/^1 answer was taken over from/).waitFor();
    await button(ana, 'Close').click();
    await button(ana, 'All sections').click();

    await section(ana, asked.title).first().click();
    const help = question(ana, asked.proven.text);
    await help.getByRole('button', { name: /^Ask Maya Okafor/ }).click();
    await help.getByLabel(/^Your question to Maya Okafor/).fill('Who has to sign?');
    await help.getByRole('button', { name: 'Send' }).click();
    await help.getByText('Waiting for an answer.').waitFor();
    const { rows } = await ask<{ rows: { key: string; messages: { text: string }[] }[] }>('GET', '/api/requests');
    expect(rows[0]?.messages[0]?.text).toBe('Who has to sign?');
    await ask('POST', `/api/requests/${rows[0]?.key}/replies`, { requestId: newKey(), text: 'The owner.' });
    await ana.clock.fastForward(16_000);
    await help.getByText('The owner.').waitFor();

    await button(ana, 'Hand this part to a colleague').click();
    await ana.getByLabel("Colleague's full name").fill('Pedro Gómez');
    await ana.getByLabel("Colleague's mail address").fill(PEDRO);
    await ana.getByLabel('A few words to your colleague').fill('You know this best');
    await button(ana, 'Hand over').click();
    await typeCode(ana, ANA);
    await ana.getByRole('dialog').getByText('press the button once more').waitFor();
    await button(ana, 'Hand over').click();
    await ana.getByRole('heading', { name: 'Handed over' }).waitFor();
    await button(ana, 'Close').click();
    await ana.getByText('With Pedro Gómez since').waitFor();

    const pedro = await open(PHONE);
    await pedro.goto(await linkFor(PEDRO));
    await pedro.getByText('Ana Müller handed this to you').waitFor();
    await pedro.getByText('You know this best').waitFor();
    expect(await pedro.locator('.sections button').count()).toBe(1);
    await section(pedro, asked.title).click();
    await choice(pedro, asked.proven.text, 'Partly').check();
    await saved(pedro);
    await ana.clock.fastForward(16_000);
    await ana.getByRole('status').filter({ hasText: 'Pedro Gómez saved' }).waitFor();
    expect(await choice(ana, asked.proven.text, 'Partly').isChecked()).toBe(true);

    await button(pedro, 'All sections').click();
    await button(pedro, 'My part is done').click();
    await pedro.getByRole('button', { name: /^My part is done/ }).click();
    await pedro.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    await ana.clock.fastForward(16_000);
    await ana.getByText(/Pedro Gómez says it is done, \d+ questions? (is|are) open/).waitFor();

    await button(ana, 'All sections').click();
    await button(ana, 'Remind me later').click();
    const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    await ana.getByLabel('Remind me on').fill(day);
    await button(ana, 'Remind me').click();
    await ana
      .getByText(/^You get a reminder on/)
      .first()
      .waitFor();
  }, 120_000);

  it('a colleague takes the place of who is not the right person, whose link ends; the colleague sends and keeps a copy', async () => {
    const ana = await open(PHONE);
    await ana.goto(link);
    await typeCode(ana, ANA);
    await button(ana, 'I am not the right person').click();
    await ana.getByLabel('A colleague of mine').check();
    await ana.getByLabel("Colleague's full name").fill('Rosa Delgado');
    await ana.getByLabel("Colleague's mail address").fill('rosa@metales.example');
    await button(ana, 'Pass it on').click();
    await ana.getByRole('heading', { level: 1, name: 'Thank you for telling us' }).waitFor();
    await ana.goto('about:blank');
    await ana.goto(link);
    await ana.getByRole('heading', { level: 1, name: 'This link was replaced or ended' }).waitFor();
    const rosa = await open(PHONE);
    await rosa.goto(await linkFor('rosa@metales.example'));
    await typeCode(rosa, 'rosa@metales.example');
    await button(rosa, 'Check and send').first().click();
    await rosa.getByLabel('Your job title').fill('Owner');
    await rosa.getByLabel('Why can the required questions not be answered now?').fill('The rest follows in May.');
    await rosa.getByLabel(CONFIRMATION).check();
    await button(rosa, 'Send the answers').click();
    await rosa.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    for (const [name, ending] of [
      ['Word', '.docx'],
      ['Excel', '.xlsx'],
    ] as const) {
      const [file] = await Promise.all([rosa.waitForEvent('download'), button(rosa, `Download as ${name}`).click()]);
      expect(file.suggestedFilename()).toContain(ending);
    }
  }, 120_000);
});
