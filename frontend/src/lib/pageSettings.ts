/**
 * How the page looks: light, size of type, motion. Kept on this device for the first paint (public/theme.js sets the same
 * before anything is drawn), and set on the root element, where tokens.css reads it. That the account brings it along to
 * another device is app/usePersonalSettings.ts.
 */
import type { PageSettings } from '@/protocol/frames.gen';
import { readStored, writeStored } from './storage';

export type Theme = 'dark' | 'light';
export type Look = { readonly [Part in keyof PageSettings]: NonNullable<PageSettings[Part]> };

/** What is really shown: the system's wishes are filled in. */
export interface Shown {
  readonly look: Look;
  readonly theme: Theme;
  /** Nothing moves by itself. */
  readonly still: boolean;
}

export const CHOICES = {
  theme: ['night', 'day', 'system'],
  text_size: ['normal', 'small', 'large', 'larger'],
  motion: ['system', 'full', 'calm'],
} as const satisfies { [Part in keyof Look]: readonly Look[Part][] };

const KEYS: Record<keyof Look, string> = {
  theme: 'hearth.theme',
  text_size: 'hearth.textSize',
  motion: 'hearth.motion',
};

/** Of earlier pages. */
const OLD_NAMES: Readonly<Record<string, string>> = { dark: 'night', light: 'day' };

/** The ground of each theme, for the browser's own bars. */
const GROUND: Record<Theme, string> = { dark: '#120d0a', light: '#f3eadf' };

/** What is chosen on this device; the first of the choices where nothing is. */
function readPart<Choice extends string>(key: string, choices: readonly [Choice, ...Choice[]]): Choice {
  const stored = readStored(key) ?? '';
  const named = OLD_NAMES[stored] ?? stored;
  return choices.find((choice) => choice === named) ?? choices[0];
}

function systemWishes(query: string): boolean {
  return typeof window.matchMedia === 'function' && window.matchMedia(query).matches;
}

const BY_DAY = '(prefers-color-scheme: light)';
const LESS_MOTION = '(prefers-reduced-motion: reduce)';

function readAll(): Shown {
  const look: Look = {
    theme: readPart(KEYS.theme, CHOICES.theme),
    text_size: readPart(KEYS.text_size, CHOICES.text_size),
    motion: readPart(KEYS.motion, CHOICES.motion),
  };
  const day = look.theme === 'day' || (look.theme === 'system' && systemWishes(BY_DAY));
  const still = look.motion === 'calm' || (look.motion === 'system' && systemWishes(LESS_MOTION));
  return { look, theme: day ? 'light' : 'dark', still };
}

let shown: Shown | null = null;
const listeners = new Set<() => void>();

function show(): void {
  shown = readAll();
  const { dataset } = document.documentElement;
  dataset.theme = shown.theme;
  dataset.textSize = shown.look.text_size;
  dataset.motion = shown.still ? 'less' : 'full';
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', GROUND[shown.theme]);
  for (const tell of listeners) tell();
}

/** Sets the look on the page and keeps it right while the system or another tab changes its mind. */
export function startLook(): void {
  show();
  window.addEventListener('storage', ({ key }) => {
    if (key === null || Object.values(KEYS).includes(key)) show();
  });
  if (typeof window.matchMedia !== 'function') return;
  for (const query of [BY_DAY, LESS_MOTION]) window.matchMedia(query).addEventListener('change', show);
}

/** The same object until something changes. */
export function readLook(): Shown {
  shown ??= readAll();
  return shown;
}

export function watchLook(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** On this device; what is null, as in the settings of an account that never chose, stays. */
export function chooseLook(patch: Partial<PageSettings>): void {
  for (const part of Object.keys(KEYS) as (keyof Look)[]) {
    const choice = patch[part];
    if (choice !== null && choice !== undefined) writeStored(KEYS[part], choice);
  }
  show();
}
