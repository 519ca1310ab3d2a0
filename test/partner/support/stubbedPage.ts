import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser';
import { newPage } from './pageHelpers';
import type { StubNames } from './stubQuestionnaire';
import { type StubService, startStubService } from './stubService';

/** What a test of the page works with. */
export interface StubbedPage {
  /** As new before each test. */
  readonly service: StubService;
  readonly browser: Browser;
  /** In a browser context of its own. */
  readonly page: Page;
  /** One more, closed after the test. */
  readonly open: (options?: BrowserContextOptions) => Promise<Page>;
}

/**
 * Sets up and takes down what tests of the page need: one stub of the service and one browser for all tests of a
 * `describe`, one page for each.
 * @param options of the page; without them a test opens its own
 * @param take is given them before each test
 */
export function onStubbedPage<Options extends BrowserContextOptions | undefined>(
  options: Options,
  take: (stubbed: Options extends undefined ? Omit<StubbedPage, 'page'> : StubbedPage) => void,
  names: Partial<StubNames> = {},
): void {
  let service: StubService;
  let browser: Browser;
  let pages: Page[] = [];
  beforeAll(async () => {
    [service, browser] = await Promise.all([startStubService(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });
  beforeEach(async () => {
    service.start(names);
    const open = async (more: BrowserContextOptions = {}): Promise<Page> => {
      const page = await newPage(browser, more);
      pages.push(page);
      return page;
    };
    const page = options && (await open(options));
    take({ service, browser, open, ...(page ? { page } : {}) } as Parameters<typeof take>[0]);
  });
  afterEach(async () => {
    for (const page of pages) await page.context().close();
    pages = [];
  });
}
