import { describeInBrowser } from '../support/browser';
import { keyOf } from './support/samplePartners';
import { type Stage, setStage } from './support/stage';

describeInBrowser('the contacts of a partner', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());
  afterEach(() => stage.clear());

  it('say who named a colleague, and which parts that colleague answers', async () => {
    const { tab } = await stage.open(`/partners/${keyOf('p', 1)}`);
    const contact = tab.getByRole('listitem').filter({ hasText: 'rosa@acerosdelnorte.example' });
    await contact.getByText('Named by Guadalupe Hernández.').waitFor();
    await contact
      .getByText('Answers only “Computers and networks” and “Yard and buildings, Bodega Saltillo”.')
      .waitFor();
    const other = tab.getByRole('listitem').filter({ hasText: 'lupe@acerosdelnorte.example' });
    expect(await other.getByText(/Named by|Answers only/).count()).toBe(0);
    await contact.getByRole('button', { name: /^More for / }).click();
    await tab.getByRole('menuitem', { name: 'Ask for everything' }).click();
    const dialog = tab.getByRole('alertdialog', { name: 'Ask Rosa Villarreal for everything?' });
    await dialog.getByText('sees and answers everything of Aceros del Norte').waitFor();
    await dialog.getByRole('button', { name: 'Ask for everything' }).click();
    await tab.getByText('Rosa Villarreal is asked for everything.').waitFor();
    expect(
      stage.service.asked.flatMap(({ path, body }) => (path.endsWith('/access') ? [JSON.parse(body)] : [])),
    ).toEqual([{ requestId: expect.stringMatching(/^[0-9a-z]{26}$/), access: 'whole' }]);
    if (process.env.E2E_SHOTS)
      await tab
        .getByRole('listitem')
        .first()
        .page()
        .screenshot({ path: `${process.env.E2E_SHOTS}/contacts.png` });
  });
});
