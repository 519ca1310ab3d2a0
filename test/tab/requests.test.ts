import type { FrameLocator, Page } from 'playwright-core';
import type { RequestView } from '../../src/contracts/collaboration';
import { describeInBrowser } from '../support/browser';
import { eventually } from '../support/product';
import { keyOf } from './support/samplePartners';
import {
  ANSWERED_KEY,
  afterwards,
  COLLEAGUE_KEY,
  GONE_KEY,
  overRequest,
  QUESTION_KEY,
  sampleRequests,
} from './support/sampleRequests';
import { type Stage, setStage } from './support/stage';

const PARTNER = keyOf('p', 1);

describeInBrowser('what partners ask', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());
  afterEach(() => stage.clear());

  const thread = (tab: FrameLocator, key: string) => tab.locator(`article[data-row="${key}"]`);
  const sent = (what: 'replies' | 'decision') =>
    stage.service.asked
      .filter(({ method, path }) => method === 'POST' && path.startsWith('/api/requests/') && path.endsWith(what))
      .map(({ path, body }) => ({ path, body: JSON.parse(body) as Record<string, unknown> }));
  const focused = (page: Page) =>
    page.frames()[1]?.evaluate(() => document.activeElement?.closest('[data-row]')?.getAttribute('data-row'));

  it('the overview says that partners wait and leads to the list, which opens one beside it', async () => {
    const { page, tab } = await stage.open('/overview');
    await tab.getByRole('link', { name: '2 partners wait for an answer.' }).click();
    await tab.getByRole('heading', { name: 'Requests', level: 1 }).waitFor();
    await tab.getByText('2 partners wait for an answer: 1 question and 2 changes of contact.').waitFor();
    await tab.getByRole('tab', { name: 'Requests (3)', selected: true }).waitFor();
    await tab.getByRole('link', { name: 'About “Is the yard fenced' }).click();
    const drawer = tab.getByRole('dialog', { name: 'Aceros del Norte S.A. de C.V.' });
    await drawer.getByText('Does a river count as a fence?').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await tab.getByRole('combobox', { name: 'Show' }).click();
    await tab.getByRole('option', { name: 'All' }).click();
    await tab.getByRole('link', { name: 'About the questionnaire as a whole' }).waitFor();
  });

  it('an answer is sent once, however often it is pressed, and stands there with who and when', async () => {
    const { page, tab } = await stage.open(`/partners/${PARTNER}`);
    const question = thread(tab, QUESTION_KEY);
    await question.getByRole('button', { name: 'Send answer' }).click();
    await question.getByText('Write your answer.').waitFor();
    expect(sent('replies')).toEqual([]);
    const field = question.getByLabel('Your answer to Guadalupe Hernández');
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await field.fill('Yes, if nobody can wade through it.');
    stage.service.delay = 300;
    await question.getByRole('button', { name: 'Send answer' }).dblclick();
    await question.getByText('Answered', { exact: true }).waitFor();
    await question.getByText('Maya Okafor, ').waitFor();
    await tab.getByText('Your answer goes to Guadalupe Hernández now.').waitFor();
    expect(sent('replies')).toMatchObject([
      {
        path: `/api/requests/${QUESTION_KEY}/replies`,
        body: { text: 'Yes, if nobody can wade through it.', requestId: expect.stringMatching(/^[0-9a-z]{26}$/) },
      },
    ]);
    expect(await focused(page)).toBe(QUESTION_KEY);
    await question.getByRole('button', { name: 'Write again' }).click();
    await field.waitFor();
  });

  it('after a lost line the same words go with the same number, other words with another', async () => {
    const { tab } = await stage.open(`/partners/${PARTNER}`);
    const question = thread(tab, QUESTION_KEY);
    const field = question.getByLabel('Your answer to Guadalupe Hernández');
    const send = question.getByRole('button', { name: 'Send answer' });
    await field.fill('Yes.');
    stage.service.refuse = { path: /replies$/, refusal: { status: 503, message: 'Not now. Nothing was sent.' } };
    await send.click();
    await question.getByText('Not now. Nothing was sent.').waitFor();
    expect(await field.inputValue()).toBe('Yes.');
    await send.click();
    await eventually('it was sent again', async () => sent('replies').length === 2);
    stage.service.refuse = undefined;
    await send.waitFor();
    await field.fill('Yes, it does.');
    await send.click();
    await question.getByText('Answered', { exact: true }).waitFor();
    const ids = sent('replies').map(({ body }) => body.requestId);
    expect(ids).toHaveLength(3);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('words that were not sent are asked about before the page or the drawer closes', async () => {
    const { page, tab } = await stage.open(`/partners/${PARTNER}`);
    await thread(tab, QUESTION_KEY).getByLabel('Your answer to Guadalupe Hernández').fill('Half an answer');
    await tab.getByRole('tab', { name: 'Campaigns' }).click();
    await tab.getByRole('button', { name: 'Stay' }).click();
    expect(await thread(tab, QUESTION_KEY).getByLabel('Your answer').inputValue()).toBe('Half an answer');
    await tab.getByRole('tab', { name: /Requests/ }).click();
    await tab.getByRole('button', { name: 'Leave' }).click();
    await tab.getByRole('link', { name: 'About “Is the yard fenced' }).click();
    const drawer = tab.getByRole('dialog', { name: 'Aceros del Norte S.A. de C.V.' });
    await drawer.getByLabel('Your answer').fill('Half');
    await page.keyboard.press('Escape');
    await tab.getByRole('button', { name: 'Go on writing' }).click();
    await drawer.getByRole('button', { name: 'Close' }).click();
    await tab.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();
    await drawer.waitFor({ state: 'detached' });
  });

  it('leads from a question to the answer it is about, at its site', async () => {
    const { tab } = await stage.open(`/partners/${PARTNER}`);
    await thread(tab, QUESTION_KEY).getByRole('link', { name: 'See the answer' }).click();
    const row = tab.locator('[data-row="yard.fence@Bodega Saltillo"]');
    await eventually('the row has the focus', () => row.evaluate((element) => element === document.activeElement));
  });

  it('a colleague is agreed to after what follows was read, and then it says who decided', async () => {
    const { page, tab } = await stage.open(`/partners/${PARTNER}`);
    const named = thread(tab, COLLEAGUE_KEY);
    await named.getByText('The address ends in gmail.com').waitFor();
    await named.getByText('rosa.villarreal@gmail.com').waitFor();
    await named.getByRole('button', { name: 'Agree', exact: true }).click();
    const dialog = tab.getByRole('alertdialog', { name: 'Let Rosa Villarreal answer too?' });
    await dialog.getByText('sees and answers only “Computers and networks, Planta Apodaca”').waitFor();
    expect(sent('decision')).toEqual([]);
    await dialog.getByLabel('Note to Guadalupe Hernández').fill('Thank you for telling us.');
    await dialog.getByRole('button', { name: 'Agree' }).click();
    await named.getByText('Agreed. Thank you for telling us.').waitFor();
    await named.getByText('Maya Okafor, ').waitFor();
    expect(sent('decision')).toEqual([
      {
        path: `/api/requests/${COLLEAGUE_KEY}/decision`,
        body: { isAgreed: true, note: 'Thank you for telling us.' },
      },
    ]);
    await eventually('the focus is back', async () => (await focused(page)) === COLLEAGUE_KEY, 5);
    await named.getByRole('button', { name: 'Take back' }).click();
    await tab.getByText('Rosa Villarreal can no longer see or answer these parts.').waitFor();
    await tab.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click();
    await named.getByText('Not agreed', { exact: true }).waitFor();
    await named.getByRole('button', { name: 'Agree after all' }).waitFor();
    expect(sent('decision').at(-1)?.body).toEqual({ isAgreed: false, isChange: true });
  });

  it('a request whose questionnaire was sent meanwhile says so and can only be closed', async () => {
    const rows = sampleRequests(stage.service.partners, false);
    const over = overRequest(rows);
    stage.service.requests = [over, ...rows];
    const { tab } = await stage.open(`/requests?request=${over.key}`);
    const drawer = tab.getByRole('dialog', { name: 'Aceros del Norte S.A. de C.V.' });
    await drawer.getByText('has sent the answers meanwhile').waitFor();
    expect(await drawer.getByRole('button', { name: 'Agree' }).count()).toBe(0);
    await drawer.getByRole('button', { name: 'Close request' }).click();
    const dialog = tab.getByRole('alertdialog', { name: 'Close this request?' });
    expect(await dialog.getByRole('textbox').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Close request' }).click();
    await drawer.getByText('Closed', { exact: true }).waitFor();
    expect(sent('decision').at(-1)?.body).toEqual({ isAgreed: false });
  });

  it('many are searched by partner, person or words, with and without accents, and by kind', async () => {
    const [first, ...others] = sampleRequests(stage.service.partners, false);
    const many = Array.from({ length: 13 }, (_, at) => ({
      ...(first as RequestView),
      key: keyOf('q', 20 + at),
      about: `Question ${at}`,
      contactName: at === 7 ? 'Nguyễn Văn Minh' : 'Lupe',
    }));
    stage.service.requests = [...many, ...others];
    const { tab } = await stage.open('/requests');
    const rows = tab.getByRole('table', { name: 'Requests' }).getByRole('row');
    await tab.getByText('15 of 15 requests').waitFor();
    await tab.getByRole('searchbox', { name: 'Search requests' }).fill('nguyen minh');
    await tab.getByText('1 of 15 requests').waitFor();
    expect(await rows.count()).toBe(2);
    await tab.getByRole('searchbox', { name: 'Search requests' }).fill('nobody at all');
    await tab.getByText('No request fits this search.').waitFor();
    await tab.getByRole('button', { name: 'Show all' }).click();
    await tab.getByRole('combobox', { name: 'Kind' }).click();
    await tab.getByRole('option', { name: 'Changes of contact' }).click();
    await tab.getByText('2 of 15 requests').waitFor();
    await rows.getByRole('link').first().click();
    await tab.getByRole('dialog').getByText('rosa.villarreal@gmail.com').waitFor();
    await tab.getByText('2 of 15 requests').waitFor();
  });

  it('a refusal of the service stands in the dialog, and nothing seems to be done', async () => {
    const { tab } = await stage.open(`/requests?request=${GONE_KEY}`);
    stage.service.refuse = {
      path: /decision$/,
      refusal: { status: 409, message: 'There is nobody else to ask yet, so nothing was changed.' },
    };
    await tab.getByRole('button', { name: 'Do not ask مريم الحسيني any more' }).click();
    await tab.getByRole('button', { name: 'Do not ask any more' }).click();
    const dialog = tab.getByRole('alertdialog');
    await dialog.getByText('There is nobody else to ask yet').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await tab.getByText('Waits for a decision').last().waitFor();
  });

  it('news of others come by themselves and take nothing away that is being typed', async () => {
    const { tab } = await stage.open(`/partners/${PARTNER}`);
    const question = thread(tab, QUESTION_KEY);
    await question.getByLabel('Your answer').fill('I am writing');
    stage.service.requests = afterwards(sampleRequests(stage.service.partners, false), QUESTION_KEY, {
      text: 'A colleague was faster.',
    });
    stage.service.revision += 1;
    await question.getByText('A colleague was faster.').waitFor();
    expect(await question.getByLabel('Your answer').inputValue()).toBe('I am writing');
    await thread(tab, COLLEAGUE_KEY).waitFor();
  });

  it('readers see all of it without a button, and nothing is counted for them', async () => {
    stage.service.role = 'reader';
    const { tab } = await stage.open(`/partners/${PARTNER}?section=requests&at=${ANSWERED_KEY}`);
    await thread(tab, ANSWERED_KEY).getByText('Yes, please do.').waitFor();
    for (const key of [QUESTION_KEY, COLLEAGUE_KEY, ANSWERED_KEY])
      expect(await thread(tab, key).locator('button, textarea').count()).toBe(0);
    await tab.getByRole('tab', { name: 'Requests', exact: true }).waitFor();
  });

  it('says in one sentence that nothing was asked, or that all was answered', async () => {
    stage.service.requests = [];
    const { page, tab } = await stage.open('/requests');
    await tab.getByText('When a partner asks for help, or names a colleague').waitFor();
    await page.context().close();
    stage.service.requests = sampleRequests(stage.service.partners, false).filter(({ state }) => state !== 'open');
    const { tab: other } = await stage.open('/requests');
    await other.getByText('Everything that partners asked has been answered.').waitFor();
    await other.getByRole('button', { name: 'Show all 1' }).click();
    await other.getByRole('link', { name: 'About the questionnaire as a whole' }).waitFor();
  });
});
