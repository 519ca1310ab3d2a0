import { ulid } from 'ulid';
import type { CampaignPreview } from '../../src/contracts/campaigns';
import type { ProgramView } from '../../src/contracts/program';
import { describeInBrowser, launchBrowser } from '../support/browser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { aPdf } from '../useCases/files';
import { openShell } from './support/shell';

let product: RunningProduct;
const key = () => ulid().toLowerCase();
beforeAll(async () => {
  product = await startProduct({ unlimited: 'unlessStrict', waits: 'short' });
  await isReady(product);
});
afterAll(() => product.close());

const send = async (person: string, requestId: string, name = 'Kriterien für Lager.pdf') =>
  fetch(`${product.productUrl}/api/program/documents?requestId=${requestId}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await product.token(person)}`,
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
    },
    body: new Uint8Array(aPdf),
  });
const program = async () => (await product.api<ProgramView>('priya', 'GET', '/api/program')).body;

it('a decision by an authority’s document goes through the API, outlives a kill, and counts for the next campaign', async () => {
  const { body: partner } = await product.api<{ key: string }>('maya', 'POST', '/api/partners', {
    requestId: key(),
    name: 'Bodega Central',
    tradingNames: [],
    country: 'MX',
    types: ['warehouse'],
    sites: [],
    exposure: {},
  });
  const open = async () => {
    const { body } = await product.api<CampaignPreview>('maya', 'POST', '/api/campaigns/preview', {
      title: 'Security',
      why: 'Because.',
      dueOn: `${new Date().getFullYear() + 1}-01-01`,
      partnerKeys: [partner.key],
    });
    return body.toBeChecked;
  };
  const before = await open();
  expect(before?.of).toBe(100);

  const documentKey = key();
  expect((await send('jonas', documentKey)).status).toBe(403);
  expect((await send('maya', documentKey)).status).toBe(201);
  expect((await send('maya', documentKey)).status).toBe(201);
  const criterion = (await program()).criteria.find(({ toBeChecked }) => toBeChecked.includes('warehouse'));
  const input = {
    criterionId: criterion?.id,
    types: [{ type: 'warehouse' }],
    state: 'applies',
    documentKey,
    page: '12',
  };
  const decide = (person: string, body: object) => product.api(person, 'POST', '/api/program/applicability', body);
  expect((await decide('jonas', input)).status).toBe(403);
  expect(await decide('maya', { ...input, page: ' ' })).toMatchObject({
    status: 400,
    body: { fields: { page: 'Say on which page it stands.' } },
  });
  expect((await decide('maya', input)).status).toBe(204);
  expect((await decide('maya', input)).status).toBe(204);
  expect((await decide('maya', { ...input, state: 'doesNotApply' })).status).toBe(409);
  expect((await open())?.criteria).toBe((before?.criteria ?? 0) - 1);

  await product.killService();
  await product.startService();
  await isReady(product);
  const after = await eventually('the decision is read', async () => {
    const view = await program();
    return view.documents.length > 0 ? view : undefined;
  });
  expect(after.documents).toMatchObject([{ key: documentKey, name: 'Kriterien für Lager.pdf', criteria: 1 }]);
  expect(after.criteria.find(({ id }) => id === criterion?.id)?.decisions).toMatchObject([
    { type: 'warehouse', state: 'applies', otherwise: 'toBeChecked', by: 'Maya Okafor', page: '12' },
  ]);
  expect((await open())?.criteria).toBe((before?.criteria ?? 0) - 1);
  const content = await fetch(`${product.productUrl}/api/program/documents/${documentKey}/content`, {
    headers: { authorization: `Bearer ${await product.token('priya')}` },
  });
  expect(content.headers.get('content-type')).toBe('application/pdf');
  expect(await content.text()).toContain('%PDF-1.7');
});

describeInBrowser('in Teams', () => {
  it('a manager decides on the page Program; a reader sees by which page of which document', async () => {
    const browser = await launchBrowser();
    try {
      const maya = await openShell(browser, product);
      await maya.openTab('maya', '/program?type=courier&state=toBeChecked');
      const link = maya.tab.getByRole('table').first().getByRole('link').first();
      const title = (await link.textContent()) ?? '';
      await link.click();
      const drawer = maya.tab.getByRole('dialog');
      await drawer
        .locator('input[type=file]')
        .setInputFiles({ name: 'Couriers.pdf', mimeType: 'application/pdf', buffer: aPdf });
      await maya.tab.getByText('Couriers.pdf was added.').waitFor();
      await drawer.getByRole('checkbox', { name: 'Courier' }).check();
      await drawer.getByRole('radio', { name: 'It does not apply' }).check();
      await drawer.getByRole('textbox', { name: 'Page' }).fill('31');
      await maya.shot('program-decision');
      await drawer.getByRole('button', { name: 'Save decision' }).click();
      await maya.tab.getByText('does not apply to Courier, in campaigns opened from now on.').waitFor();

      const priya = await openShell(browser, product);
      await priya.openTab('priya', '/program?type=courier&state=decided');
      await priya.tab.getByRole('link', { name: title }).click();
      await priya.tab.getByRole('dialog').getByText('Couriers.pdf').waitFor();
      await priya.tab
        .getByRole('dialog')
        .getByText(/Page 31/)
        .waitFor();
      expect(await priya.tab.getByRole('button', { name: /Take back|Save/ }).count()).toBe(0);
      await priya.shot('program-reader');
    } finally {
      await browser.close();
    }
  });
});
