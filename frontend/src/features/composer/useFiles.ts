/** The files of this room that wait for its next message. */
import { useMemo } from 'react';
import { useHouse, useHouseState } from '@/components/useHouse';
import type { Upload } from '@/lib/store';
import type { AttachmentData } from '@/protocol/frames.gen';

export interface Files {
  readonly uploads: readonly Upload[];
  /** Some are still on their way. */
  readonly pending: boolean;
  /** Some did not come, and may if one tries again. */
  readonly stuck: boolean;
  /** How many can be sent now. */
  readonly arrived: number;
  /** Some have arrived or may still. */
  readonly worthSending: boolean;
  readonly add: (chosen: readonly File[]) => void;
  /** Tries again what may come, lets go of what may not. */
  readonly settle: () => void;
  readonly take: () => AttachmentData[];
}

export function useFiles(roomId: number): Files {
  const { uploads: kept } = useHouse();
  const all = useHouseState((state) => state.uploads);
  return useMemo(() => {
    const uploads = all.filter((upload) => upload.roomId === roomId);
    return {
      uploads,
      pending: uploads.some(({ state }) => state === 'waiting' || state === 'going'),
      stuck: uploads.some(({ problem }) => problem?.again === true),
      worthSending: uploads.some(({ problem }) => problem === null || problem.again),
      arrived: uploads.filter(({ state }) => state === 'done').length,
      add: (chosen: readonly File[]) => kept.add(roomId, chosen),
      settle: () => kept.retryAll(roomId),
      take: () => kept.take(roomId),
    };
  }, [kept, all, roomId]);
}
