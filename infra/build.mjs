// Builds what runs: the service, the provisioning command and the local tenant with esbuild; tab, partner page and
// Teams shell with Vite. `--quiet` says nothing, `--no-pages` leaves the pages out, `--only-pages` builds nothing else.
// A part is built again only when its sources changed since.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const flags = new Set(process.argv.slice(2));
const dist = path.join(root, 'dist');
const say = (text) => flags.has('--quiet') || process.stdout.write(`${text}\n`);

/** A fingerprint of the sources of a part: names, sizes and times of change. */
function fingerprint(places) {
  const hash = createHash('sha256');
  const add = (place) => {
    const stats = statSync(place);
    if (stats.isDirectory()) for (const name of readdirSync(place).sort()) add(path.join(place, name));
    else hash.update(`${place}|${stats.size}|${stats.mtimeMs}\n`);
  };
  for (const place of [...places, 'package-lock.json', 'infra/build.mjs']) {
    if (existsSync(path.join(root, place))) add(path.join(root, place));
  }
  return hash.digest('hex');
}

async function buildWhenChanged(name, places, output, build) {
  const stamp = path.join(dist, '.built', name);
  const now = fingerprint(places);
  if (existsSync(path.join(dist, output)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  const started = performance.now();
  await build();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  say(`Built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

const NODE_ENTRIES = {
  'bot/main': 'bot/main.ts',
  'bot/provision': 'bot/provision.ts',
  'bot/copyWorker': 'bot/copyWorker.ts',
  'local/tenant': 'infra/local/main.ts',
  'local/start': 'infra/local/start.ts',
  'local/cli': 'infra/local/cli.ts',
  'local/playground': 'infra/local/playground/main.ts',
  'conformance/main': 'infra/conformance/main.ts',
  'conformance/checkRecord': 'infra/conformance/description/main.ts',
  'content-lint/main': 'infra/contentLint/main.ts',
  'bench/main': 'test/bench/main.ts',
};

async function buildNode() {
  const { build } = await import('esbuild');
  const entryPoints = Object.fromEntries(
    Object.entries(NODE_ENTRIES).filter(([, source]) => existsSync(path.join(root, source))),
  );
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: dist,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    // The first of Node 20 that reads JSON by an import with its type, as packages are left outside.
    target: 'node20.10',
    sourcemap: true,
    splitting: false,
    logLevel: 'warning',
  });
  cpSync(path.join(root, 'infra/local/clockPreload.cjs'), path.join(dist, 'local/clock.cjs'));
  rmSync(path.join(dist, 'content'), { recursive: true, force: true });
  cpSync(path.join(root, 'src/content'), path.join(dist, 'content'), {
    recursive: true,
    filter: (source) => !source.endsWith('.ts'),
  });
}

const PAGES = [
  {
    name: 'tab',
    config: 'infra/vite.tab.config.ts',
    places: ['tab', 'src/domain', 'src/contracts', 'infra/vite.tab.config.ts'],
  },
  {
    name: 'partner',
    config: 'infra/vite.partner.config.ts',
    places: ['tab/partner', 'src/domain', 'src/contracts', 'infra/vite.partner.config.ts', 'infra/shellWorker.js'],
  },
  { name: 'shell', config: 'infra/vite.shell.config.ts', places: ['infra/local/shell', 'infra/vite.shell.config.ts'] },
];

async function buildPages() {
  // jest says NODE_ENV=test, and then the pages would be built with the development half of React, twice the size.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  for (const { name, config, places } of PAGES) {
    if (!existsSync(path.join(root, config))) continue;
    await buildWhenChanged(name, places, `${name}/index.html`, () =>
      build({ configFile: path.join(root, config), logLevel: 'warn' }),
    );
  }
}

if (!flags.has('--only-pages')) {
  await buildWhenChanged(
    'service and local tenant',
    ['bot', 'src', 'infra/local', 'infra/conformance', 'infra/contentLint', 'test/bench'],
    'bot/main.js',
    buildNode,
  );
}
if (!flags.has('--no-pages')) await buildPages();
