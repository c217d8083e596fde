/** Files on their way: looked at first, two at a time, in order; cancelled, tried again, handed to a message. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { session } from '@/test/session';
import { attachment } from '@/test/wire';
import { ApiError } from './apiError';
import type { FormWatch } from './sendForm';
import { createHouseStore, type HouseStore } from './store';
import { findProblem, Uploads } from './uploads';

interface Call {
  readonly name: string;
  readonly watch: FormWatch;
  readonly arrive: (id?: string) => void;
  readonly fail: (code: string, message?: string) => void;
}

let store: HouseStore;
let uploads: Uploads;
let calls: Call[];
const dropFile = vi.fn(() => Promise.resolve());
const settled = () => new Promise((resolve) => setTimeout(resolve));
const file = (name: string, type = 'image/png', content = 'x') => new File([content], name, { type });
const shown = () => store.getState().uploads.map(({ name, state }) => `${name} ${state}`);
const keyOf = (name: string) => store.getState().uploads.find((upload) => upload.name === name)?.key ?? '';

beforeEach(() => {
  store = createHouseStore();
  store.setState({ config: session(null).config });
  calls = [];
  dropFile.mockClear();
  vi.stubGlobal('URL', { createObjectURL: () => 'blob:here', revokeObjectURL: vi.fn() });
  uploads = new Uploads(store, {
    bringFile: (_roomId, { name }, watch) =>
      new Promise((resolve, reject) => {
        const arrive = (id = name) => resolve(attachment({ id, name }));
        const fail = (code: string, message = '') => reject(new ApiError(422, code, message, null));
        calls.push({ name, watch, arrive, fail });
      }),
    dropFile,
  });
  return () => vi.unstubAllGlobals();
});

test('two go at a time, and what arrives is handed out in the order it was chosen', async () => {
  uploads.add(1, [file('a.png'), file('b.png'), file('c.png')]);
  expect(shown()).toEqual(['a.png going', 'b.png going', 'c.png waiting']);
  calls[1]?.arrive();
  await settled();
  expect(shown()).toEqual(['a.png going', 'b.png done', 'c.png going']);
  calls[2]?.arrive();
  calls[0]?.arrive();
  await settled();
  expect(uploads.take(1).map(({ name }) => name)).toEqual(['a.png', 'b.png', 'c.png']);
  expect([shown(), uploads.take(1)]).toEqual([[], []]);
});

test('how far it is shows, and a picture is seen before it is there', () => {
  uploads.add(1, [file('a.png'), file('a.txt', 'text/plain')]);
  calls[0]?.watch.onProgress(0.5);
  expect(store.getState().uploads).toMatchObject([
    { share: 0.5, preview: 'blob:here' },
    { share: 0, preview: null },
  ]);
});

test('one that is stopped makes way for the next, one that has arrived is taken back there too', async () => {
  uploads.add(1, [file('a.png'), file('b.png'), file('c.png')]);
  uploads.remove(keyOf('a.png'));
  expect([calls[0]?.watch.signal.aborted, shown()]).toEqual([true, ['b.png going', 'c.png going']]);
  calls[1]?.arrive('known');
  await settled();
  uploads.remove(keyOf('b.png'));
  expect(dropFile.mock.calls).toEqual([['known']]);
});

test('what was cut off may come again, what was refused may not', async () => {
  uploads.add(1, [file('a.png'), file('b.png')]);
  calls[0]?.fail('unreachable');
  calls[1]?.fail('bad_frame', 'damaged');
  await settled();
  expect(store.getState().uploads.map(({ problem }) => [problem?.again, problem?.words])).toEqual([
    [true, ''],
    [false, 'damaged'],
  ]);
  uploads.retryAll(1);
  expect(shown()).toEqual(['a.png going']);
  calls[2]?.arrive();
  await settled();
  expect(uploads.take(1)).toHaveLength(1);
});

test('another room has its own files', async () => {
  uploads.add(1, [file('a.png')]);
  uploads.add(2, [file('b.png')]);
  for (const { arrive } of calls) arrive();
  await settled();
  expect(uploads.take(2).map(({ name }) => name)).toEqual(['b.png']);
  expect(shown()).toEqual(['a.png done']);
});

test('an eleventh file waits for the next message', () => {
  uploads.add(
    1,
    Array.from({ length: 11 }, (_, n) => file(`${n}.png`)),
  );
  expect(store.getState().uploads.at(-1)?.problem).toMatchObject({ key: 'many', limit: 10 });
});

test('the end of a session stops everything', () => {
  uploads.add(1, [file('a.png')]);
  uploads.clear();
  expect([calls[0]?.watch.signal.aborted, shown()]).toEqual([true, []]);
});

describe('before it goes', () => {
  const limits = { ...session(null).config.limits.attachments, extensions: ['.png', '.txt', '.wav'] };

  test.each([
    ['nothing in it', { name: 'a.png', type: 'image/png', size: 0 }, 'empty'],
    ['a kind that the house does not take', { name: 'a.svg', type: 'image/svg+xml', size: 9 }, 'kind'],
    ['a large picture', { name: 'a.PNG', type: 'image/png', size: 20_971_521 }, 'large'],
    ['a large document', { name: 'a.txt', type: 'text/plain', size: 26_214_401 }, 'large'],
    ['a large sound', { name: 'a.wav', type: 'audio/wav', size: 26_214_401 }, 'large'],
  ])('%s is said', (_name, chosen, key) => {
    expect(findProblem(chosen, limits)?.key).toBe(key);
  });

  test.each([
    { name: 'a.png', type: 'image/png', size: 20_971_520 },
    { name: 'Notes of 10.15', type: '', size: 9 },
  ])('$name goes', (chosen) => {
    expect(findProblem(chosen, limits)).toBeNull();
  });

  test('a name that no form could carry is shortened', () => {
    uploads.add(1, [file(`${'가'.repeat(500)}.png`)]);
    expect(calls[0]?.name).toBe(`${'가'.repeat(196)}.png`);
  });
});
