import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser';
import { button, choice, focused, openSection, PHONE, question, saved, section } from './support/pageHelpers';
import type { StubService } from './support/stubService';
import { onStubbedPage } from './support/stubbedPage';
import { JUAN, JUAN_KEY } from './support/stubTogether';

const STATEMENT = /top management signed/;

describeInBrowser('sharing the work on the partner page', () => {
  let service: StubService;
  let page: Page;
  onStubbedPage(PHONE, (stubbed) => {
    ({ service, page } = stubbed);
  });

  const dialog = () => page.getByRole('dialog');
  const called = (call: string) => service.calls.filter((each) => each === call).length;
  const nameColleague = async (email: string): Promise<void> => {
    await page.getByLabel("Colleague's full name").fill('Pedro Gómez');
    await page.getByLabel("Colleague's mail address").fill(email);
  };

  it('hands a part to a known colleague from the part itself, shows with whom it is, and takes it back', async () => {
    await openSection(page, service.link, 'Leadership');
    await button(page, 'Hand this part to a colleague').click();
    expect(await dialog().getByLabel('Leadership').isChecked()).toBe(true);
    await dialog().getByLabel('Juan Pérez').check();
    await page.getByLabel('A few words to your colleague').fill('You know this best');
    await button(page, 'Hand over').click();
    await dialog().getByText('Juan Pérez gets a message').waitFor();
    await button(page, 'Close').click();
    await page.getByText('With Juan Pérez since').waitFor();
    expect(await focused(page)).toBe('Hand this part to a colleague');
    await button(page, 'All sections').click();
    await page.getByRole('button', { name: /^Take back/ }).click();
    await dialog().getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('status').filter({ hasText: 'Taken back from Juan Pérez' }).waitFor();
    expect(service.together.delegations.map(({ state }) => state)).toEqual(['withdrawn']);
    expect(await page.getByRole('heading', { name: 'With colleagues' }).count()).toBe(0);
  });

  it('asks a colleague with a part for everything, says what follows, and takes it back', async () => {
    service.together.colleagues.push({
      contactKey: '01j9zq3k5v7x9b2d4f6h8k0m09',
      name: 'Ana Ruiz',
      isYou: false,
      access: 'delegated',
    });
    await page.goto(service.link);
    await button(page, 'Ask for everything Ana Ruiz').click();
    await dialog().getByText('sees and answers everything as you do').waitFor();
    await dialog().getByRole('button', { name: 'Ask for everything' }).click();
    await page.getByRole('status').filter({ hasText: 'answers everything' }).waitFor();
    await button(page, 'Parts only again Ana Ruiz').click();
    await dialog().getByRole('button', { name: 'Parts only again' }).click();
    await page.getByRole('status').filter({ hasText: 'only the handed-over parts again' }).waitFor();
    await button(page, 'Ask for everything Ana Ruiz').waitFor();
  });

  it('says at its field what is missing, goes to the first, and sends nothing', async () => {
    await page.goto(service.link);
    await button(page, 'Hand a part to a colleague').click();
    await button(page, 'Hand over').click();
    await dialog().getByText('Choose at least one part to hand over.').waitFor();
    await dialog().getByText('Choose who takes the part, or name somebody else.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('checkbox');
    await dialog().getByLabel('Leadership').check();
    await dialog().getByLabel('Somebody else').check();
    await button(page, 'Hand over').click();
    const name = page.getByLabel("Colleague's full name");
    await dialog().getByText("Write the colleague's full name.").waitFor();
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    expect(called('POST /assessments/c1%7Cp1/delegations')).toBe(0);
    await page.keyboard.press('Escape');
    expect(await dialog().count()).toBe(0);
    expect(await focused(page)).toBe('Hand a part to a colleague');
  });

  it('a colleague with an address of another company waits for the customer, and the list says so', async () => {
    await page.goto(service.link);
    await button(page, 'Hand a part to a colleague').click();
    await dialog().getByLabel('Leadership').check();
    await dialog().getByLabel('Somebody else').check();
    await nameColleague('Pedro@Gmail.example ');
    await button(page, 'Hand over').click();
    await dialog().getByText('is asked first').waitFor();
    expect(service.together.bodies.at(-1)).toMatchObject({ to: { name: 'Pedro Gómez', email: 'pedro@gmail.example' } });
    await button(page, 'Close').click();
    await page.getByRole('listitem').filter({ hasText: 'Pedro Gómez' }).getByText('is asked first').waitFor();
  });

  it('the code is asked for before anybody is named, and what was typed is still there afterwards', async () => {
    service.together.wantsCode = true;
    await page.goto(service.link);
    await button(page, 'I am not the right person').click();
    await dialog().getByLabel('A colleague of mine').check();
    await nameColleague('pedro@acerosdelnorte.example');
    await button(page, 'Pass it on').click();
    await button(page, 'Send me the code').click();
    await page.getByLabel('Six-digit code').fill('123456');
    await button(page, 'Go on').click();
    await dialog().getByText('press the button once more').waitFor();
    expect(await page.getByLabel("Colleague's full name").inputValue()).toBe('Pedro Gómez');
    await button(page, 'Pass it on').click();
    await page.getByRole('heading', { level: 1, name: 'Thank you for telling us' }).waitFor();
    await page.getByText('This link no longer works').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });

  it('who does not want to type the code comes back to the dialog', async () => {
    service.together.wantsCode = true;
    await page.goto(service.link);
    await button(page, 'I am not the right person').click();
    await dialog().getByLabel('I do not know who').check();
    await button(page, 'Tell Maya Okafor').click();
    await button(page, 'Back without the code').click();
    await dialog().getByText('Nothing has happened yet.').waitFor();
    expect(await dialog().getByLabel('I do not know who').isChecked()).toBe(true);
  });

  it('a press that got no answer is repeated with the same id', async () => {
    await page.goto(service.link);
    await button(page, 'I am not the right person').click();
    await dialog().getByLabel('I do not know who').check();
    service.fault = ({ path }) =>
      path.endsWith('/not-me') ? { status: 503, json: { code: 'unavailable', message: 'Not now.' } } : undefined;
    await button(page, 'Tell Maya Okafor').click();
    await dialog().getByText('Not now.').waitFor();
    service.fault = undefined;
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/not-me')) sent.push(request.postDataJSON().requestId);
    });
    await button(page, 'Tell Maya Okafor').click();
    await dialog().getByText('Maya Okafor looks for somebody else.').waitFor();
    expect(sent).toEqual([expect.stringMatching(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/)]);
  });

  it('asks about a question, shows the answer there and on the first page, and adds a word', async () => {
    await openSection(page, service.link, 'Leadership');
    const asked = question(page, STATEMENT);
    await asked.getByRole('button', { name: /^Ask Maya Okafor/ }).click();
    await asked.getByRole('button', { name: 'Send' }).click();
    await asked.getByText('Write what you would like to know.').waitFor();
    const field = asked.getByLabel(/^Your question to Maya Okafor/);
    expect(await field.evaluate((each) => each === document.activeElement)).toBe(true);
    await field.fill('Who has to sign?');
    await asked.getByRole('button', { name: 'Send' }).click();
    await asked.getByText('Waiting for an answer.').waitFor();
    expect(service.together.bodies.at(-1)).toMatchObject({
      text: 'Who has to sign?',
      place: { sectionId: 'leadership', questionId: 'leadershipStatement' },
    });
    service.together.reply('The owner.');
    await page.clock.fastForward(16_000);
    await page.getByRole('status').filter({ hasText: 'Maya Okafor has answered your question' }).waitFor();
    await asked.getByText('The owner.').waitFor();
    await asked.getByRole('button', { name: /^Add a word/ }).click();
    await asked.getByLabel(/^Your message to Maya Okafor/).fill('Thank you');
    await asked.getByRole('button', { name: 'Send' }).click();
    await asked.getByText('Thank you').waitFor();
    await button(page, 'All sections').click();
    await page.locator('summary').filter({ hasText: 'top management signed' }).click();
    await button(page, 'Go to this question').click();
    await page.getByRole('heading', { level: 1, name: 'Leadership' }).waitFor();
    expect(await focused(page)).toContain('top management signed');
  });

  it('is reminded on a day of one’s own, and takes that back', async () => {
    await page.goto(service.link);
    await button(page, 'Remind me later').click();
    await button(page, 'Remind me').click();
    await dialog().getByText('Choose the day on which you want a reminder.').waitFor();
    await page.getByLabel('Remind me on').fill('2099-05-01');
    await button(page, 'Remind me').click();
    await page.getByText('You get a reminder on 1 May 2099.').waitFor();
    expect(service.together.remindOn).toBe('2099-05-01');
    await button(page, 'Take the reminder back').click();
    await page.getByText('The reminder is taken back.').waitFor();
    expect(service.together.remindOn).toBeUndefined();
  });

  it('who was handed a part sees it alone, with who and why, says it is done, and can still change it', async () => {
    service.questionnaire.answerAll(['leadershipChecks']);
    service.together.becomeDelegated([{ sectionId: 'leadership' }], 'Please look at the second question');
    await page.goto(service.link);
    await page.getByText('Guadalupe Hernández handed this to you').waitFor();
    await page.getByText('Please look at the second question').waitFor();
    expect(await page.locator('.sections button').count()).toBe(1);
    for (const absent of ['Check and send', 'Hand a part to a colleague', 'Add a site'])
      expect(await button(page, absent).count()).toBe(0);
    await button(page, 'My part is done').click();
    await page.getByText('1 question is still open.').waitFor();
    await button(page, 'My part is done as it is').click();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    expect(service.together.delegations.map(({ state }) => state)).toEqual(['done']);
    await page.reload();
    await button(page, 'Change something still').click();
    await section(page, 'Leadership').click();
    await choice(page, /written plan for checking/, 'Yes').check();
    await saved(page);
    await button(page, 'Save and check').click();
    await page.getByText('Everything is answered.').waitFor();
  });

  it('a part that was taken back while the page was open is said to be so', async () => {
    service.together.becomeDelegated([{ sectionId: 'leadership' }]);
    await openSection(page, service.link, 'Leadership');
    service.together.yourPlaces = [];
    service.together.delegations = [];
    service.together.collaboration += 1;
    await page.clock.fastForward(16_000);
    await page.getByRole('heading', { level: 1, name: 'Nothing is with you at the moment' }).waitFor();
  });

  it('a comment is saved with and without an answer', async () => {
    await openSection(page, service.link, 'Leadership');
    const asked = question(page, STATEMENT);
    await asked.getByText('Add a comment').click();
    await asked.getByLabel(/^Comment on/).fill('The new director signs in May.');
    await saved(page);
    const answer = () => service.questionnaire.answers().get('leadershipStatement');
    expect(answer()).toMatchObject({ value: null, comment: 'The new director signs in May.' });
    await choice(page, STATEMENT, 'Partly').check();
    await saved(page);
    expect(answer()?.comment).toBe('The new director signs in May.');
  });

  it('"partly" and "no" ask on: what is missing; "yes" does not', async () => {
    await openSection(page, service.link, 'Leadership');
    const asked = question(page, STATEMENT);
    const more = asked.getByText('What is missing, and what will you do about it?');
    for (const [answer, isAsked] of [
      ['No', true],
      ['Yes', false],
      ['Partly', true],
    ] as const) {
      await choice(page, STATEMENT, answer).check();
      expect(await more.isVisible()).toBe(isAsked);
      expect(await asked.getByLabel(/^Comment on/).isVisible()).toBe(isAsked);
    }
    await asked.getByLabel(/^Comment on/).fill('It is signed in May.');
    await saved(page);
    expect(service.questionnaire.answers().get('leadershipStatement')).toMatchObject({
      value: 'partly',
      comment: 'It is signed in May.',
    });
  });

  it('after sending, the copy comes as Word and as Excel under its own name', async () => {
    service.questionnaire.answerAll();
    service.questionnaire.submitted = { at: '2026-05-03T10:42:00.000Z', by: JUAN.name };
    service.fault = ({ path }) =>
      path.includes('/copy/')
        ? {
            status: 200,
            json: 'a file',
            headers: { 'content-disposition': "attachment; filename*=UTF-8''Respuestas%20Acer%C3%ADa.docx" },
          }
        : undefined;
    await page.goto(service.link);
    const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Download as Word').click()]);
    expect(file.suggestedFilename()).toBe('Respuestas Acería.docx');
    service.fault = ({ path }) =>
      path.includes('/copy/')
        ? { status: 503, json: { code: 'unavailable', message: 'The copy could not be made just now.' } }
        : undefined;
    await button(page, 'Download as Excel').click();
    await page.getByText('The copy could not be made just now.').waitFor();
    expect(service.calls.filter((call) => call.includes('/copy/'))).toHaveLength(2);
    service.together.becomeDelegated([{ sectionId: 'leadership' }]);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    await button(page, 'Download as Word').waitFor();
  });

  it('a colleague who sees the whole and was handed a part says that it is done', async () => {
    service.together.becomeDelegated([{ sectionId: 'leadership' }]);
    service.together.yourPlaces = undefined;
    service.together.colleagues = service.together.colleagues.map((each) => ({ ...each, access: 'whole' }));
    expect(service.together.delegations[0]?.to.contactKey).toBe(JUAN_KEY);
    await page.goto(service.link);
    await page.getByText('With you since').waitFor();
    await button(page, 'My part is done').click();
    await page.getByText(/^You said it is done, \d+ questions? (is|are) open\. Handed over on/).waitFor();
  });
});
