import type { Browser, CDPSession, Page } from 'playwright-core';
import { ulid } from 'ulid';
import type { CompactQuestionnaire } from '../../src/contracts/compactQuestionnaire';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { wholeQuestionnaire } from '../../src/contracts/wholeQuestionnaire';
import { describeInBrowser, launchBrowser } from '../support/browser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { aHeic, ftyp } from '../useCases/files';
import { button, newPage, PHONE, state } from './support/pageHelpers';

/** "Slow 3G" as DevTools names it: 400 kbit/s each way and 2,000 ms for every answer. */
const SLOW_3G = { offline: false, latency: 2_000, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const OPEN_WITHIN_MS = 20_000;
/** What the service asks all the time, whether somebody answers or not. */
const BACKGROUND = /delta|mailFolders|messages|\/token|conversations|users/;
const ADDRESS = 'rosa@metales.example';

type Usage = Readonly<Record<string, { readonly requests: number; readonly resourceUnits: number }>>;

describeInBrowser('the whole foreign-manufacturer questionnaire with two sites on slow 3G', () => {
  let product: RunningProduct;
  let browser: Browser;
  let page: Page;
  let line: CDPSession;
  let view: QuestionnaireView;
  let link = '';
  const acknowledged: { answers: number; path: string; at: number }[] = [];

  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await product.api<T>('maya', method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const requestId = (): string => ulid().toLowerCase();
  const offline = (isOffline: boolean) =>
    line.send('Network.emulateNetworkConditions', { ...SLOW_3G, offline: isOffline });
  /** What the service has now, as this browser may see it. */
  const stored = async (): Promise<QuestionnaireView> =>
    wholeQuestionnaire(
      await page.evaluate(async (key) => {
        const reply = await fetch(`/partner/questionnaire?assessment=${encodeURIComponent(key)}`, {
          headers: { 'x-trustlane': '1' },
        });
        return reply.json() as Promise<CompactQuestionnaire>;
      }, view.assessmentKey),
    );
  const allSaved = (): Promise<void> =>
    state(page)
      .getByText(/Saved \d\d:\d\d/)
      .waitFor({ timeout: 60_000 });

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct({ unlimited: 'always' }), launchBrowser()]);
    await isReady(product);
    const { key } = await ask<{ key: string }>('POST', '/api/partners', {
      name: 'Metales Rosa S.A.',
      country: 'MX',
      types: ['foreignManufacturer'],
      sites: ['Planta Apodaca', 'Planta Saltillo'].map((name) => ({ id: requestId(), name })),
      requestId: requestId(),
    });
    await ask('POST', `/api/partners/${key}/contacts`, { name: 'Rosa', email: ADDRESS, requestId: requestId() });
    await ask('POST', '/api/campaigns', {
      requestId: requestId(),
      title: 'Security 2026',
      dueOn: new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10),
      why: 'We have to show the customs authority that our partners look after security.',
      partnerKeys: [key],
    });
    const mail = await eventually(
      'the invitation',
      async () => (await product.control<{ messages: { html: string }[] }>('GET', `/mail?to=${ADDRESS}`)).messages[0],
      60,
    );
    link = /href="([^"]+\/answer\/#[^"]+)"/.exec(mail.html)?.[1] ?? '';
    page = await newPage(browser, PHONE);
    page.on('dialog', (dialog) => void dialog.accept());
    page.on('response', async (response) => {
      const { pathname } = new URL(response.url());
      if (pathname === '/partner/questionnaire')
        view ??= wholeQuestionnaire((await response.json()) as CompactQuestionnaire);
      if (response.request().method() === 'PUT' && response.ok()) {
        const { answers } = response.request().postDataJSON() as { answers: unknown[] };
        acknowledged.push({ answers: answers.length, path: pathname, at: Date.now() });
      }
    });
    line = await page.context().newCDPSession(page);
    await line.send('Network.enable');
    await offline(false);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await product?.close();
  });

  it('the first section is usable in time', async () => {
    const started = performance.now();
    await page.goto(link, { timeout: 60_000 });
    await button(page, 'Start').click({ timeout: 60_000 });
    await page.locator('fieldset input').first().waitFor();
    const ms = Math.round(performance.now() - started);
    process.stderr.write(`Slow 3G, first section usable: ${(ms / 1000).toFixed(1)} s\n`);
    expect(ms).toBeLessThan(OPEN_WITHIN_MS);
    const { picture } = view.sections.flatMap(({ questions }) => questions).find((each) => each.picture) ?? {};
    for (const address of [picture?.url ?? '', `${product.productUrl}${picture?.drawing}`]) {
      const reply = await fetch(address);
      expect([address, reply.status, reply.headers.get('cache-control')]).toEqual([
        address,
        200,
        'public, max-age=31536000, immutable',
      ]);
      expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(reply.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
    expect(view.before?.atHand).toHaveLength(5);
    expect(view.sections.filter(({ siteId }) => siteId !== undefined).length).toBeGreaterThan(10);
  }, 90_000);

  it('no answer is lost when the line breaks in the middle, and each save costs at most one call and 2 units', async () => {
    const places = view.sections
      .map((section, place) => ({ ...section, place }))
      .filter(({ questions }) => questions.filter((each) => each.type === 'yesPartlyNo' && !each.gate).length >= 2)
      .slice(0, 3);
    expect(places.length).toBe(3);
    const given = new Map<string, string>();
    await product.control('DELETE', '/usage');
    acknowledged.length = 0;
    for (const [turn, section] of places.entries()) {
      await page.evaluate(
        (place) => window.dispatchEvent(new PopStateEvent('popstate', { state: { place } })),
        section.place,
      );
      for (const question of section.questions.filter((each) => each.type === 'yesPartlyNo' && !each.gate)) {
        const field = page.locator(`#question-${question.id}`);
        if (turn === 1 && given.size % 2 === 0) await offline(true);
        await field.getByLabel('Partly', { exact: true }).check();
        given.set(`${question.id}@${section.siteId ?? ''}`, 'partly');
        if (turn === 1) await page.waitForTimeout(1_500);
      }
    }
    await state(page).getByText('Not saved').waitFor({ timeout: 30_000 });
    await offline(false);
    await button(page, 'Try now')
      .click({ timeout: 5_000 })
      .catch(() => undefined);
    await allSaved();
    const { answers } = await stored();
    const found = new Map(answers.map(({ questionId, siteId, value }) => [`${questionId}@${siteId ?? ''}`, value]));
    for (const [key, value] of given) expect([key, found.get(key)]).toEqual([key, value]);

    const { byRoute } = await product.control<{ byRoute: Usage }>('GET', '/usage');
    const own = Object.entries(byRoute).filter(([route]) => !BACKGROUND.test(route));
    const requests = own.reduce((sum, [, each]) => sum + each.requests, 0);
    const units = own.reduce((sum, [, each]) => sum + each.resourceUnits, 0);
    const words = `${given.size} answers in ${acknowledged.length} saves: ${requests} calls, ${units} units`;
    process.stderr.write(`Slow 3G, ${words}\n`);
    expect([words, requests <= acknowledged.length]).toEqual([words, true]);
    expect([words, units <= 2 * acknowledged.length]).toEqual([words, true]);
    expect(acknowledged.length).toBeLessThan(given.size);
  }, 150_000);

  it('a photo whose line breaks is told about, and goes again at one tap', async () => {
    const section = view.sections.findIndex(({ questions }) =>
      questions.some((each) => each.evidenceWanted && !each.gate),
    );
    await page.evaluate((place) => window.dispatchEvent(new PopStateEvent('popstate', { state: { place } })), section);
    const proof = page.locator('.proof').first();
    const photo = aHeic(ftyp('heic', 'mif1', 'heic'), 'pict', [
      Buffer.concat([Buffer.from([0, 4, 0, 0]), Buffer.from('free'), Buffer.alloc(4 * 65_536 - 8)]),
    ]);
    await proof
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'IMG_0012.HEIC', mimeType: 'image/heic', buffer: photo });
    await proof.getByRole('progressbar').waitFor();
    await page.waitForTimeout(1_000);
    await page.context().setOffline(true);
    await proof.getByText('The file did not arrive').waitFor({ timeout: 20_000 });
    await page.context().setOffline(false);
    await offline(false);
    await proof.getByRole('button', { name: /Send IMG_0012.HEIC again/ }).click();
    await proof.getByText('Received, not looked at yet').waitFor({ timeout: 60_000 });
    const { evidence } = await stored();
    expect(evidence).toEqual([expect.objectContaining({ name: 'IMG_0012.heic', size: photo.length })]);
  }, 120_000);
});
