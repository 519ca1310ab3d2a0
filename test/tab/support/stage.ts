import { join } from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser';
import { type StubService, startStubService } from './stubService';
import { startTeamsHost, type TeamsHost } from './teamsHost';

export interface Scene {
  readonly page: Page;
  /** The tab inside its frame. */
  readonly tab: FrameLocator;
}

export interface Stage {
  readonly browser: Browser;
  readonly service: StubService;
  readonly host: TeamsHost;
  /** Opens a page of the tab as Teams would. `width` and `height` in pixels. */
  open(
    route: string,
    options?: { theme?: string; signIn?: 'ok' | 'refused'; subPageId?: string; width?: number; height?: number },
  ): Promise<Scene>;
  /** Closes every open page, so that none asks on, and gives the service its first state again. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** A browser, a stand-in for the service and a page that plays Teams, around the tab as it was built before the tests. */
export async function setStage(root = process.cwd()): Promise<Stage> {
  const [browser, host] = await Promise.all([launchBrowser(), startTeamsHost()]);
  const service = await startStubService({ tabDir: join(root, 'dist', 'tab'), teamsOrigin: () => host.origin });
  const open: Stage['open'] = async (route, { width = 1280, height = 860, ...options } = {}) => {
    const context = await browser.newContext({
      viewport: { width, height },
      reducedMotion: 'reduce',
      timezoneId: 'America/Toronto',
    });
    const page = await context.newPage();
    // The Teams library asks Microsoft for its list of hosts; tests stay on this machine.
    await page.route(/^https:/, (outside) => outside.abort());
    await page.goto(host.pageFor(`${service.origin}/tab/#${route}`, options));
    return { page, tab: page.frameLocator('#tab') };
  };
  return {
    browser,
    service,
    host,
    open,
    clear: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      service.reset();
    },
    close: async () => {
      await browser.close();
      await Promise.all([service.close(), host.close()]);
    },
  };
}
