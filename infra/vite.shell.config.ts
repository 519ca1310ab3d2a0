import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the local tenant's Teams shell into dist/shell, from where the tenant serves it at its root. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, 'local/shell/app'),
  base: '/',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: path.resolve(import.meta.dirname, '../dist/shell'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 2_000,
    reportCompressedSize: false,
  },
});
