/** The page's languages: which one is spoken, and how its words are fetched. The words are in locales/. No React. */
import i18next, { type i18n, type ReadCallback } from 'i18next';
import { readStored, writeStored } from './storage';

export const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'hearth.language';
const MAIN = 'translation';

/**
 * Only the words of the language that is spoken travel, and those of a drawer or page of its own (its namespace:
 * `locales/<namespace>.<language>.json`, read by `useTranslation('<namespace>')`) with it.
 */
const WORDS = import.meta.glob<{ default: object }>('./locales/*.json');

export function isLanguage(value: string | null | undefined): value is Language {
  return value === 'ko' || value === 'en';
}

/** The chosen language, else the first of the browser's that we speak, else English. */
export function detectLanguage(stored = readStored(KEY), wanted = navigator.languages): Language {
  if (isLanguage(stored)) return stored;
  return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

const lazyWords = {
  type: 'backend' as const,
  init: () => undefined,
  read: (language: string, namespace: string, tell: ReadCallback) => {
    const load = WORDS[`./locales/${namespace === MAIN ? '' : `${namespace}.`}${language}.json`];
    if (load === undefined) return tell(null, {});
    load().then(
      (words) => tell(null, words.default as Record<string, string>),
      (reason: unknown) => tell(reason instanceof Error ? reason : String(reason), false),
    );
  },
};

/** Resolves when the words of the spoken language are there. */
export async function startI18n(language: Language = detectLanguage()): Promise<i18n> {
  const instance = i18next.createInstance();
  instance.on('languageChanged', (spoken) => {
    document.documentElement.lang = spoken;
  });
  await instance.use(lazyWords).init({
    lng: language,
    fallbackLng: false,
    load: 'currentOnly',
    initAsync: false, // fetch the words now, not in a later turn
    interpolation: { escapeValue: false }, // React escapes
  });
  return instance;
}

export async function chooseLanguage(instance: i18n, language: Language): Promise<void> {
  writeStored(KEY, language);
  await instance.changeLanguage(language);
}
