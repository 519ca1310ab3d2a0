// Draws every picture of the content as a PNG beside its SVG, because chat cards cannot show SVG. Black on white, so that
// it can be read in dark themes too. Run `node infra/renderPictures.mjs` after changing a drawing; a test tells when
// that was forgotten, by the fingerprints in rendered.json.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const { browserPath, NO_BROWSER } = createRequire(import.meta.url)('../test/support/browserPath.cjs');
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, 'src/content/pictures');
/** Width in pixels. Teams shows at most 1,024 by 1,024 and 1 MB. */
const WIDTH = 960;
const MARGIN = 24;

const executablePath = browserPath();
if (!executablePath) {
  process.stderr.write(`${NO_BROWSER}\n`);
  process.exit(1);
}
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const rendered = {};
for (const name of readdirSync(folder).filter((each) => each.endsWith('.svg'))) {
  const svg = readFileSync(path.join(folder, name), 'utf8');
  const [, , width, height] = /viewBox="([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)"/.exec(svg).slice(1).map(Number);
  const inside = WIDTH - 2 * MARGIN;
  const size = { width: WIDTH, height: Math.round((inside * height) / width) + 2 * MARGIN };
  const page = await browser.newPage({ viewport: size });
  await page.setContent(
    `<style>body{margin:0;padding:${MARGIN}px;background:#fff;color:#000}svg{display:block;width:${inside}px}</style>${svg}`,
  );
  await page.screenshot({ path: path.join(folder, name.replace(/\.svg$/, '.png')) });
  await page.close();
  rendered[name] = createHash('sha256').update(svg).digest('hex');
}
await browser.close();
writeFileSync(path.join(folder, 'rendered.json'), `${JSON.stringify(rendered, undefined, 2)}\n`);
