import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser';
import { button, PHONE } from './support/pageHelpers';
import { REVOKED, RUN_OUT, SECRET, type StubService } from './support/stubService';
import { onStubbedPage } from './support/stubbedPage';

const grouped = (secret: string): string => (secret.toUpperCase().match(/.{1,4}/g) ?? []).join('-');

describeInBrowser('opening a link', () => {
  let service: StubService;
  let page: Page;
  onStubbedPage(PHONE, (stubbed) => {
    ({ service, page } = stubbed);
  });

  const heading = (name: string) => page.getByRole('heading', { level: 1, name });

  it('takes the secret out of the address at once, and it is in no history entry and no request line', async () => {
    const lines: string[] = [];
    page.on('request', (request) => lines.push(request.url()));
    service.delayMs = 1_500;
    await page.goto(service.link, { waitUntil: 'domcontentloaded' });
    await page.getByText('Opening your questionnaire').waitFor({ state: 'attached' });
    expect(page.url()).toBe(`${service.url}/answer/`);
    await button(page, 'Start').waitFor();
    await button(page, 'Start').click();
    await page.goBack();
    await button(page, 'Start').waitFor();
    expect(page.url()).not.toContain(SECRET);
    expect(lines.filter((line) => new URL(line).pathname.includes(SECRET) || line.includes(`?${SECRET}`))).toEqual([]);
    expect(lines.filter((line) => !line.startsWith(service.url) && !line.startsWith('data:'))).toEqual([]);
  });

  it('opens the link again in the same tab, where only the part behind # changes', async () => {
    await page.goto(`${service.url}/answer/`);
    await heading('Open your questionnaire').waitFor();
    await page.evaluate((secret) => {
      window.location.hash = secret;
    }, SECRET);
    await button(page, 'Start').waitFor();
    expect(page.url()).toBe(`${service.url}/answer/`);
  });

  it.each([
    ['one that has run out', RUN_OUT, 'This link has run out', 'with the next message you get a new one'],
    ['one that was ended', REVOKED, 'This link was replaced or ended', 'use the link in the last message'],
    ['an unknown one', SECRET.replace(/^01/, '09'), 'This link is not complete', 'type the code from that message'],
    ['one that was cut', SECRET.slice(0, 20), 'This link is not complete', 'type the code from that message'],
  ])('says what to do about %s', async (_which, secret, title, advice) => {
    await page.goto(`${service.url}/answer/#${secret}`);
    await heading(title).waitFor();
    expect(await page.getByRole('alert').textContent()).toContain(advice);
    expect(page.url()).toBe(`${service.url}/answer/`);
    expect(await page.getByText('write to the person named in it').count()).toBe(1);
  });

  it('takes the typed code, and says how long it is when it is not whole', async () => {
    await page.goto(`${service.url}/answer/`);
    const field = page.getByLabel('Code from the mail');
    await field.fill('01J9-ZQ3K');
    await button(page, 'Open').click();
    await page.getByText('The code has 52 letters and digits; this one has 8.').waitFor();
    expect(service.calls.filter((call) => call === 'POST /session')).toEqual([]);
    await field.fill(` ${grouped(SECRET)}\n`);
    await button(page, 'Open').click();
    await button(page, 'Start').waitFor();
  });

  it('asks for the code from the mail before showing answers: wrong code, tries left, new code', async () => {
    service.questionnaire.answer('leadershipStatement', 'no');
    service.needsCode = true;
    await page.goto(service.link);
    await button(page, 'Send me the code').click();
    await page.getByText('l…@acerosdelnorte.example').waitFor();
    const field = page.getByLabel('Six-digit code');
    await field.fill('12 34');
    await button(page, 'Go on').click();
    await page.getByText('The code has six digits').waitFor();
    await field.fill('111111');
    await button(page, 'Go on').click();
    await page.getByText('You have 4 tries left').waitFor();
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(service.calls.some((call) => call.includes('/questionnaire'))).toBe(false);
    await button(page, 'Send a new code').click();
    await button(page, 'Send a new code').waitFor();
    await field.fill('123 456');
    await button(page, 'Go on').click();
    await button(page, 'Go on').waitFor();
    await page.getByText('1 of 19 questions answered').waitFor();
  });

  it('a service that does not answer leaves a way to try again', async () => {
    service.fault = () => ({ status: 503, json: { code: 'unavailable', message: 'We are getting ready.' } });
    await page.goto(service.link);
    await page.getByText('We are getting ready.').waitFor();
    service.fault = undefined;
    await button(page, 'Try again').click();
    await button(page, 'Start').waitFor();
  });
});
