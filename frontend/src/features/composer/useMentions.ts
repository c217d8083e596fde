/** Names after an @ in the field: who may be meant, which one is chosen, and putting it in. */
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useHouseState } from '@/components/useHouse';
import { type Candidate, completeMention, findMentionDraft, listCandidates } from '@/lib/mentions';

export interface Mentions {
  readonly candidates: readonly Candidate[];
  readonly chosen: number;
  /** Enter with an open list takes a name. @returns whether it did */
  readonly takeChosen: () => boolean;
  readonly take: (candidate: Candidate) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** After every change of words or caret. */
  readonly look: () => void;
}

const NOBODY: readonly Candidate[] = [];

export function useMentions(
  field: RefObject<HTMLTextAreaElement | null>,
  place: { roomId: number; userId: number },
  write: (text: string) => void,
): Mentions {
  const { t } = useTranslation();
  const room = useHouseState((state) => state.rooms[place.roomId]);
  const [caret, setCaret] = useState({ text: '', at: -1 });
  const [chosen, setChosen] = useState(0);
  const [closedAt, setClosedAt] = useState(-1);
  const draft = caret.at < 0 ? null : findMentionDraft(caret.text, caret.at);
  const lily = room === undefined || room.room.lily === 'off' ? null : t('lily.name');
  const open = room !== undefined && draft !== null && draft.start !== closedAt;
  const candidates = open ? listCandidates(room, place.userId, draft.query, lily) : NOBODY;

  const look = () => {
    const element = field.current;
    if (element === null) return;
    const at = element.selectionStart === element.selectionEnd ? element.selectionStart : -1;
    if (at === caret.at && element.value === caret.text) return;
    setCaret({ text: element.value, at });
    setChosen(0);
    if (!element.value.includes('@')) setClosedAt(-1);
  };
  const take = (candidate: Candidate) => {
    const element = field.current;
    if (element === null || draft === null) return;
    const next = completeMention(element.value, draft, candidate.name);
    flushSync(() => write(next.text));
    element.focus();
    element.setSelectionRange(next.caret, next.caret);
    setCaret({ text: next.text, at: next.caret });
  };
  const takeChosen = (): boolean => {
    const candidate = candidates[Math.min(chosen, candidates.length - 1)];
    if (candidate === undefined) return false;
    take(candidate);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (candidates.length === 0 || event.nativeEvent.isComposing) return;
    const step = { ArrowUp: candidates.length - 1, ArrowDown: 1 }[event.key];
    if (step !== undefined) setChosen((chosen + step) % candidates.length);
    else if (event.key === 'Tab') takeChosen();
    else if (event.key === 'Escape') setClosedAt(draft?.start ?? -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { candidates, chosen: Math.min(chosen, candidates.length - 1), takeChosen, take, onKeyDown, look };
}
