import type { PartnerDetail } from '../../src/contracts/partners';
import { describeInBrowser } from '../support/browser';
import { samplePartner } from './support/samplePartner';
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
    await list.getByText('Bodega Saltillo, Centro Puebla: Yes').waitFor();
    await list.getByText('Ramos Arizpe: no answer').waitFor();
    await list.getByRole('link', { name: 'Bodega Saltillo' }).click();
    const row = tab.locator('[data-row="yard.fence@Bodega Saltillo"]');
    await row.getByText('Same as Planta Apodaca, taken over by the partner').waitFor();
    expect(await row.evaluate((element) => element === document.activeElement)).toBe(true);
    await tab.getByRole('heading', { name: /Bodega Saltillo, added by Guadalupe Hernández/ }).waitFor();
    expect(await tab.getByRole('heading', { name: /Planta Apodaca, added by/ }).count()).toBe(0);
  });

  it('tells apart what waits for a decision, what is half done and what is silence; and names who has a part', async () => {
    const { tab } = await stage.open(`/partners/${PARTNER}`);
    const row = (question: string) => tab.locator(`[data-row="${question}@Planta Apodaca"]`);
    await row('rail').getByText('To decide').waitFor();
    await row('rail').getByRole('button', { name: 'Do not agree' }).waitFor();
    await row('inspection').getByText('Not finished').waitFor();
    expect(await row('inspection').getByRole('listitem').allInnerTexts()).toEqual([
      '6 of 7 answered',
      'Every time: 4 of 7',
      'Never: Doors, inside and outside; Roof',
    ]);
    await row('gps').getByText('No answer yet').waitFor();
    await row('yard.fence').getByText('Comment: The east side is being rebuilt until March.').waitFor();
    await tab.getByRole('heading', { name: /1 to decide ?handed over to Rosa Villarreal/ }).waitFor();
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

  it('with fifty sites it opens what needs a look, part by part, and a link still leads to any answer', async () => {
    const { page, tab } = await stage.open('/overview');
    await tab.getByText('24 partners asked', { exact: true }).waitFor();
    const row = stage.service.partners[1];
    if (!row) throw new Error('no sample');
    const detail = withManySites(samplePartner(row, stage.service.revision), 50);
    await page.route(`**/api/partners/${PARTNER}*`, (route) => route.fulfill({ json: detail }));
    const go = (to: string) =>
      tab.locator('body').evaluate((_, hash) => {
        location.hash = hash;
      }, to);
    await go(`/partners/${PARTNER}`);
    await tab.getByRole('heading', { name: /Site 50.*9 of 9 · 9 not met/ }).waitFor();
    // Thousands of answers at once would keep the page busy for half a minute.
    expect(await tab.locator('[data-section="answers"] [data-row]').count()).toBeLessThanOrEqual(300);
    await tab.getByText('The sites answer 1 question differently').click();
    const list = tab.locator('details', { hasText: 'differently' });
    await list.getByText(/Site 1, .*Site 8 and 42 more sites: Yes/).waitFor();
    await go(`/partners/${PARTNER}?section=answers&at=q9@Site%2050`);
    await tab.locator('[data-row="q9@Site 50"]:focus').waitFor();
  });
});

/** The partner with so many sites, each with nine answers that need a look. */
function withManySites(detail: PartnerDetail, count: number): PartnerDetail {
  const [assessment] = detail.assessments;
  const [section] = assessment?.sections ?? [];
  const [answer] = section?.answers ?? [];
  if (!assessment || !section || !answer) throw new Error('no sample');
  const sites = Array.from({ length: count }, (_, at) => ({ siteId: `s${at + 1}`, siteName: `Site ${at + 1}` }));
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  return {
    ...detail,
    assessments: [
      {
        ...assessment,
        sections: sites.map((site) => ({
          ...section,
          ...site,
          answers: numbers.map((number) => ({ ...answer, ...site, questionId: `q${number}`, outcome: 'notMet' })),
        })),
        differences: [
          { questionId: 'q1', question: answer.question, sites: sites.map((site) => ({ ...site, answer: 'Yes' })) },
        ],
      },
    ],
  };
}
