import { describeInBrowser } from '../support/browser';
import { keyOf } from './support/samplePartners';
import { type Stage, setStage } from './support/stage';
const OUT = '/tmp/s10';
describeInBrowser('shots', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await setStage(); });
  afterAll(() => stage.close());
  afterEach(() => stage.clear());
  it.each([[1280, 'wide', 'default'], [400, 'phone', 'default'], [1280, 'dark', 'dark'], [1280, 'contrast', 'contrast']] as const)('%s %s', async (width, name, theme) => {
    const shots: [string, string, string][] = [
      ['list', '/requests', 'What they ask'],
      ['all', '/requests?show=all', 'All requests'],
      ['drawer', `/requests?request=${keyOf('q', 1)}`, 'Send answer'],
      ['partner', `/partners/${keyOf('p', 1)}`, 'See the answer'],
      ['overview', '/overview', 'wait for an answer'],
    ];
    for (const [what, route, ready] of shots) {
      const { page, tab } = await stage.open(route, { width, theme });
      await tab.getByText(ready).first().waitFor();
      await page.waitForTimeout(500);
      await page.screenshot({ path: `${OUT}/${name}-${what}.png` });
      if (what === 'partner') {
        await tab.getByRole('button', { name: 'Agree', exact: true }).first().click();
        await page.waitForTimeout(500);
        await page.screenshot({ path: `${OUT}/${name}-decide.png` });
      }
      await page.context().close();
    }
  }, 120000);
});
