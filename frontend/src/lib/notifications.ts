/** The list of notifications that is held, and what a change makes of it. Pure; asking for it is mine.ts. */
import type { NotificationPart } from '@/protocol/frames.gen';
import type { NotificationsHeld } from './store';

/** Null when the change does not say enough and the list is to be asked for again. */
export function withNotification(
  held: NotificationsHeld | null,
  { notification, unread }: NotificationPart,
): NotificationsHeld | null {
  if (held === null) return null;
  if (notification === null) {
    const all = unread === 0 ? held.list.map((each) => ({ ...each, read: true })) : null;
    return all === null ? null : { ...held, list: all };
  }
  const known = held.list.find(({ id }) => id === notification.id);
  const others = held.list.filter((each) => each !== known);
  const isRenewed = known?.created_at !== notification.created_at; // a room of two has one, with its newest words
  const list = !isRenewed
    ? held.list.map((each) => (each.id === notification.id ? notification : each))
    : [notification, ...others];
  return { ...held, list };
}
