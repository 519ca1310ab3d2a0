import type { BrowserContextOptions, Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser';
import { judgePage } from './support/judgePage';
import { button, section } from './support/pageHelpers';
import type { StubService } from './support/stubService';
import { onStubbedPage } from './support/stubbedPage';
import { JUAN, JUAN_KEY } from './support/stubTogether';

const SMALL: BrowserContextOptions = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true };
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

describeInBrowser('how working together looks and works for everybody', () => {
  let service: StubService;
  let page: Page;
  let found: string[];
  onStubbedPage(
    SMALL,
    (stubbed) => {
      ({ service, page } = stubbed);
      found = [];
    },
    {
      sites: [
        { id: 's1', name: 'مستودع جدة الرئيسي' },
        { id: 's2', name: LONG },
      ],
    },
  );

  const look = async (state: string): Promise<void> => {
    found.push(...(await judgePage(page)).map((problem) => `${state}: ${problem}`));
  };
  const away = () => page.keyboard.press('Escape');

  it('the first page with everything on it, and all its dialogs', async () => {
    const { together } = service;
    service.questionnaire.answerAll();
    together.call('POST', '/delegations', () => ({
      places: [{ sectionId: 'leadership' }, { sectionId: 'fairLabour' }],
      to: { contactKey: JUAN_KEY },
      note: LONG,
    }));
    together.named.push({ key: 'n1', reason: 'delegate', name: LONG, state: 'open' });
    together.call('POST', '/help', () => ({
      text: LONG,
      place: { sectionId: 'leadership', questionId: 'leadershipChecks' },
    }));
    together.reply('نعم، إذا كان يحمل الحرف H.');
    together.sites = together.sites.map((site) => ({ ...site, isAddedByPartner: true }));
    together.remindOn = '2099-05-01';
    await page.goto(service.link);
    await page.locator('summary').filter({ hasText: 'written plan' }).click();
    await look('first page');
    await button(page, 'Hand a part to a colleague').click();
    await page.getByLabel('Somebody else').check();
    await button(page, 'Hand over').click();
    await look('handing over');
    await away();
    await button(page, 'I am not the right person').click();
    await page.getByLabel('A colleague of mine').check();
    await look('not me');
    await away();
    await button(page, 'Remind me later').click();
    await page.getByLabel('Remind me on').fill('');
    await button(page, 'Remind me').click();
    await look('remind me');
    await away();
    await page
      .getByRole('button', { name: /^Rename/ })
      .first()
      .click();
    await look('rename');
    await away();
    await page.getByRole('button', { name: /^Take back/ }).click();
    await look('take back');
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await page.getByText('Taken back from').waitFor();
    await look('news');
    expect(found).toEqual([]);
  });

  it('a part of a site: asking, "same as", and what came of it', async () => {
    service.questionnaire.answerAll();
    const part = service.questionnaire.questionnaire.sections.find(({ siteId }) => siteId === 's2');
    service.questionnaire.save(JUAN, String(part?.id), 's2', {
      baseRevision: 9,
      answers: [{ questionId: String(part?.questions[0]?.id), value: 'no' }],
    });
    await page.goto(service.link);
    const place = page.locator('details.place').filter({ hasText: LONG });
    await place.getByRole('button').first().click();
    await page
      .getByRole('button', { name: /^Ask Maya Okafor/ })
      .first()
      .click();
    await button(page, 'Send').click();
    await look('a part of a site');
    await page.getByRole('button', { name: /^Same as/ }).click();
    await page.getByLabel('Replace them too').check();
    await look('same as');
    await button(page, 'Replace and take over').click();
    await page.getByText('taken over from').waitFor();
    await look('taken over');
    expect(found).toEqual([]);
  });

  it('somebody who answers a part: the start, the end, and after it', async () => {
    service.questionnaire.answerAll(['leadershipChecks']);
    service.together.becomeDelegated([{ sectionId: 'leadership' }], LONG);
    await page.goto(service.link);
    await section(page, 'Leadership').waitFor();
    await look('the start of a part');
    await button(page, 'I am not the right person').click();
    await look('giving back');
    await away();
    await button(page, 'My part is done').click();
    await look('the end of a part');
    await button(page, 'My part is done as it is').click();
    await button(page, 'Change something still').waitFor();
    await look('a part that is done');
    expect(found).toEqual([]);
  });

  it('dialogs work with the keyboard alone and give the focus back', async () => {
    await page.goto(service.link);
    await button(page, 'I am not the right person').focus();
    await page.keyboard.press('Enter');
    const inDialog = () => page.evaluate(() => document.activeElement?.closest('dialog') !== null);
    await page.getByRole('dialog').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByLabel('I do not know who').isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await inDialog()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByText('Maya Okafor looks for somebody else.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('I am not the right person');
  });
});
