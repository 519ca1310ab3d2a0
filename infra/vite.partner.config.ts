import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const BASE = '/answer/';

/** Writes the service worker with the names of the hashed files it keeps; a change of any of them is a new version. */
function shellWorker(): Plugin {
  return {
    name: 'shell-worker',
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => name.startsWith('assets/'))
        .sort()
        .map((name) => BASE + name);
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12);
      const source = readFileSync(path.join(import.meta.dirname, 'shellWorker.js'), 'utf8')
        .replace("['/*files*/']", JSON.stringify(files))
        .replace('/*version*/', version);
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}

/** The partner's questionnaire page: small, without Fluent, served by the service under /answer/. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../tab/partner'),
  base: BASE,
  plugins: [react(), shellWorker()],
  build: {
    outDir: path.resolve(import.meta.dirname, '../dist/partner'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
});
