import type { Page } from 'playwright-core';
import { CONFIRMATION } from '../../src/contracts/confirmation';
import { describeInBrowser } from '../support/browser';
import { eventually } from '../support/product';
import { button, choice, focused, openSection, PHONE, question, saved, section } from './support/pageHelpers';
import type { StubService } from './support/stubService';
import { onStubbedPage } from './support/stubbedPage';

const PDF = { name: 'Declaración firmada.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 signed') };

describeInBrowser('proof, the last check and sending', () => {
  let service: StubService;
  let page: Page;
  onStubbedPage(PHONE, (stubbed) => {
    ({ service, page } = stubbed);
  });

  const statement = () => question(page, /top management signed/);
  const proofField = () => page.getByLabel(/^Proof for: Has your top management/);

  it('sends a file with progress, shows it, and takes it back', async () => {
    await openSection(page, service.link, 'Leadership');
    service.delayMs = 500;
    await proofField().setInputFiles(PDF);
    await statement().getByRole('progressbar').waitFor();
    await button(page, 'Stop').waitFor();
    await statement().getByText('Received, not looked at yet').waitFor();
    expect(await statement().getByRole('listitem').textContent()).toContain('Declaración firmada.pdf');
    expect(service.questionnaire.evidence.map(({ originalName, size }) => ({ originalName, size }))).toEqual([
      { originalName: PDF.name, size: PDF.buffer.length },
    ]);
    service.delayMs = 0;
    await statement()
      .getByRole('button', { name: /^Remove/ })
      .click();
    await statement().getByText('The file was removed.').waitFor({ state: 'attached' });
    expect(service.questionnaire.evidence).toEqual([]);
  });

  it('says beside the button what the file should show', async () => {
    await openSection(page, service.link, 'Leadership');
    const { proof } =
      service.questionnaire
        .view()
        .sections.flatMap(({ questions }) => questions)
        .find((each) => each.id === 'leadershipStatement') ?? {};
    await statement()
      .locator('.proof')
      .getByText(proof ?? 'nothing')
      .waitFor();
  });

  it('stopping an upload stores nothing and says so', async () => {
    await openSection(page, service.link, 'Leadership');
    service.delayMs = 2_000;
    await proofField().setInputFiles(PDF);
    await button(page, 'Stop').click();
    await statement().getByText('Stopped. The file was not stored.').waitFor();
    expect(await statement().getByRole('listitem').count()).toBe(0);
  });

  it('a part whose row somebody made nonsense of is marked, cannot be changed or sent, and all others work', async () => {
    service.questionnaire.answer('leadershipStatement', 'yes');
    await openSection(page, service.link, 'Leadership');
    service.questionnaire.block('leadership');
    await choice(page, /top management signed/, 'No').check();
    await page.clock.fastForward(2_000);
    const note = page.getByText(/Nothing can be saved in this part just now.* Please tell Maya Okafor/);
    await note.waitFor();
    await page.getByText('Nothing was saved here just now. The other parts work.').waitFor();
    expect(await choice(page, /top management signed/, 'No').isDisabled()).toBe(true);
    // The way on is open, and another part saves as ever.
    await button(page, 'Next').click();
    const other = page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Leadership' });
    await other.waitFor();
    await page.locator('main').getByRole('radio').first().check();
    await page.clock.fastForward(4_000);
    await eventually('the other part is saved', async () => service.questionnaire.answers().size > 1);
    await button(page, 'All sections').click();
    expect(await section(page, 'Leadership').textContent()).toContain('On hold');
    await button(page, 'Check and send').click();
    await page.getByText(/One part cannot be read just now, so the answers cannot be sent yet: Leadership/).waitFor();
    expect(await button(page, 'Send the answers').count()).toBe(0);

    service.questionnaire.block('leadership', false);
    await button(page, 'Look again').click();
    await button(page, 'Send the answers').waitFor();
    // What was typed before goes on its way, once it can.
    await eventually(
      'it is saved',
      async () => service.questionnaire.answers().get('leadershipStatement')?.value === 'no',
    );
    await saved(page);
  });

  it('says why a file is refused: by the service, and too large before it is sent', async () => {
    await openSection(page, service.link, 'Leadership');
    await proofField().setInputFiles({ ...PDF, name: 'x.pdf', buffer: Buffer.from('MZ program') });
    await statement().getByRole('alert').getByText('This kind of file is not accepted').waitFor();
    const before = service.calls.length;
    await proofField().evaluate((field: HTMLInputElement) => {
      const chosen = new DataTransfer();
      chosen.items.add(new File([new Uint8Array(26 * 1024 * 1024)], 'film.pdf'));
      field.files = chosen.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await statement().getByText('This file has 26.0 MB. Please send one of at most 25 MB').waitFor();
    expect(service.calls.length).toBe(before);
  });

  it('a file behind a gate is sent after the gate’s answer is saved', async () => {
    await openSection(page, service.link, 'Carriers you hire');
    await choice(page, /hire other carriers/, 'Yes, for some loads').check();
    await page.getByLabel(/^Proof for: Is every carrier/).setInputFiles(PDF);
    await page.getByText('Received, not looked at yet').waitFor();
    const writes = service.calls.filter((call) => !call.startsWith('GET') && !call.includes('/session'));
    expect(writes.map((call) => call.replace(/ .*\//, ' '))).toEqual(['PUT -', 'POST evidence']);
  });

  const openCheck = async (): Promise<void> => {
    await page.goto(service.link);
    await button(page, 'Check and send').click();
    await page.getByRole('heading', { level: 1, name: 'Check and send' }).waitFor();
  };
  const fillIn = async (): Promise<void> => {
    await page.getByLabel('Your job title').fill('Compliance coordinator');
    await page.getByLabel(CONFIRMATION).check();
  };

  it('lists what is missing, leads there and back, and wants a reason for open musts', async () => {
    service.questionnaire.answerAll(['riskReviewed', 'siteDriverList']);
    await openCheck();
    await page.getByText('2 questions are still open').waitFor();
    await page.getByRole('heading', { name: '1 required question' }).waitFor();
    await page.getByRole('heading', { name: '1 question that is good to have' }).waitFor();
    await button(page, 'When did you last go through your risk assessment and bring it up to date?').click();
    await page.getByRole('heading', { level: 1, name: 'Knowing your risks' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('[type=date]'));
    expect(await focused(page)).toContain('When did you last go through');
    await page.goBack();
    await fillIn();
    await button(page, 'Send the answers').click();
    await page.getByText('Say in a few words why the required questions are still open.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('send-reason');
    expect(service.questionnaire.submitted).toBeUndefined();
    await page.getByLabel('Why can the required questions not be answered now?').fill('The review is next week.');
    await button(page, 'Send the answers').click();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    expect(service.questionnaire.submitted?.by).toBe('Guadalupe Hernández');
  });

  it('wants name, title and the confirmation, and a copy shows what was sent', async () => {
    service.questionnaire.answerAll();
    await openCheck();
    await page.getByText('Everything is answered.').waitFor();
    await page.getByLabel('Your full name').fill('');
    await button(page, 'Send the answers').click();
    for (const text of ['Write your full name.', 'Write your job title.', 'Tick the box to confirm']) {
      await page.getByRole('alert').getByText(text).waitFor();
    }
    await page.getByLabel('Your full name').fill('Guadalupe Hernández');
    await fillIn();
    await button(page, 'Send the answers').click();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    const copy = await page.locator('main').textContent();
    expect(copy).toContain('Rosa Delgado, plant manager');
    expect(copy).toContain('4 May 2026');
    expect(copy).toContain('30 days');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
  });

  it('a second sending, from a page that was open all along, changes nothing and says so', async () => {
    service.questionnaire.answerAll();
    await openCheck();
    await fillIn();
    service.questionnaire.submitted = { at: '2026-05-03T10:42:00.000Z', by: 'Rosa Delgado' };
    await button(page, 'Send the answers').click();
    await page.getByText('The answers had been sent before, and nothing was changed.').waitFor();
    expect(await page.getByRole('status').first().textContent()).toContain('by Rosa Delgado on 3 May 2026');
  });

  it('a line that is lost while sending leaves the way to send again', async () => {
    service.questionnaire.answer('leadershipStatement', 'yes');
    await openCheck();
    await fillIn();
    await page.getByLabel('Why can the required').fill('We begin only now.');
    await page.context().setOffline(true);
    await button(page, 'Send the answers').click();
    await page.getByText('they are never sent twice').waitFor();
    await page.context().setOffline(false);
    await button(page, 'Send the answers').click();
    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
  });

  it('answers that were typed last are saved before the check counts', async () => {
    service.questionnaire.answerAll(['leadershipStatement']);
    await openSection(page, service.link, 'Leadership');
    await choice(page, /top management signed/, 'Yes').check();
    await button(page, 'All sections').click();
    await button(page, 'Check and send').click();
    await page.getByText('Everything is answered.').waitFor();
    await saved(page);
  });
});
