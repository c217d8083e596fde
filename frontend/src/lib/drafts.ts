/** Words not sent yet, one draft per person and room, kept over a reload. Sent words are the outbox's. */
import { listStored, readStored, writeStored } from './storage';

const PREFIX = 'hearth.draft.';
const draftKey = (userId: number, roomId: number): string => `${PREFIX}${userId}.${roomId}`;

export function loadDraft(userId: number, roomId: number): string {
  return readStored(draftKey(userId, roomId)) ?? '';
}

export function saveDraft(userId: number, roomId: number, text: string): void {
  writeStored(draftKey(userId, roomId), text === '' ? null : text);
}

/** Another database: the same numbers mean other people and other rooms. */
export function forgetDrafts(): void {
  for (const key of listStored(PREFIX)) writeStored(key, null);
}
