import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The partner's questionnaire page: small, without Fluent, served by the service under /answer/. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../tab/partner'),
  base: '/answer/',
  plugins: [react()],
  build: {
    outDir: path.resolve(import.meta.dirname, '../dist/partner'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
});
