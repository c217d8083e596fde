/** Calls about oneself that only the settings make: one's picture, blocked people, one's data to take along. */
import type { BlockedPerson, BlockList, SettingsData } from '@/protocol/frames.gen';
import { type Api, readError } from './api';
import { sendForm } from './sendForm';

export function removeAvatar(api: Api): Promise<SettingsData> {
  return api.call<SettingsData>('/api/me/avatar', {}, 'DELETE');
}

/** @param onPart how much is up, 0 to 1. @throws ApiError */
export function uploadAvatar(api: Api, file: File, onPart: (part: number) => void): Promise<SettingsData> {
  const form = new FormData();
  form.append('file', file);
  const watch = { onProgress: onPart, signal: new AbortController().signal };
  return sendForm<SettingsData>('/api/me/avatar', form, api.formHeaders(), watch);
}

export async function listBlocked(api: Api): Promise<readonly BlockedPerson[]> {
  return (await api.call<BlockList>('/api/blocks')).people;
}

export async function unblock(api: Api, userId: number): Promise<void> {
  await api.call(`/api/blocks/${userId}`, {}, 'DELETE');
}

/** Everything that is mine, as a zip. @throws ApiError */
export async function exportData(api: Api): Promise<Blob> {
  const answer = await api.ask('/api/me/export');
  if (!answer.ok) throw await readError(answer);
  return answer.blob();
}

/** Hands a file to the browser to keep. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
