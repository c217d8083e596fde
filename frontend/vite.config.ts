/// <reference types="vitest/config" />
/** The build of the page: static files under /static/, served by Django; in development Vite with a proxy to it. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const HEARTH = process.env.HEARTH_URL ?? 'http://127.0.0.1:8000';

/** Every browser that runs this page reads woff2; the older woff beside it in Gowun's tables would only fill the disk. */
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  enforce: 'pre',
  transform: {
    filter: { id: /@fontsource.+\.css$/ },
    handler: (code) => code.replace(/,\s*url\([^)]+\.woff\)\s*format\(["']woff["']\)/g, ''),
  },
};

export default defineConfig(({ command }) => ({
  base: command === 'build' ? '/static/' : '/',
  plugins: [onlyWoff2, react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
  server: {
    proxy: {
      '/api': HEARTH,
      '/health': HEARTH,
      '/ready': HEARTH,
      '/ws': { target: HEARTH.replace('http', 'ws'), ws: true },
    },
  },
  test: {
    environment: 'jsdom',
    pool: 'vmThreads', // a fresh window for each file, without starting jsdom anew: a third of the time
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
}));
