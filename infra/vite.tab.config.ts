import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds the Teams tab: `tab/index.html` to `dist/tab`, served at `/tab/`. */
export default defineConfig({
  root: folder('../tab'),
  base: '/tab/',
  publicDir: false,
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^zod$/, replacement: folder('../tab/strictZod.ts') },
      // The package offers its development build to every bundler; the production build is a third smaller.
      {
        find: /^react-router\/dom$/,
        replacement: folder('../node_modules/react-router/dist/production/dom-export.mjs'),
      },
      { find: /^react-router$/, replacement: folder('../node_modules/react-router/dist/production/index.mjs') },
    ],
  },
  build: {
    outDir: folder('../dist/tab'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
});
