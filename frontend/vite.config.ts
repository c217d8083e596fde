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

/** The policy of the page forbids <style> and style="": what scripts set is the same and allowed. */
const EMOJI_STYLES: readonly (readonly [string, string])[] = [
  ["const style = document.createElement('style');", 'const sheet = new CSSStyleSheet();'],
  ['style.textContent = baseStyles + EXTRA_STYLES;', 'sheet.replaceSync(baseStyles + EXTRA_STYLES);'],
  ['this.shadowRoot.appendChild(style);', 'this.shadowRoot.adoptedStyleSheets = [sheet];'],
  [' style="', ' data-style="'],
  [
    'targetNode.setAttribute(attributeName, newValue);',
    "attributeName === 'data-style' ? (targetNode.style.cssText = newValue) : targetNode.setAttribute(attributeName, newValue);",
  ],
];

const emojiWithoutInlineStyle: Plugin = {
  name: 'emoji-without-inline-style',
  enforce: 'pre',
  transform: {
    filter: { id: /emoji-picker-element\/picker\.js$/ },
    handler(code) {
      return EMOJI_STYLES.reduce((made, [found, put]) => {
        if (!made.includes(found)) this.error(`emoji-picker-element no longer says: ${found}`);
        return made.replaceAll(found, put);
      }, code);
    },
  },
};

export default defineConfig(({ command }) => ({
  base: command === 'build' ? '/static/' : '/',
  plugins: [onlyWoff2, emojiWithoutInlineStyle, react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
  server: {
    proxy: {
      '/api': HEARTH,
      // With the browser's own Host: links in mails, redirects and passkeys belong to the name one sees.
      '/_allauth': { target: HEARTH },
      '/accounts': { target: HEARTH },
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
