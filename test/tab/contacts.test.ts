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
    if (process.env.E2E_SHOTS)
      await tab
        .getByRole('listitem')
        .first()
        .page()
        .screenshot({ path: `${process.env.E2E_SHOTS}/contacts.png` });
  });
});
