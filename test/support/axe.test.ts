import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { axeFindings } from './axe';
import { describeInBrowser, launchBrowser } from './browser';

const page = (body: string): string => `<!doctype html><html lang="en"><title>T</title><main><h1>T</h1>${body}</main>`;

/** Serves the same page at every address of an origin of its own. */
const startSite = async (html: () => string): Promise<{ server: Server; origin: string }> => {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html()));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` };
};

describeInBrowser('what axe finds', () => {
  let browser: Browser;
  let inner: Awaited<ReturnType<typeof startSite>>;
  let outer: Awaited<ReturnType<typeof startSite>>;
  beforeAll(async () => {
    inner = await startSite(() => page('<img src="x.png"><p style="color:#eee">Faint</p>'));
    outer = await startSite(() => page(`<input><iframe id="tab" title="Tab" src="${inner.origin}"></iframe>`));
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    for (const site of [inner, outer]) site?.server.close();
  });

  it('is all that is wrong, also in a frame of another origin, as far as it is asked for', async () => {
    const tab = await browser.newPage();
    await tab.goto(outer.origin);
    const idsOf = async (options: Parameters<typeof axeFindings>[1]) =>
      (await axeFindings(tab, options)).map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target.join(' '))}`);
    const [faint, image, input, twoMains] = [
      'color-contrast #tab p',
      'image-alt #tab img',
      'label input',
      'landmark-unique main',
    ];
    expect(await idsOf({})).toEqual([faint, image, input, twoMains]);
    expect(await idsOf({ rules: ['color-contrast'] })).toEqual([faint]);
    expect(await idsOf({ without: ['label', 'image-alt'] })).toEqual([faint, twoMains]);
    expect(await idsOf({ exclude: ['#tab', 'p'] })).toEqual([image, input, twoMains]);
    expect(await idsOf({ include: 'input' })).toEqual([input]);
  });
});
