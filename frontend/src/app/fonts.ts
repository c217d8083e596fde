/**
 * The two typefaces, fetched after the first paint. Their subset tables are 170 KB of CSS that no first paint should
 * wait for; until they arrive the system's own Korean type stands in (`font-display: swap`). No look is decided here.
 */

/** Story type first: the title on the entrance is set in it. Resolves when the tables (not yet the glyphs) are in. */
export async function loadFonts(): Promise<void> {
  await Promise.all([
    import('@fontsource/gowun-batang/700.css'),
    import('pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'),
    import('@fontsource/gowun-batang/400.css'),
  ]);
}

/** Waits for one painted frame, so that the tables never compete with what the visitor came to see. */
export function loadFontsAfterPaint(): void {
  requestAnimationFrame(() => setTimeout(() => void loadFonts(), 0));
}
