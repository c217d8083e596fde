/** Files in the talk: pictures with their places kept, documents to fetch, sounds to hear; before and after the house confirms. */
import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { useHouseState } from '@/components/useHouse';
import { FakeWebSocket } from '@/test/FakeWebSocket';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { ALICE, attachment, changed, message } from '@/test/wire';
import { ChatBox } from './ChatBox';

prepareHouse();

let open: TestHouse;
const picture = () => screen.getByRole<HTMLImageElement>('img', { name: 'fire.jpg' });

function OpenTalk() {
  const room = useHouseState((state) => state.rooms[1]);
  return room === undefined ? null : <ChatBox room={room} myId={ALICE} />;
}

beforeEach(async () => {
  open = await openHouse();
  await renderInHouse(open.house, <OpenTalk />);
});

test('a picture has its place before it is there, and opens whole in a tab of its own', () => {
  const file = attachment();
  open.say(changed(message(1, { text: '', attachments: [file] })));
  const link = picture().closest('a');
  expect(picture().getAttribute('src')).toBe(file.thumbnail_url);
  expect([link?.getAttribute('href'), link?.target]).toEqual([file.url, '_blank']);
  expect(link?.style.aspectRatio).toBe('1600 / 1200');
  expect(link?.style.backgroundImage).toContain('data:image/webp');
});

test('what moves, moves, but not for whom motion is too much', () => {
  const file = attachment({ media_type: 'image/gif' });
  open.say(changed(message(1, { attachments: [file] })));
  expect(picture().getAttribute('src')).toBe(file.url);
  const still = picture().parentElement?.querySelector('source');
  expect([still?.media, still?.getAttribute('srcset')]).toEqual([
    '(prefers-reduced-motion: reduce)',
    file.thumbnail_url,
  ]);
});

test('a document is fetched under its name, a sound has its own controls', () => {
  const document_ = attachment({
    id: 'd',
    kind: 'document',
    name: 'plan.pdf',
    thumbnail_url: null,
    bytes: 1_250_000,
  });
  const sound = attachment({ id: 's', kind: 'audio', name: 'fire.wav', thumbnail_url: null });
  open.say(changed(message(1, { attachments: [document_, sound] })));
  const link = screen.getByRole('link', { name: 'Fetch plan.pdf' });
  expect([link.getAttribute('download'), link.textContent]).toEqual(['plan.pdf', 'plan.pdf1.3 MB']);
  expect(screen.getByLabelText('fire.wav').getAttribute('src')).toBe(sound.url);
});

test('my own files are there at once, and the same picture is confirmed', () => {
  const file = attachment();
  act(() => open.house.say(1, '', null, [file]));
  const before = picture();
  const client_id = FakeWebSocket.latest.sentOf('message.send')[0]?.client_id ?? null;
  const author = { kind: 'user', user_id: ALICE, name: 'Alice' } as const;
  open.say(changed(message(1, { author, client_id, text: '', attachments: [file] })));
  expect(picture()).toBe(before);
});

test('files without words are read out and quoted by their names', () => {
  open.say(changed(message(1, { text: '', attachments: [attachment()] })));
  expect(screen.getByTestId('announcer').textContent).toBe('Bob: fire.jpg');
  open.say(changed(message(2, { reply_to: 1 })));
  expect(screen.getByRole('button', { name: /fire\.jpg/ })).toBeDefined();
});

test('a message taken back shows nothing of them', () => {
  open.say(changed(message(1, { attachments: [attachment()] })));
  open.say(changed(message(1, { seq: 2, deleted: true, text: '', attachments: [] })));
  expect(screen.queryByRole('img', { name: 'fire.jpg' })).toBeNull();
});
