import { describeInBrowser } from '../support/browser';
import { eventually } from '../support/product';
import { type Stage, setStage } from './support/stage';

describeInBrowser('signing in to the tab', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());
  afterEach(() => stage.clear());

  it('shakes hands with Teams and sends the token it was given with every call', async () => {
    const { page, tab } = await stage.open('/overview');
    await tab.getByRole('heading', { name: 'Overview' }).waitFor();
    const said: string[] = await page.evaluate('window.asked');
    expect(said).toEqual(
      expect.arrayContaining(['initialize', 'getContext', 'authentication.getAuthToken', 'appInitialization.success']),
    );
    expect(stage.service.asked.length).toBeGreaterThan(1);
    for (const call of stage.service.asked) expect(call.authorization).toMatch(/^Bearer head\.\S+\.sign$/);
  });

  it('asks Teams for a new token once when the service refuses the first', async () => {
    stage.service.refuse = {
      path: /^\/api\/me$/,
      refusal: { status: 401, message: 'Please sign in again.' },
      times: 1,
    };
    const { tab } = await stage.open('/overview');
    await tab.getByRole('heading', { name: 'Overview' }).waitFor();
    const [first, second] = stage.service.asked.filter(({ path }) => path === '/api/me');
    expect(second?.authorization).not.toBe(first?.authorization);
  });

  it.each([
    [
      'a person without a role is told whom to ask',
      { status: 403, message: 'You have no role in Trustlane.' },
      'You have no access to Trustlane yet',
    ],
    [
      'a refused sign-in says so',
      { status: 401, message: 'Your sign-in has run out.' },
      'Your sign-in was not accepted',
    ],
    [
      'a service in trouble says that nothing is lost',
      { status: 503, message: 'SharePoint does not answer.' },
      'Trustlane does not answer',
    ],
  ])('%s', async (_, refusal, heading) => {
    stage.service.refuse = { path: /^\/api\/me$/, refusal };
    const { tab } = await stage.open('/overview');
    await tab.getByRole('heading', { name: heading }).waitFor();
    await tab.getByText(refusal.message).waitFor();
    stage.service.refuse = undefined;
    await tab.getByRole('button', { name: 'Try again' }).click();
    await tab.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('says what to do when Teams does not sign the person in', async () => {
    const { tab } = await stage.open('/overview', { signIn: 'refused' });
    await tab.getByRole('heading', { name: 'Teams did not sign you in' }).waitFor();
    expect(stage.service.asked).toEqual([]);
  });

  it('says where to go when it is opened outside Teams, and calls nothing', async () => {
    const page = await stage.browser.newPage();
    await page.goto(`${stage.service.origin}/tab/`);
    await page.getByRole('heading', { name: 'Open Trustlane in Microsoft Teams' }).waitFor();
    expect(stage.service.asked).toEqual([]);
    await page.close();
  });

  it('goes to the page that a deep link from Teams names', async () => {
    const { tab } = await stage.open('/', { subPageId: '/campaigns' });
    await tab.getByRole('heading', { name: 'Campaigns', exact: true }).waitFor();
  });

  it('follows a change of theme', async () => {
    const { page, tab } = await stage.open('/overview');
    await tab.getByRole('heading', { name: 'Overview' }).waitFor();
    const nav = tab.getByRole('navigation', { name: 'Trustlane' });
    const background = () => nav.evaluate((element) => getComputedStyle(element).backgroundColor);
    const seen = new Set([await background()]);
    for (const theme of ['dark', 'contrast']) {
      await page.evaluate(`setTheme('${theme}')`);
      await eventually(`the colours of ${theme}`, async () => !seen.has(await background()), 5);
      seen.add(await background());
    }
    const [first] = seen;
    await page.evaluate("setTheme('default')");
    await eventually('the first colours again', async () => (await background()) === first, 5);
  });
});
