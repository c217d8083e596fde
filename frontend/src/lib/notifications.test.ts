/** The list of notifications that is held: what a change makes of it. */
import { expect, test } from 'vitest';
import type { NotificationData } from '@/protocol/frames.gen';
import { withNotification } from './notifications';

function bell(id: string, change: Partial<NotificationData> = {}): NotificationData {
  return {
    id,
    kind: 'mention',
    room_id: 1,
    message_id: 1,
    from_name: 'Bob',
    excerpt: '',
    read: false,
    created_at: '2026-01-01T12:00:00.000Z',
    ...change,
  };
}

const held = { list: [bell('a'), bell('b')], hasBefore: true };

test('a new one comes first, a renewed one goes there, a changed one stays', () => {
  const later = '2026-01-01T12:30:00.000Z';
  const ids = (notification: NotificationData) =>
    withNotification(held, { notification, unread: 1 })?.list.map(({ id, excerpt }) => id + excerpt);
  expect(ids(bell('c'))).toEqual(['c', 'a', 'b']);
  expect(ids(bell('b', { created_at: later, excerpt: '!' }))).toEqual(['b!', 'a']);
  expect(ids(bell('b', { read: true, excerpt: '!' }))).toEqual(['a', 'b!']);
});

test('all read is known, some read is to be asked for', () => {
  expect(withNotification(held, { notification: null, unread: 0 })?.list.every(({ read }) => read)).toBe(
    true,
  );
  expect(withNotification(held, { notification: null, unread: 1 })).toBeNull();
  expect(withNotification(null, { notification: bell('a'), unread: 1 })).toBeNull();
});
