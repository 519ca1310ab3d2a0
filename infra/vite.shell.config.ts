import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the local tenant's Teams shell into dist/shell, from where the tenant serves it at its root. */
export default defineConfig({
  root: 'infra/local/shell/app',
  base: '/',
  plugins: [react()],
  // The package's own entry points are ES modules without file extensions, which only its bundle resolves.
  resolve: { alias: [{ find: /^adaptivecards$/, replacement: 'adaptivecards/dist/adaptivecards.js' }] },
  build: {
    outDir: '../../../../dist/shell',
    emptyOutDir: true,
    chunkSizeWarningLimit: 2_000,
    reportCompressedSize: false,
  },
});
