import { type Browser, chromium, type Page } from 'playwright-core';
import { browserPath, NO_BROWSER } from './browserPath.cjs';

/**
 * `describe` for tests that need a browser: skipped with a printed reason where there is none, unless
 * TRUSTLANE_BROWSER_TESTS is `required`; then they run and fail.
 */
export const describeInBrowser: jest.Describe = (() => {
  if (browserPath() || process.env.TRUSTLANE_BROWSER_TESTS === 'required') return describe;
  process.stderr.write(`${NO_BROWSER}\n`);
  return describe.skip as jest.Describe;
})();

/**
 * Chromium renders its address bar's suggestions as two hidden web pages for every window, and every test has a window:
 * four fifths of what a window costs. It heeds the last such list only, so what Playwright turns off stands here too.
 */
const FEATURES_OFF = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/** A headless browser without any connection of its own to the outside. Close it after the tests. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserPath() ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-features=${FEATURES_OFF.join(',')}`,
    ],
  });

/** Waits until nothing fades or slides any more: half-faded text has too little contrast to be judged. */
export async function whenStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.all(passing.map((animation) => animation.finished.catch(() => undefined)));
  });
}
