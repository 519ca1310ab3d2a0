import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser';
import { eventually } from '../support/product';
import { choice, openSection, PHONE, question, saved, state } from './support/pageHelpers';
import { SECRET, type StubService } from './support/stubService';
import { onStubbedPage } from './support/stubbedPage';

const STATEMENT = /top management signed/;
const PERSON = /in charge of security in your/;
const ROSA = { id: 'contact:rosa', name: 'Rosa Delgado' };
const DAY = 86_400_000;

describeInBrowser('typing on the partner page while the line is down', () => {
  let service: StubService;
  let browser: Browser;
  let page: Page;
  onStubbedPage(PHONE, (stubbed) => {
    ({ service, browser, page } = stubbed);
    page.on('dialog', (dialog) => void dialog.accept());
  });

  const storedValue = (questionId: string) => service.questionnaire.answers().get(questionId)?.value;
  const kept = (): Promise<string[]> =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('trustlane.drafts')));
  const down = (isDown: boolean): void => {
    // The page itself still comes, as it does from the service worker; only calls are lost.
    service.isDown = isDown;
  };
  const person = () => question(page, PERSON).getByRole('textbox').first();

  /** Two answers that the server never gets, and a page that is closed over them. */
  async function typeTwoAndLeave(): Promise<void> {
    await openSection(page, service.link, 'Leadership');
    down(true);
    await choice(page, STATEMENT, 'Yes').check();
    await person().fill('Rosa Delgado');
    await page.clock.fastForward(2_000);
    await state(page).getByText('Not saved: no connection').waitFor();
    await page.getByText('What you typed is kept on this device').waitFor();
    const before = service.lost;
    await page.goto('about:blank');
    // Leaving tries once more to save, and the browser repeats a call whose line broke: both must find it broken.
    await eventually('the last try is lost', async () => service.lost > before);
    for (let lost = -1; lost !== service.lost; await sleep(300)) lost = service.lost;
  }

  it('is back after the page was closed, is saved, and leaves nothing on the device', async () => {
    await typeTwoAndLeave();
    down(false);
    await page.goto(`${service.url}/answer/`);
    await page.getByText('2 answers that were not saved yet are back').waitFor();
    await saved(page);
    expect(storedValue('leadershipStatement')).toBe('yes');
    expect(storedValue('leadershipPerson')).toBe('Rosa Delgado');
    expect(await kept()).toEqual([]);
  });

  it('says how many wait while the page cannot be opened, and goes on by itself when the line is back', async () => {
    await typeTwoAndLeave();
    await page.goto(`${service.url}/answer/`);
    await page.getByText('2 answers that you typed are kept on this device').waitFor();
    down(false);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await saved(page);
    expect(storedValue('leadershipPerson')).toBe('Rosa Delgado');
  });

  it('what a colleague answered meanwhile is not written over: both are shown', async () => {
    await typeTwoAndLeave();
    service.questionnaire.answer('leadershipStatement', 'no', ROSA);
    down(false);
    await page.goto(`${service.url}/answer/`);
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('button', { name: /theirs/ }).waitFor();
    expect(storedValue('leadershipStatement')).toBe('no');
    expect(storedValue('leadershipPerson')).toBe('Rosa Delgado');
    await page.goto(`${service.url}/answer/`);
    // Still undecided, so still not lost.
    await page.getByRole('button', { name: 'Show' }).waitFor();
    expect(storedValue('leadershipStatement')).toBe('no');
  });

  it('what came too late, because a colleague has sent the answers, is named and given up', async () => {
    await typeTwoAndLeave();
    service.questionnaire.submitted = { at: new Date().toISOString(), by: ROSA.name };
    down(false);
    await page.goto(`${service.url}/answer/`);
    await page.getByText('2 answers that you typed here were not saved before the questionnaire was sent').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    expect(await kept()).toEqual([]);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    expect(await page.getByText('not saved before').count()).toBe(0);
  });

  it('only the lost acknowledgement of a save is nothing to come back to', async () => {
    await openSection(page, service.link, 'Leadership');
    service.isDeaf = true;
    await choice(page, STATEMENT, 'Yes').check();
    await page.clock.fastForward(2_000);
    await state(page).getByText('Not saved').waitFor();
    expect(storedValue('leadershipStatement')).toBe('yes');
    await page.goto('about:blank');
    service.isDeaf = false;
    await page.goto(`${service.url}/answer/`);
    await page.getByText('1 of 19 questions answered').waitFor();
    const saves = service.saves.length;
    await page.clock.fastForward(5_000);
    expect(service.saves).toHaveLength(saves);
    expect(await page.getByText('not saved yet').count()).toBe(0);
    expect(await kept()).toEqual([]);
  });

  it('is forgotten when somebody else’s link is opened on the device', async () => {
    await typeTwoAndLeave();
    down(false);
    service.contactKey = 'somebody else';
    await page.goto(`${service.url}/answer/#${SECRET}`);
    await page.getByText('0 of 19 questions answered').waitFor();
    expect(await kept()).toEqual([]);
    expect(service.saves.at(-1)?.answers ?? []).toEqual([]);
  });

  it('is forgotten when the person ends the visit on the device', async () => {
    await openSection(page, service.link, 'Leadership');
    await choice(page, STATEMENT, 'Yes').check();
    await page.getByRole('button', { name: 'End on this device' }).click();
    await page.getByRole('heading', { name: 'Open your questionnaire' }).waitFor();
    expect(storedValue('leadershipStatement')).toBe('yes');
    expect(await kept()).toEqual([]);
    await page.goto('about:blank');
    await openSection(page, service.link, 'Leadership');
    down(true);
    await choice(page, STATEMENT, 'No').check();
    await page.getByRole('button', { name: 'End on this device' }).click();
    await page.getByText('Not everything is saved yet').waitFor();
    expect(await kept()).toHaveLength(1);
  });

  it('is forgotten after seven days', async () => {
    await typeTwoAndLeave();
    down(false);
    await page.clock.setSystemTime(Date.now() + 8 * DAY);
    await page.goto(`${service.url}/answer/`);
    await page.getByText('0 of 19 questions answered').waitFor();
    expect(await kept()).toEqual([]);
  });

  it('says so where the browser keeps nothing', async () => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await openSection(page, service.link, 'Leadership');
    down(true);
    await choice(page, STATEMENT, 'Yes').check();
    await page.clock.fastForward(2_000);
    await page.getByText('this browser keeps nothing. Please leave this page open').waitFor();
    down(false);
    await saved(page);
    expect(storedValue('leadershipStatement')).toBe('yes');
  });

  it('the page itself opens without a line, and nothing of a questionnaire is in its cache', async () => {
    const context = await browser.newContext({ ...PHONE, serviceWorkers: 'allow' });
    const fresh = await context.newPage();
    await fresh.goto(service.link);
    await fresh.getByRole('button', { name: 'Start', exact: true }).waitFor();
    await fresh.evaluate(() => navigator.serviceWorker.ready);
    await fresh.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, { timeout: 20_000 });
    const cached = await fresh.evaluate(async () => {
      const names = await caches.keys();
      const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return lists.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(cached.every((each) => each === '/answer/' || each.startsWith('/answer/assets/'))).toBe(true);
    expect(cached.length).toBeGreaterThanOrEqual(3);
    await context.setOffline(true);
    await fresh.reload();
    await fresh.getByRole('heading', { name: 'The page could not be opened' }).waitFor();
    await context.setOffline(false);
    await fresh.getByRole('button', { name: 'Start', exact: true }).waitFor();
    await context.close();
  }, 60_000);
});
