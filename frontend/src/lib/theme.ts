/** Night or morning: the chosen theme, kept on this device and set on the root element. Colours are in tokens.css. */
import { readStored, writeStored } from './storage';

export type Theme = 'dark' | 'light';

const KEY = 'hearth.theme';
/** The ground of each theme, for the browser's own bars. */
const GROUND: Record<Theme, string> = { dark: '#120d0a', light: '#f3eadf' };

/** Night, unless the person chose the morning. */
export function loadTheme(): Theme {
  return readStored(KEY) === 'light' ? 'light' : 'dark';
}

export function showTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', GROUND[theme]);
}

export function chooseTheme(theme: Theme): void {
  writeStored(KEY, theme);
  showTheme(theme);
}
