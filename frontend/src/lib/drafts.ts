/** Words not sent yet, one draft per person and room, kept over a reload. Sent words are the outbox's. */
import { readStored, writeStored } from './storage';

const draftKey = (userId: number, roomId: number): string => `hearth.draft.${userId}.${roomId}`;

export function loadDraft(userId: number, roomId: number): string {
  return readStored(draftKey(userId, roomId)) ?? '';
}

export function saveDraft(userId: number, roomId: number, text: string): void {
  writeStored(draftKey(userId, roomId), text === '' ? null : text);
}
