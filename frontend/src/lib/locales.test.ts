/** Both languages say everything. */
import { expect, test } from 'vitest';
import { detectLanguage, startI18n } from './i18n';

const WORDS = import.meta.glob<{ default: object }>('./locales/*.json', { eager: true });
const NAMESPACES = Object.keys(WORDS).filter((path) => path.endsWith('en.json'));

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Paths of all words; the forms of a plural count as one. */
function listKeys(words: object, path = ''): Set<string> {
  const keys = Object.entries(words).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return typeof value === 'string' ? [here.replace(PLURAL, '')] : [...listKeys(value, here)];
  });
  return new Set(keys);
}

function listValues(words: object): string[] {
  return Object.values(words).flatMap((value) => (typeof value === 'string' ? [value] : listValues(value)));
}

test('every English file has its Korean one', () => {
  expect(Object.keys(WORDS).length).toBe(2 * NAMESPACES.length);
});

test.each(NAMESPACES)('%s: Korean and English have the same keys, and nothing is empty', (path) => {
  const en = WORDS[path]?.default ?? {};
  const ko = WORDS[path.replace(/en\.json$/, 'ko.json')]?.default ?? {};
  expect(listKeys(ko)).toEqual(listKeys(en));
  expect([...listValues(ko), ...listValues(en)].filter((words) => words.trim() === '')).toEqual([]);
});

test.each([
  ['the stored choice wins', 'en', ['ko-KR'], 'en'],
  ["then the browser's first language that we speak", null, ['fr-FR', 'ko-KR', 'en-US'], 'ko'],
  ['then English', null, ['fr-FR'], 'en'],
  ['a strange stored value counts for nothing', 'xx', ['ko'], 'ko'],
])('%s', (_name, stored, wanted, language) => {
  expect(detectLanguage(stored, wanted)).toBe(language);
});

test('plurals are right in both languages', async () => {
  const english = await startI18n('en');
  expect([1, 2].map((count) => english.t('room.moreSeats', { count }))).toEqual([
    '1 more sits here',
    '2 more sit here',
  ]);
  const korean = await startI18n('ko');
  expect(korean.t('room.sitting', { count: 12 })).toBe('12명이 앉아 있어요');
  expect(document.documentElement.lang).toBe('ko');
});
