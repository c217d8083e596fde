/** Whoever writes, or said something in the last few seconds, is in the light. */
import { useEffect, useRef, useState } from 'react';
import { listMessages, type RoomState } from '@/lib/roomState';

const AFTERGLOW_MS = 4_000;

export function useSpeaking(room: RoomState): ReadonlySet<number> {
  const newest = listMessages(room).at(-1);
  const newestId = newest?.id;
  const authorId = newest?.author.user_id ?? null;
  const known = useRef(newestId);
  const [lately, setLately] = useState<number | null>(null);

  useEffect(() => {
    if (known.current === newestId) return;
    known.current = newestId;
    if (authorId === null) return;
    setLately(authorId);
    const timer = setTimeout(() => setLately(null), AFTERGLOW_MS);
    return () => clearTimeout(timer);
  }, [newestId, authorId]);

  return new Set(lately === null ? room.typing : [...room.typing, lately]);
}
