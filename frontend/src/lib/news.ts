/** What of all that is heard is worth a desktop notice for this person. Pure; showing it is desktopNotices.ts. */
import type { MessageData, NotificationData, ServerFrame } from '@/protocol/frames.gen';
import type { Me } from './me';

export interface News {
  readonly roomId: number;
  readonly messageId: number | null;
  readonly from: string;
  readonly words: string;
  /** The house holds it as a notification, so web push tells it too. */
  readonly called: boolean;
}

function fromNotification({ room_id, message_id, from_name, excerpt, read }: NotificationData): News | null {
  if (read) return null;
  return { roomId: room_id, messageId: message_id, from: from_name, words: excerpt, called: true };
}

/** New words of another person, in a room that he wants to hear all of. */
function fromMessage(me: Me, message: MessageData): News | null {
  const { author, room_id: roomId } = message;
  const isNew = message.seq === message.created_seq && !message.deleted;
  if (!isNew || author.kind !== 'user' || author.user_id === null || author.user_id === me.user.id)
    return null;
  const summary = me.summaries[roomId];
  if (summary?.notify !== 'all' || message.created_seq <= summary.read_seq) return null;
  if (me.settings?.blocked.includes(author.user_id)) return null;
  return { roomId, messageId: message.id, from: author.name, words: message.text, called: false };
}

export function readNews(me: Me, frame: ServerFrame): News | null {
  if (frame.type === 'message.changed') return fromMessage(me, frame.message);
  if (frame.type !== 'me.changed' || frame.part !== 'notification') return null;
  return frame.data.notification === null ? null : fromNotification(frame.data.notification);
}
