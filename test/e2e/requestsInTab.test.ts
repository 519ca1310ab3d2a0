import type { Browser } from 'playwright-core';
import { describeInBrowser, launchBrowser } from '../support/browser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { proveMailbox } from './support/answerTheRest';
import { dayIn, mailTo, mayaOf, newKey, openLink } from './support/ask';
import { openShell } from './support/shell';

describeInBrowser('what partners ask, in the tab of the product', () => {
  let product: RunningProduct;
  let browser: Browser;
  beforeAll(async () => {
    product = await startProduct({ unlimited: 'unlessStrict', waits: 'short' });
    await isReady(product);
    browser = await launchBrowser();
    const maya = mayaOf(product);
    const { key } = await maya.call<{ key: string }>('POST', '/api/partners', {
      requestId: newKey(),
      name: 'Bodega Central',
      country: 'MX',
      types: ['freightForwarder'],
      ownerEmail: 'luis@northgate.example',
    });
    await maya.contact(key, { name: 'Irene Vega', email: 'irene@bodega.example' });
    const other = await maya.partner('Nobody of Luis', { email: 'other@elsewhere.example', name: 'Olga Ruiz' });
    await maya.settled(await maya.open([key, other], dayIn(10)), 2);
    const { browser: irene, at, read } = await openLink(product, 'irene@bodega.example');
    const section = (await read()).sections[1];
    const place = { sectionId: section?.id, siteId: section?.siteId };
    await irene.call('POST', `${at}/help`, { requestId: newKey(), text: 'Do you mean our own lorries?', place });
    await proveMailbox(product, irene, 'irene@bodega.example');
    await irene.call('POST', `${at}/delegations`, {
      requestId: newKey(),
      places: [place],
      to: { name: 'Rosa Lima', email: 'rosa.lima.bodega@gmail.com' },
      note: 'Rosa knows.',
    });
    const { browser: olga, at: theirs } = await openLink(product, 'other@elsewhere.example');
    await olga.call('POST', `${theirs}/help`, { requestId: newKey(), text: 'Who reads this?' });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.close();
  });

  it('the buyer answers and agrees for an own partner alone; both people get their mail', async () => {
    const { page, tab, openTab, shot } = await openShell(browser, product);
    await openTab('luis', '/requests');
    await tab.getByText('1 partner waits for an answer: 1 question and 1 change of contact.').waitFor();
    await tab.getByRole('link', { name: /^About / }).click();
    const drawer = tab.getByRole('dialog', { name: 'Bodega Central' });
    await drawer.getByLabel('Your answer to Irene Vega').fill('Yes, only those that you own.');
    await drawer.getByRole('button', { name: 'Send answer' }).click();
    await drawer.getByText('Answered', { exact: true }).waitFor();
    await shot('request-answered');
    await eventually('Irene gets the answer', async () =>
      (await mailTo(product, 'irene@bodega.example')).some(({ text }) =>
        text.includes('Yes, only those that you own.'),
      ),
    );
    await drawer.getByRole('link', { name: 'Open partner' }).click();
    await tab.getByText('that of Irene Vega in bodega.example.').waitFor();
    await tab.getByRole('button', { name: 'Agree', exact: true }).click();
    await shot('request-decision');
    await tab.getByRole('alertdialog').getByRole('button', { name: 'Agree' }).click();
    await tab.getByText('Rosa Lima was asked to answer.').waitFor();
    await tab.getByText('Named by Irene Vega.').waitFor();
    await tab.getByText('Agreed to a colleague whom a contact named').waitFor();
    await shot('request-agreed');
    await eventually('Rosa is asked', async () => (await mailTo(product, 'rosa.lima.bodega@gmail.com')).length > 0);
    await page.context().close();
  });

  it('a reader sees who asked and who answered, and has nothing to press', async () => {
    const { page, tab, openTab } = await openShell(browser, product);
    await openTab('priya', '/requests?show=all');
    await tab.getByText('1 partner waits for an answer: 1 question.').waitFor();
    await tab.getByRole('link', { name: 'About the questionnaire as a whole' }).click();
    const drawer = tab.getByRole('dialog', { name: 'Nobody of Luis' });
    await drawer.getByText('Who reads this?').waitFor();
    expect(await drawer.getByRole('button').count()).toBe(1); // Close.
    expect(await drawer.getByRole('textbox').count()).toBe(0);
    await page.context().close();
  });
});
