/** The title says how often one was called, the app's badge too. */
import { afterEach, expect, test, vi } from 'vitest';
import { showCalls, showTitle } from './title';

afterEach(() => showCalls(0));

test('calls stand before the words and go with the last one', () => {
  showTitle('Attic · Hearth Chat');
  showCalls(3);
  expect(document.title).toBe('(3) Attic · Hearth Chat');
  showTitle('Cellar · Hearth Chat');
  expect(document.title).toBe('(3) Cellar · Hearth Chat');
  showCalls(100);
  expect(document.title).toBe('(99+) Cellar · Hearth Chat');
  showCalls(0);
  expect(document.title).toBe('Cellar · Hearth Chat');
});

test('an installed page shows a badge', () => {
  const badge = { setAppBadge: vi.fn(async () => undefined), clearAppBadge: vi.fn(async () => undefined) };
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), badge));
  showCalls(2);
  showCalls(2);
  showCalls(0);
  vi.unstubAllGlobals();
  expect([badge.setAppBadge.mock.calls, badge.clearAppBadge.mock.calls]).toEqual([[[2]], [[]]]);
});
