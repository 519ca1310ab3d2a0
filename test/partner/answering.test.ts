import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser';
import { button, choice, focused, openSection, PHONE, question, saved, section, state } from './support/pageHelpers';
import { GUADALUPE } from './support/stubQuestionnaire';
import type { StubService } from './support/stubService';
import { onStubbedPage, type StubbedPage } from './support/stubbedPage';

const STATEMENT = /top management signed/;
const CHECKS = /written plan for checking/;
const ROSA = { id: 'contact:rosa', name: 'Rosa Delgado' };

describeInBrowser('answering on the partner page', () => {
  let service: StubService;
  let page: Page;
  let open: StubbedPage['open'];
  onStubbedPage(PHONE, (stubbed) => {
    ({ service, page, open } = stubbed);
  });

  const storedValue = (questionId: string) => service.questionnaire.answers().get(questionId)?.value;

  it('by keyboard, the list of sections beside the questions is passed with one key', async () => {
    service.questionnaire.answer('leadershipStatement', 'yes');
    const desk = await open({ viewport: { width: 1280, height: 800 } });
    await openSection(desk, service.link, 'Leadership');
    const skip = button(desk, 'To the questions');
    // Before the first section of the list.
    await desk.locator('.sideNav summary, .sideNav .sections button').first().focus();
    await desk.keyboard.press('Shift+Tab');
    expect(await focused(desk)).toBe('To the questions');
    expect(await skip.evaluate((each) => getComputedStyle(each).opacity)).toBe('1');
    await desk.keyboard.press('Enter');
    expect(await desk.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await desk.keyboard.press('Tab');
    expect(await focused(desk)).toBe('Hand this part to a colleague');
  });

  it('says "Saved" with the time only after the server has said so', async () => {
    await openSection(page, service.link, 'Leadership');
    service.delayMs = 400;
    await choice(page, STATEMENT, 'Yes').check();
    expect(await state(page).textContent()).toContain('Not saved yet');
    await page.clock.fastForward(2_000);
    await state(page).getByText('Saving').waitFor();
    expect(storedValue('leadershipStatement')).toBeUndefined();
    await saved(page);
    expect(storedValue('leadershipStatement')).toBe('yes');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Leadership' }).waitFor();
    expect(await choice(page, STATEMENT, 'Yes').isChecked()).toBe(true);
    expect(await page.locator('.pageHeader').textContent()).toContain('1 of 19 questions answered');
  });

  it('keeps what was typed when saving fails, says so, and saves it by itself later', async () => {
    await openSection(page, service.link, 'Leadership');
    service.fault = ({ method }) =>
      method === 'PUT'
        ? { status: 503, json: { code: 'unavailable', message: 'The answers could not be saved just now.' } }
        : undefined;
    await question(page, /in charge of security in your/)
      .getByRole('textbox')
      .first()
      .fill('Rosa Delgado');
    await page.clock.fastForward(2_000);
    await page.getByText('The answers could not be saved just now.').waitFor();
    expect(await state(page).textContent()).toContain('Not saved');
    await button(page, 'Save and next').click();
    await page.getByText('Not everything is saved yet').waitFor();
    service.fault = undefined;
    await saved(page);
    expect(storedValue('leadershipPerson')).toBe('Rosa Delgado');
  });

  it('goes on when the line is back', async () => {
    await openSection(page, service.link, 'Leadership');
    await page.context().setOffline(true);
    await choice(page, STATEMENT, 'Partly').check();
    await page.clock.fastForward(2_000);
    await page.getByText('No connection. What you typed is kept on this device').waitFor();
    expect(await choice(page, STATEMENT, 'Partly').isChecked()).toBe(true);
    await page.context().setOffline(false);
    await saved(page);
    expect(storedValue('leadershipStatement')).toBe('partly');
  });

  it('shows a refused answer at its field, goes there, and saves the others', async () => {
    service.questionnaire.answer('partnerWeaknesses', 'yes');
    await openSection(page, service.link, 'The companies you work with');
    const days = question(page, /How many days/)
      .getByRole('textbox')
      .first();
    await days.fill('1,234');
    await choice(page, /signs of money laundering/, 'No').check();
    await button(page, 'Save and next').click();
    await question(page, /How many days/)
      .getByText('Write a number with digits only')
      .waitFor();
    await page.getByText('1 answer needs another look. The others are saved.').waitFor();
    expect(await focused(page)).toContain('How many days');
    expect(await days.inputValue()).toBe('1,234');
    expect(await days.getAttribute('aria-invalid')).toBe('true');
    const bar = (await page.locator('.topBar').boundingBox())!;
    expect((await question(page, /How many days/).boundingBox())!.y).toBeGreaterThanOrEqual(bar.y + bar.height);
    expect(storedValue('partnerMoney')).toBe('no');
    expect(storedValue('partnerWeaknessDays')).toBeUndefined();
    await days.fill('30');
    await button(page, 'Save and next').click();
    await page.getByRole('heading', { level: 1, name: 'Carriers you hire' }).waitFor();
    expect(storedValue('partnerWeaknessDays')).toBe(30);
  });

  it('a gate opens its questions at once, closes them, and gives parked answers back', async () => {
    await openSection(page, service.link, 'Carriers you hire');
    const approved = question(page, /every carrier you hire/);
    expect(await approved.count()).toBe(0);
    await choice(page, /hire other carriers/, 'Yes, for some loads').check();
    await choice(page, /every carrier you hire/, 'Partly').check();
    await saved(page);
    await choice(page, /hire other carriers/, 'We have no loads to the United States').check();
    expect(await approved.count()).toBe(0);
    await button(page, 'Save and next').click();
    await page.getByRole('heading', { level: 1, name: 'Fair labour' }).waitFor();
    expect(storedValue('carriersApproved')).toBe('partly');
    await page.goBack();
    await choice(page, /hire other carriers/, 'Yes, for all or most loads').check();
    expect(await choice(page, /every carrier you hire/, 'Partly').isChecked()).toBe(true);
  });

  it('"Does not apply" is saved only with its reason', async () => {
    await openSection(page, service.link, 'The companies you work with');
    await choice(page, /checking a new partner/, 'Does not apply').check();
    await button(page, 'Save and next').click();
    await page.getByText('Choose the reason why this does not apply').waitFor();
    const reason = page.getByLabel('Why does it not apply?');
    expect(await reason.evaluate((field) => field === document.activeElement)).toBe(true);
    await reason.selectOption({ label: 'Nobody works for us; we use only our own people and equipment' });
    await saved(page);
    expect(service.questionnaire.answers().get('partnerScreening')?.naReason).toBe('noPartners');
  });

  it.each([
    { who: ROSA, named: 'Rosa Delgado', decision: 'Keep theirs', kept: 'no' },
    { who: ROSA, named: 'Rosa Delgado', decision: 'Use mine', kept: 'yes' },
    { who: GUADALUPE, named: 'You', decision: 'Keep what is saved', kept: 'no' },
  ])('two answers to one question, one of $named: "$decision" leaves $kept', async ({ who, named, decision, kept }) => {
    await openSection(page, service.link, 'Leadership');
    // The same person in the chat is asked as well; on a second page the newer answer is theirs anyhow.
    const theirs = { baseRevision: 0, answers: [{ questionId: 'leadershipChecks', value: 'no' }] };
    service.questionnaire.save(who, 'leadership', undefined, theirs, 'card');
    await choice(page, CHECKS, 'Yes').check();
    await page.clock.fastForward(2_000);
    const notice = question(page, CHECKS).getByRole('alert').filter({ hasText: named });
    await notice.getByText('Which answer is right?').waitFor();
    expect(await notice.textContent()).toMatch(new RegExp(`${named} answered this .*on .*: No`));
    expect(storedValue('leadershipChecks')).toBe('no');
    await button(page, decision).click();
    await button(page, 'Save and next').click();
    await page.getByRole('heading', { level: 1, name: 'Knowing your risks' }).waitFor();
    expect(storedValue('leadershipChecks')).toBe(kept);
  });

  it('shows what somebody else answered meanwhile to a question that was not touched here', async () => {
    await openSection(page, service.link, 'Leadership');
    service.questionnaire.answer('leadershipChecks', 'partly', ROSA);
    await choice(page, STATEMENT, 'Yes').check();
    await saved(page);
    expect(await choice(page, CHECKS, 'Partly').isChecked()).toBe(true);
    expect(storedValue('leadershipChecks')).toBe('partly');
  });

  it('a choice that stands alone takes the others out, and a comment can be taken back', async () => {
    service.questionnaire.answer('leadershipTeam', ['management', 'security'], GUADALUPE, { comment: 'Since May' });
    await openSection(page, service.link, 'Leadership');
    const team = question(page, /Which of these areas/);
    await choice(page, /Which of these areas/, 'None of these').check();
    expect(await team.getByRole('checkbox', { checked: true }).count()).toBe(1);
    await choice(page, /Which of these areas/, 'Security').check();
    expect(await choice(page, /Which of these areas/, 'None of these').isChecked()).toBe(false);
    await team.getByLabel(/^Comment on/).fill('');
    await saved(page);
    const answer = service.questionnaire.answers().get('leadershipTeam');
    expect(answer?.value).toEqual(['security']);
    expect(answer?.comment).toBeUndefined();
  });

  it('the phone’s Back goes to the part before, and nothing typed is lost on the way', async () => {
    await openSection(page, service.link, 'Leadership');
    await choice(page, STATEMENT, 'Yes').check();
    await page.goBack();
    await section(page, 'Leadership').waitFor();
    await section(page, 'Knowing your risks').click();
    await choice(page, /written down which security risks/, 'No').check();
    await saved(page);
    expect(storedValue('leadershipStatement')).toBe('yes');
    expect(storedValue('riskAssessment')).toBe('no');
  });

  it('a session that ends in the middle keeps what was typed until the link is opened again', async () => {
    await openSection(page, service.link, 'Leadership');
    await page.context().clearCookies();
    await choice(page, STATEMENT, 'Yes').check();
    await page.clock.fastForward(2_000);
    await page.getByText('What you typed is still on this page').waitFor();
    expect(storedValue('leadershipStatement')).toBeUndefined();
    await page.goto(service.link);
    await saved(page);
    expect(storedValue('leadershipStatement')).toBe('yes');
    await section(page, 'Leadership').click();
    expect(await choice(page, STATEMENT, 'Yes').isChecked()).toBe(true);
  });
});
