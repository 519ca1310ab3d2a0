import { describeInBrowser } from '../support/browser';
import { keyOf } from './support/samplePartners';
import { type Stage, setStage } from './support/stage';

const PARTNER = keyOf('p', 1);

describeInBrowser('a partner with two sites', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());
  afterEach(() => stage.clear());

  it('says where the sites differ, with a way to each answer, and what was taken over from where', async () => {
    const { tab } = await stage.open(`/partners/${PARTNER}`);
    await tab.getByText('The sites answer 1 question differently').click();
    const list = tab.locator('details', { hasText: 'differently' });
    await list.getByText('Bodega Saltillo: Yes').waitFor();
    await list.getByText('Ramos Arizpe: no answer').waitFor();
    await list.getByRole('link', { name: 'Bodega Saltillo' }).click();
    const row = tab.locator('[data-row="yard.fence@Bodega Saltillo"]');
    await row.getByText('Same as Planta Apodaca, taken over by the partner').waitFor();
    expect(await row.evaluate((element) => element === document.activeElement)).toBe(true);
    await tab.getByRole('heading', { name: /Bodega Saltillo, added by Guadalupe Hernández/ }).waitFor();
    expect(await tab.getByRole('heading', { name: /Planta Apodaca, added by/ }).count()).toBe(0);
  });

  it('hands out what was sent as a file with a name that says what it is', async () => {
    const { page, tab } = await stage.open(`/partners/${PARTNER}`);
    await tab.getByRole('button', { name: 'Download' }).click();
    const download = page.waitForEvent('download');
    await tab.getByRole('menuitem', { name: 'Excel workbook' }).click();
    expect((await download).suggestedFilename()).toBe(
      'Aceros del Norte S.A. de C.V. - Supply chain security 2026.xlsx',
    );
  });
});
