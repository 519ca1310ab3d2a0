import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser';
import { button, choice, openSection, PHONE, question, saved, section } from './support/pageHelpers';
import type { StubService } from './support/stubService';
import { onStubbedPage } from './support/stubbedPage';
import { JUAN } from './support/stubTogether';

const TWO_SITES = {
  sites: [
    { id: 's1', name: 'Monterrey' },
    { id: 's2', name: 'Planta Apodaca' },
  ],
};
const DISPLAYED = /statement on display/;
const PULSE = 'GET /assessments/c1%7Cp1/pulse';
const WHOLE = 'GET /questionnaire';

describeInBrowser('sites, and what others do meanwhile', () => {
  let service: StubService;
  let page: Page;
  onStubbedPage(PHONE, (stubbed) => {
    ({ service, page } = stubbed);
  });

  const dialog = () => page.getByRole('dialog');
  const called = (call: string) => service.calls.filter((each) => each === call).length;
  const news = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text });
  const openSite = async (name: string): Promise<void> => {
    const place = page.locator('details.place').filter({ hasText: name });
    await place.waitFor();
    if ((await place.getAttribute('open')) === null) await place.locator('summary').click();
    await place.getByRole('button', { name: 'At this site' }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  };
  const value = (key: string) => service.questionnaire.answers().get(key)?.value;

  it('a site is added, renamed and taken out again', async () => {
    await page.goto(service.link);
    await button(page, 'Add a site').click();
    await button(page, 'Add the site').click();
    await dialog().getByText('Write the name of the site, such as its town.').waitFor();
    await page.getByLabel('Name of the site').fill('Ramos');
    await button(page, 'Add the site').click();
    await news('Ramos is added').waitFor();
    await page.locator('details.place').filter({ hasText: 'Ramos' }).waitFor();
    expect(await page.getByRole('button', { name: /^Rename/ }).count()).toBe(1);
    await page.getByRole('button', { name: /^Rename/ }).click();
    await page.getByLabel('Name of the site').fill('Ramos Arizpe');
    await button(page, 'Save the name').click();
    await news('The site is now called Ramos Arizpe').waitFor();
    await page.getByRole('button', { name: /^Take out/ }).click();
    await dialog().getByText('The answers that were given for it are kept').waitFor();
    await button(page, 'Take it out').click();
    await news('Ramos Arizpe is taken out').waitFor();
    expect(service.together.sites.map(({ name }) => name)).toEqual(['Planta Apodaca']);
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  });

  it('"same as" fills in what is missing, marks it, and shows where a site differs from the first', async () => {
    service.start(TWO_SITES);
    service.questionnaire.answerAll();
    const [part] = service.questionnaire.questionnaire.sections.filter(({ siteId }) => siteId === 's2');
    service.questionnaire.rows.delete(`${part?.id}|s2`);
    service.questionnaire.save(JUAN, String(part?.id), 's2', {
      baseRevision: 0,
      answers: [{ questionId: String(part?.questions[0]?.id), value: 'no' }],
    });
    await page.goto(service.link);
    await openSite('Planta Apodaca');
    await question(page, DISPLAYED).getByText('Monterrey: Yes').waitFor();
    await button(page, 'Same as Monterrey').click();
    await button(page, 'Take over').click();
    await dialog()
      .getByText(/^3 answers were taken over from Monterrey\. 1 answer that was here already stayed/)
      .waitFor();
    await button(page, 'Close').click();
    expect(await page.getByText('As at Monterrey').count()).toBe(3);
    expect(value(`${part?.questions[0]?.id}@s2`)).toBe('no');
    await choice(page, /emergency/, 'Partly').check();
    expect(await page.getByText('As at Monterrey').count()).toBe(2);
    await question(page, /emergency/)
      .getByText('Monterrey: Yes')
      .waitFor();
    await saved(page);
  });

  it('replacing the answers of a site is said before it is done', async () => {
    service.start(TWO_SITES);
    service.questionnaire.answerAll();
    await page.goto(service.link);
    await openSite('Planta Apodaca');
    await choice(page, DISPLAYED, 'No').check();
    await button(page, 'Same as Monterrey').click();
    await dialog().getByLabel('Replace them too').check();
    await dialog().getByText('4 answers that are here now will be replaced').waitFor();
    await button(page, 'Replace and take over').click();
    await dialog().getByText('4 answers were taken over').waitFor();
    await button(page, 'Close').click();
    expect(await choice(page, DISPLAYED, 'Yes').isChecked()).toBe(true);
    const calls = service.calls.filter((call) => call.startsWith('PUT') || call.includes('/copy'));
    expect(calls).toEqual([expect.stringContaining('PUT'), expect.stringContaining('/sites/s2/copy')]);
  });

  it('a site that a colleague adds or takes out before the open part keeps the reader in that part', async () => {
    service.start({ sites: [...TWO_SITES.sites, { id: 's3', name: 'Ramos Arizpe' }] });
    await page.goto(service.link);
    await openSite('Ramos Arizpe');
    await choice(page, DISPLAYED, 'Partly').check();
    await saved(page);
    service.together.call('DELETE', '/sites/s2', () => undefined);
    await page.clock.fastForward(16_000);
    await page.waitForFunction(() => document.querySelectorAll('.sideNav details').length !== 4);
    await page.getByRole('heading', { level: 1, name: 'Ramos Arizpe' }).waitFor();
    expect(await choice(page, DISPLAYED, 'Partly').isChecked()).toBe(true);
  });

  it('shows what a colleague saved, says who and when, and reads the whole only then', async () => {
    await openSection(page, service.link, 'Leadership');
    expect(called(WHOLE)).toBe(1);
    await page.clock.fastForward(16_000);
    await page.clock.fastForward(16_000);
    expect(called(WHOLE)).toBe(1);
    service.questionnaire.answer('leadershipChecks', 'partly', JUAN);
    service.questionnaire.answer('riskAssessment', 'yes', JUAN);
    await page.clock.fastForward(16_000);
    await news(/^Juan Pérez saved Leadership and responsibility, Knowing your risks at \d\d:\d\d\.$/).waitFor();
    expect(await choice(page, /written plan for checking/, 'Partly').isChecked()).toBe(true);
    expect(called(WHOLE)).toBe(2);
    await page.getByRole('button', { name: /^Close/ }).click();
    expect(await news('Juan Pérez').count()).toBe(0);
  });

  it('own saves are no news', async () => {
    await openSection(page, service.link, 'Leadership');
    await choice(page, /top management signed/, 'Yes').check();
    await saved(page);
    const whole = called(WHOLE);
    await page.clock.fastForward(16_000);
    await page.clock.fastForward(16_000);
    expect(called(WHOLE)).toBe(whole);
    expect(await page.locator('.news.isShown').count()).toBe(0);
  });

  it('what is being typed is never written over: both values are shown, and the reader decides', async () => {
    await openSection(page, service.link, 'Leadership');
    const person = question(page, /in charge of security in your/)
      .getByRole('textbox')
      .first();
    await page.clock.fastForward(14_000);
    await person.pressSequentially('Rosa');
    service.questionnaire.answer('leadershipPerson', 'Pedro Gómez', JUAN);
    await page.clock.fastForward(1_000);
    expect(await person.inputValue()).toBe('Rosa');
    await page.clock.fastForward(3_000);
    await question(page, /in charge of security in your/)
      .getByText('Which answer is right?')
      .waitFor();
    await page.clock.fastForward(20_000);
    expect(await person.inputValue()).toBe('Rosa');
    expect(value('leadershipPerson')).toBe('Pedro Gómez');
    await button(page, 'Use mine').click();
    await saved(page);
    expect(value('leadershipPerson')).toBe('Rosa');
  });

  it('asks seldom after five idle minutes, and not at all while the page is hidden', async () => {
    await page.goto(service.link);
    await button(page, 'Start').waitFor();
    await page.clock.fastForward(5 * 60_000);
    await page.clock.fastForward(16_000);
    const before = called(PULSE);
    await page.clock.fastForward(40_000);
    expect(called(PULSE)).toBeLessThanOrEqual(before + 1);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    const hidden = called(PULSE);
    await page.clock.fastForward(10 * 60_000);
    expect(called(PULSE)).toBe(hidden);
    service.questionnaire.answer('leadershipChecks', 'yes', JUAN);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: false, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await news('Juan Pérez saved').waitFor();
  });

  it('a questionnaire that a colleague sent becomes the thank-you', async () => {
    service.questionnaire.answerAll();
    await page.goto(service.link);
    await section(page, 'Leadership').waitFor();
    service.questionnaire.submitted = { at: '2026-05-03T10:42:00.000Z', by: 'Juan Pérez' };
    await page.clock.fastForward(16_000);
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    await page.getByText('by Juan Pérez').first().waitFor();
  });
});
