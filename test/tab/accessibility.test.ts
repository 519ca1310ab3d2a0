import type { FrameLocator } from 'playwright-core';
import { axeFindings } from '../support/axe';
import { describeInBrowser } from '../support/browser';
import { eventually } from '../support/product';
import { keyOf } from './support/samplePartners';
import { sampleRowsToMend } from './support/sampleRowsToMend';
import { COLLEAGUE_KEY, QUESTION_KEY } from './support/sampleRequests';
import { type Stage, setStage } from './support/stage';

const PARTNER = keyOf('p', 1);
const CAMPAIGN = keyOf('c', 1);

/** Each page with what is there once it has loaded. */
const PAGES: readonly (readonly [string, string, RegExp])[] = [
  ['overview', '/overview', /Call first/],
  ['overview as table', '/overview?matrix=table', /Call first/],
  ['partners', '/partners?risk=high', /of 24 partners/],
  ['partners with a drawer', `/partners?partner=${PARTNER}`, /Open partner/],
  ['partner', `/partners/${PARTNER}`, /What would change it/],
  ['partner without answers', `/partners/${keyOf('p', 11)}`, /No file has been sent/],
  ['evidence', `/partners/${PARTNER}?evidence=${keyOf('e', 1)}`, /Your decision/],
  ['requests', '/requests?show=all', /All requests/],
  ['a request beside the list', `/requests?request=${QUESTION_KEY}`, /Your answer to/],
  ['a colleague to decide on', `/requests?request=${COLLEAGUE_KEY}`, /Do not agree/],
  ['add partner', '/partners?new=1', /Trading names/],
  ['imports', '/partners/imports', /All imports/],
  ['new import', '/partners/imports/new', /Drop a CSV file/],
  ['campaigns', '/campaigns', /All campaigns/],
  ['campaign', `/campaigns/${CAMPAIGN}`, /Partners/],
  ['program', '/program', /100 criteria;/],
  ['program for a type', '/program?type=warehouse', /Warehouse: \d+ of 100/],
  ['criterion', '/program?type=warehouse&criterion=1.1', /Your decision/],
  ['campaign wizard', '/campaigns/new?country=MX', /3 partners chosen\. Nothing/],
];

/** The pages that show every kind of mark, in lists, charts and drawers. */
const COLOURFUL: ReadonlySet<string> = new Set([
  'overview',
  'partners with a drawer',
  'partner',
  'requests',
  'a request beside the list',
  'add partner',
  'campaign',
  'program for a type',
  'criterion',
]);

const go = (tab: FrameLocator, route: string) =>
  tab.locator('body').evaluate((_, to) => {
    location.hash = to;
  }, route);

describeInBrowser('the tab for everybody', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());
  afterEach(() => stage.clear());

  const violationsOn = async (theme: string, pages: typeof PAGES, rules?: string[]) => {
    const found: string[] = [];
    // What stands above every page is there too.
    stage.service.rowsToMend = sampleRowsToMend;
    stage.service.notice = 'The question file questions/seals.yaml has an error in line 12.';
    const { page, tab } = await stage.open('/overview', { theme });
    let address = '/overview';
    for (const [name, route, ready] of pages) {
      const title = await tab.locator('h1').first().textContent();
      await go(tab, route);
      // Words of the page before may look like those of this one; its title does not.
      const [next = ''] = route.split('?');
      if (next !== address)
        await eventually(
          `another page than ${title}`,
          async () =>
            (await tab.locator('h1').allTextContents()).join() !== title && (await tab.locator('h1').count()) > 0,
        );
      address = next;
      await tab.getByText(ready).first().waitFor();
      // Tabster's invisible stops for the keyboard are hidden from readers on purpose; nothing else is left out.
      const exclude = ['#tab', '[data-tabster-dummy]'];
      // Behind a modal drawer the page is hidden from readers on purpose, main and heading with it.
      const isBehind = (await tab.locator('[role="dialog"][aria-modal="true"]').count()) > 0;
      // A drawer that has just closed still hides the page from readers for a moment.
      if (!isBehind) await tab.getByRole('heading', { level: 1 }).first().waitFor();
      const without = isBehind && !rules ? ['landmark-one-main', 'page-has-heading-one'] : [];
      const violations = await axeFindings(page, { exclude, rules, without });
      found.push(
        ...violations.map(
          ({ id, nodes }) => `${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        ),
      );
    }
    return found;
  };

  it('axe finds nothing on any page', async () => expect(await violationsOn('default', PAGES)).toEqual([]), 180_000);

  it.each(['dark', 'contrast'])('everything can be told from its background in the theme %s', async (theme) => {
    const pages = PAGES.filter(([name]) => COLOURFUL.has(name));
    expect(await violationsOn(theme, pages, ['color-contrast'])).toEqual([]);
  });

  it('fits a phone of 360 px without scrolling sideways', async () => {
    const tooWide: string[] = [];
    stage.service.rowsToMend = sampleRowsToMend;
    stage.service.notice = 'The question file questions/seals.yaml has an error in line 12.';
    const { tab } = await stage.open('/overview', { width: 360, height: 720 });
    for (const [name, route, ready] of PAGES) {
      await go(tab, route);
      await tab.getByText(ready).first().waitFor();
      const over = await tab.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      if (over > 0) tooWide.push(`${name}: ${over} px`);
    }
    expect(tooWide).toEqual([]);
  });
});
