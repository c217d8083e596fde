/** Where one says something: a pill that grows to six lines, keeps its draft and tells the others that one writes. */
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useHouse, useHouseState } from '@/components/useHouse';
import { loadDraft, saveDraft } from '@/lib/drafts';
import { countCodePoints } from '@/lib/enterKey';
import { TypingSignal } from '@/lib/typingSignal';
import type { RoomData } from '@/protocol/frames.gen';
import styles from './GlobalChatInput.module.css';
import { useComposition } from './useComposition';

/** The counter shows when so many characters are left. */
const WARN_WITHIN = 500;

interface Draft {
  readonly text: string;
  readonly write: (text: string) => void;
  /** Sent or looked away: the others need not wait. */
  readonly rest: () => void;
}

function useDraft(userId: number, roomId: number): Draft {
  const house = useHouse();
  const [text, setText] = useState(() => loadDraft(userId, roomId));
  const typing = useMemo(() => new TypingSignal((on) => house.setTyping(roomId, on)), [house, roomId]);
  useEffect(() => () => typing.end(), [typing]);

  const write = (next: string): void => {
    setText(next);
    saveDraft(userId, roomId, next);
    typing.note(next);
  };
  return { text, write, rest: () => typing.end() };
}

interface GlobalChatInputProps {
  roomId: number;
  userId: number;
  /** Null while the room is still loading: one may write already. */
  lilyMode: RoomData['lily'] | null;
  /** Where a keyboard lies ready; on glass it would cover half the room. */
  autoFocus?: boolean;
  /** The line above the pill: who is writing. */
  above?: ReactNode;
}

/** One field per room: give it the room as `key`. */
export function GlobalChatInput({
  roomId,
  userId,
  lilyMode,
  autoFocus = false,
  above,
}: GlobalChatInputProps) {
  const { t } = useTranslation();
  const house = useHouse();
  const limit = useHouseState((state) => state.config?.limits.text_length ?? 8_000);
  const field = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();
  const { text, write, rest } = useDraft(userId, roomId);
  const left = limit - countCodePoints(text.trim());

  const send = (): void => {
    const words = (field.current?.value ?? '').trim();
    if (words === '' || countCodePoints(words) > limit) return;
    house.say(roomId, words);
    flushSync(() => write('')); // a second Enter may come before the next render
    field.current?.focus();
  };
  useComposition(field, send);

  return (
    <div className={styles.composer}>
      {above}
      <div className={styles.pill}>
        <div className={styles.grow} data-text={text}>
          <textarea
            ref={field}
            className={styles.field}
            rows={1}
            value={text}
            aria-label={t('composer.label')}
            aria-describedby={noteId}
            aria-invalid={left < 0}
            placeholder={t('composer.placeholder')}
            enterKeyHint="send"
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: whoever sat down came to talk
            autoFocus={autoFocus}
            onChange={(event) => write(event.target.value)}
            onBlur={rest}
          />
        </div>
        <button
          type="button"
          className={styles.send}
          aria-label={t('composer.send')}
          disabled={text.trim() === '' || left < 0}
          // the field keeps the focus, and a phone its keyboard
          onMouseDown={(event) => event.preventDefault()}
          onClick={send}
        >
          <Icon name="send" />
        </button>
      </div>
      <Note id={noteId} left={left} lilyMode={lilyMode} />
    </div>
  );
}

function Note({ id, left, lilyMode }: { id: string; left: number; lilyMode: RoomData['lily'] | null }) {
  const { t } = useTranslation();
  if (left < 0) {
    return (
      <p id={id} className={styles.note} data-over="true">
        {t('composer.over', { count: -left })}
      </p>
    );
  }
  return (
    <p id={id} className={styles.note}>
      <span>{lilyMode !== null && t(`lilyMode.${lilyMode}`)}</span>
      {left <= WARN_WITHIN ? (
        <span>{t('composer.left', { count: left })}</span>
      ) : (
        <span className={styles.keys}>{t('composer.keys')}</span>
      )}
    </p>
  );
}
