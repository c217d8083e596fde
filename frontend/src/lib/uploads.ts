/**
 * Files on their way into a room: looked at here first, then sent two at a time in the order they were chosen. What of
 * them is shown lies in the store; the files themselves and their connections stay here.
 */
import type { AttachmentData, AttachmentLimits } from '@/protocol/frames.gen';
import type { Api } from './api';
import { ApiError } from './apiError';
import { newClientId } from './clientId';
import type { HouseStore, Upload, UploadProblem } from './store';

const AT_ONCE = 2;
/** A name may be longer than a form can carry; the house shortens it to this anyway. */
const NAME_LENGTH = 200;
const MIB = 1024 * 1024;
/** Refusals of the house that may not stand for long. */
const PASSING = new Set(['unreachable', 'rate_limited', 'unavailable', 'server_error']);

const endingOf = (name: string): string => /\.[a-z][a-z0-9]{0,9}$/i.exec(name)?.[0].toLowerCase() ?? '';

function shorten(file: File): File {
  if (file.name.length <= NAME_LENGTH) return file;
  const ending = endingOf(file.name);
  const name = `${file.name.slice(0, NAME_LENGTH - ending.length)}${ending}`;
  return new File([file], name, { type: file.type });
}

/** Pure. The house looks at the content and decides; this spares the way for what it will never take. */
export function findProblem(
  file: Pick<File, 'name' | 'type' | 'size'>,
  limits: AttachmentLimits,
): UploadProblem | null {
  const refuse = (key: UploadProblem['key'], limit = 0) => ({ key, limit, words: '', again: false });
  const ending = endingOf(file.name);
  if (file.size === 0) return refuse('empty');
  if (ending !== '' && limits.extensions.length > 0 && !limits.extensions.includes(ending))
    return refuse('kind');
  const picture = file.type.startsWith('image/');
  const sound = file.type.startsWith('audio/') || file.type.startsWith('video/');
  const most = picture ? limits.image_bytes : sound ? limits.audio_bytes : limits.document_bytes;
  return file.size > most ? refuse('large', Math.floor(most / MIB)) : null;
}

function problemOf(reason: unknown): UploadProblem {
  const error = reason instanceof ApiError ? reason : new ApiError(0, 'unreachable', '', null);
  return { key: 'unreachable', words: error.message, limit: 0, again: PASSING.has(error.code) };
}

export class Uploads {
  private readonly files = new Map<string, { readonly file: File; readonly abort: AbortController }>();

  constructor(
    private readonly store: HouseStore,
    private readonly api: Pick<Api, 'bringFile' | 'dropFile'>,
  ) {}

  add(roomId: number, chosen: readonly File[]): void {
    const limits = this.store.getState().config?.limits.attachments;
    if (limits === undefined) return;
    let room = limits.count - this.of(roomId).filter(({ state }) => state !== 'failed').length;
    const added = chosen.map((file): Upload => {
      const many = { key: 'many', words: '', limit: limits.count, again: false } as const;
      const problem = findProblem(file, limits) ?? (room > 0 ? null : many);
      if (problem === null) room -= 1;
      return this.open(roomId, shorten(file), problem);
    });
    this.store.setState(({ uploads }) => ({ uploads: [...uploads, ...added] }));
    this.pump();
  }

  /** Stops a file that is on its way, takes one back that has arrived, lets go of one that did not come. */
  remove(key: string): void {
    const upload = this.find(key);
    this.forget(key);
    // What stays there for want of a line, the house sweeps up within a day.
    if (upload?.attachment) this.api.dropFile(upload.attachment.id).catch(() => undefined);
    this.pump();
  }

  /** Again, those that may come this time; the others of this room that failed are let go. */
  retryAll(roomId: number): void {
    for (const { key, state, problem } of this.of(roomId)) {
      if (state !== 'failed') continue;
      if (problem?.again) this.retry(key);
      else this.forget(key);
    }
  }

  retry(key: string): void {
    this.change(key, { state: 'waiting', share: 0, problem: null });
    this.pump();
  }

  /** Hands out what arrived in this room: a message carries it from here on. What was refused has been read. */
  take(roomId: number): AttachmentData[] {
    const settled = this.of(roomId).filter(
      ({ state, problem }) => state === 'done' || problem?.again === false,
    );
    for (const { key } of settled) this.forget(key);
    return settled.flatMap(({ attachment }) => attachment ?? []);
  }

  /** The session is over. */
  clear(): void {
    for (const { key } of this.store.getState().uploads) this.forget(key);
  }

  private of(roomId: number): Upload[] {
    return this.store.getState().uploads.filter((upload) => upload.roomId === roomId);
  }

  private find(key: string): Upload | undefined {
    return this.store.getState().uploads.find((upload) => upload.key === key);
  }

  private open(roomId: number, file: File, problem: UploadProblem | null): Upload {
    const key = newClientId();
    const shown = problem === null && file.type.startsWith('image/');
    this.files.set(key, { file, abort: new AbortController() });
    return {
      key,
      roomId,
      name: file.name,
      bytes: file.size,
      preview: shown ? URL.createObjectURL(file) : null,
      state: problem === null ? 'waiting' : 'failed',
      share: 0,
      attachment: null,
      problem,
    };
  }

  private pump(): void {
    const { uploads } = this.store.getState();
    const free = AT_ONCE - uploads.filter(({ state }) => state === 'going').length;
    for (const next of uploads.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free))) {
      void this.send(next);
    }
  }

  private async send({ key, roomId }: Upload): Promise<void> {
    const held = this.files.get(key);
    if (held === undefined) return;
    this.change(key, { state: 'going' });
    const onProgress = (share: number) => this.change(key, { share });
    try {
      const watch = { onProgress, signal: held.abort.signal };
      const attachment = await this.api.bringFile(roomId, held.file, watch);
      this.change(key, { state: 'done', share: 1, attachment });
    } catch (reason) {
      this.change(key, { state: 'failed', problem: problemOf(reason) });
    }
    this.pump();
  }

  private change(key: string, change: Partial<Upload>): void {
    this.store.setState(({ uploads }) => ({
      uploads: uploads.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)),
    }));
  }

  private forget(key: string): void {
    this.files.get(key)?.abort.abort();
    this.files.delete(key);
    const preview = this.find(key)?.preview;
    if (preview) URL.revokeObjectURL(preview);
    this.store.setState(({ uploads }) => ({ uploads: uploads.filter((upload) => upload.key !== key) }));
  }
}
