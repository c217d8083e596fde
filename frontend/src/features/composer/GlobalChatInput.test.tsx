/** The composer: Enter sends exactly once, whatever hand wrote the words. */
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeWebSocket } from '@/test/FakeWebSocket';
import { openHouse, prepareHouse, renderInHouse } from '@/test/renderInHouse';
import { ALICE } from '@/test/wire';
import { GlobalChatInput } from './GlobalChatInput';

prepareHouse();

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const server = () => FakeWebSocket.latest;
const sent = () => {
  const first = server().sentOf('message.send');
  return first.map(({ text }) => text);
};
const write = (text: string) => fireEvent.change(field(), { target: { value: text } });
const press = (options: object = {}) =>
  fireEvent.keyDown(field(), { key: 'Enter', code: 'Enter', ...options });
const passTimers = () => act(() => vi.advanceTimersByTimeAsync(0));

/** The input method shows `text` as being composed. */
function compose(text: string): void {
  fireEvent.compositionStart(field());
  fireEvent.compositionUpdate(field(), { data: text });
  write(text);
}

async function endComposition(text: string): Promise<void> {
  write(text);
  fireEvent.compositionEnd(field(), { data: text });
  await passTimers();
}

beforeEach(async () => {
  const { house } = await openHouse();
  await renderInHouse(house, <GlobalChatInput roomId={1} userId={ALICE} lilyMode="called" />);
  // Only now: what the lines above wait for comes from outside, and must not wait on a clock that stands still.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
});

afterEach(() => vi.useRealTimers());

test('Enter sends the words and empties the field, which keeps the focus', () => {
  write('  hello there \n');
  press();
  expect(sent()).toEqual(['hello there']);
  expect(field().value).toBe('');
  expect(document.activeElement).toBe(field());
});

test('Shift+Enter leaves the line break to the field', () => {
  write('one');
  expect(press({ shiftKey: true })).toBe(true);
  expect(sent()).toEqual([]);
});

test('nothing is sent for nothing', () => {
  write(' \n ');
  press();
  expect(sent()).toEqual([]);
  expect(screen.getByRole('button', { name: 'Send' }).hasAttribute('disabled')).toBe(true);
});

describe('Hangul', () => {
  test('Enter in the middle of a syllable sends once, with the whole syllable', async () => {
    compose('안녕');
    press({ isComposing: true, keyCode: 229 });
    expect(sent()).toEqual([]);
    await endComposition('안녕');
    expect(sent()).toEqual(['안녕']);
    expect(field().value).toBe('');
  });

  test('the second Enter that some systems send after the composition does not send twice', async () => {
    compose('안녕');
    press({ isComposing: true, keyCode: 229 });
    fireEvent.compositionEnd(field(), { data: '안녕' });
    press();
    await passTimers();
    press();
    expect(sent()).toEqual(['안녕']);
  });

  test('an Enter whose name the system hides counts', async () => {
    compose('녕');
    press({ key: 'Process', isComposing: true, keyCode: 229 });
    await endComposition('안녕');
    expect(sent()).toEqual(['안녕']);
  });

  test('Shift+Enter in the middle of a syllable does not send', async () => {
    compose('안');
    press({ isComposing: true, keyCode: 229, shiftKey: true });
    await endComposition('안');
    expect(sent()).toEqual([]);
  });

  test('writing on after the Enter takes the wish back', async () => {
    compose('안');
    press({ isComposing: true, keyCode: 229 });
    press({ key: 'Process', code: 'KeyS', isComposing: true, keyCode: 229 });
    await endComposition('안녕');
    expect(sent()).toEqual([]);
  });
});

describe.each([
  ['kana', 'ありがと'],
  ['Han', '谢谢'],
  ['pinyin', "xie'xie"],
])('%s', (_name, text) => {
  test('Enter in the composition only confirms, the next one sends', async () => {
    compose(text);
    press({ isComposing: true, keyCode: 229 });
    await endComposition(text);
    expect(sent()).toEqual([]);
    press();
    expect(sent()).toEqual([text]);
  });

  test('Enter that comes after the composition ended, as in Safari, only confirms', async () => {
    compose(text);
    fireEvent.compositionEnd(field(), { data: text });
    press({ keyCode: 229 });
    await passTimers();
    expect(sent()).toEqual([]);
  });
});

test('a soft keyboard, which names no key, sends by the line break it is about to make', () => {
  write('from the sofa');
  press({ key: 'Unidentified', code: '', keyCode: 229 });
  const breaks = new InputEvent('beforeinput', {
    inputType: 'insertLineBreak',
    cancelable: true,
    bubbles: true,
  });
  act(() => {
    field().dispatchEvent(breaks);
  });
  expect(breaks.defaultPrevented).toBe(true);
  expect(sent()).toEqual(['from the sofa']);
});

describe('length', () => {
  test('is counted in code points and shown near the limit', () => {
    write('🔥'.repeat(7_600));
    expect(screen.getByText('400 characters left')).toBeDefined();
  });

  test('above the limit nothing is sent and nothing is lost', () => {
    write('x'.repeat(8_001));
    press();
    expect(sent()).toEqual([]);
    expect(field().value).toHaveLength(8_001);
    expect(screen.getByText(/1 character too many/)).toBeDefined();
  });
});

describe('writing', () => {
  const told = () => {
    const signals = server().sentOf('typing.set');
    return signals.map(({ on }) => on);
  };

  test('is told at most once in three seconds', async () => {
    write('o');
    write('on');
    await act(() => vi.advanceTimersByTimeAsync(3_100));
    write('one');
    expect(told()).toEqual([true, true]);
  });

  test.each([
    ['sending', () => press()],
    ['looking away', () => fireEvent.blur(field())],
    ['emptying the field', () => write('')],
  ])('ends with %s', (_name, end) => {
    write('one');
    end();
    expect(told()).toEqual([true, false]);
  });
});
