/** What stands in the field: the room's draft, or the other words of a message that is being edited. */
import { useEffect, useMemo, useState } from 'react';
import { useHouse, useHouseState } from '@/components/useHouse';
import { loadDraft, saveDraft } from '@/lib/drafts';
import type { Composing } from '@/lib/store';
import { TypingSignal } from '@/lib/typingSignal';
import type { AttachmentData } from '@/protocol/frames.gen';

export interface Writing {
  readonly text: string;
  readonly write: (text: string) => void;
  /** Sent or looked away: the others need not wait. */
  readonly rest: () => void;
  /** The message that is answered or edited here. */
  readonly composing: Composing | null;
  /** Says the words with what goes along, or changes them; the field is the draft again. */
  readonly submit: (words: string, takeFiles: () => AttachmentData[]) => void;
}

export function useWriting(userId: number, roomId: number): Writing {
  const house = useHouse();
  const [draft, setDraft] = useState(() => loadDraft(userId, roomId));
  const [edited, setEdited] = useState<string | null>(null);
  const typing = useMemo(() => new TypingSignal((on) => house.setTyping(roomId, on)), [house, roomId]);
  const composing = useHouseState((state) => (state.composing?.roomId === roomId ? state.composing : null));
  useEffect(() => () => typing.end(), [typing]);

  useEffect(() => {
    if (composing?.kind !== 'edit') return setEdited(null);
    const held = house.store.getState().rooms[roomId]?.messages[composing.messageId];
    setEdited(composing.text ?? held?.text ?? '');
  }, [house, roomId, composing]);

  const write = (next: string): void => {
    if (edited !== null) {
      setEdited(next);
      return;
    }
    setDraft(next);
    saveDraft(userId, roomId, next);
    typing.note(next);
  };
  const submit: Writing['submit'] = (words, takeFiles) => {
    if (composing !== null) house.messages.endComposing();
    if (composing?.kind === 'edit') {
      setEdited(null);
      void house.messages.edit(roomId, composing.messageId, words);
      return;
    }
    house.say(roomId, words, composing?.messageId ?? null, takeFiles());
    setDraft('');
    saveDraft(userId, roomId, '');
    typing.note('');
  };
  return { text: edited ?? draft, write, rest: () => typing.end(), composing, submit };
}
