/** Where one says something: a pill that grows to six lines, keeps its draft and tells the others that one writes. */
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useEffect, useId, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useHouse, useHouseState } from '@/components/useHouse';
import { countCodePoints } from '@/lib/enterKey';
import { listMessages, type RoomState } from '@/lib/roomState';
import type { MessageData, RoomData } from '@/protocol/frames.gen';
import { AttachButton } from './AttachButton';
import { ComposingBar } from './ComposingBar';
import styles from './GlobalChatInput.module.css';
import { MentionList } from './MentionList';
import { useComposition } from './useComposition';
import { useFiles } from './useFiles';
import { useMentions } from './useMentions';
import { usePatience } from './usePatience';
import { useWriting, type Writing } from './useWriting';

const FileTray = lazy(() => import('./FileTray'));

/** The counter shows when so many characters are left. */
const WARN_WITHIN = 500;

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
  const limit = useHouseState((state) => state.config?.limits.text_length ?? 8_000);
  const field = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();
  const listId = useId();
  const writing = useWriting(userId, roomId);
  const { text, write, composing } = writing;
  const mentions = useMentions(field, { roomId, userId }, write);
  const editing = composing?.kind === 'edit';
  const files = useFiles(roomId);
  const left = limit - countCodePoints(text.trim());

  const submit = (): void => {
    const words = (field.current?.value ?? '').trim();
    if ((words === '' && (editing || files.arrived === 0)) || countCodePoints(words) > limit) return;
    flushSync(() => writing.submit(words, files.take)); // a second Enter may come before the next render
    mentions.look();
    field.current?.focus();
  };
  const patience = usePatience(files, editing, submit);
  const send = (): void => {
    if (!mentions.takeChosen()) patience.send();
  };
  useComposition(field, send);
  useFocusOnComposing(field, writing);
  const onKeyDown = useComposerKeys(roomId, userId, writing);
  const listOpen = mentions.candidates.length > 0;

  return (
    <div className={styles.composer}>
      {above}
      {composing !== null && <ComposingBar composing={composing} />}
      {!editing && files.uploads.length > 0 && (
        <Suspense>
          <FileTray uploads={files.uploads} />
        </Suspense>
      )}
      <div className={styles.pill}>
        <MentionList id={listId} mentions={mentions} />
        {!editing && <AttachButton onChosen={files.add} />}
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
            aria-autocomplete="list"
            aria-controls={listOpen ? listId : undefined}
            aria-activedescendant={listOpen ? `${listId}-${mentions.chosen}` : undefined}
            onChange={(event) => {
              write(event.target.value);
              mentions.look();
            }}
            onSelect={mentions.look}
            onKeyDown={(event) => {
              mentions.onKeyDown(event);
              if (!event.isPropagationStopped()) onKeyDown(event);
            }}
            onBlur={writing.rest}
          />
        </div>
        <SendButton
          waits={patience.waits}
          disabled={left < 0 || (text.trim() === '' && (editing || !files.worthSending))}
          onSend={send}
        />
      </div>
      <Note id={noteId} left={left} lilyMode={lilyMode} />
    </div>
  );
}

function SendButton({ waits, disabled, onSend }: { waits: boolean; disabled: boolean; onSend: () => void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={styles.send}
      aria-label={t(waits ? 'composer.sendsSoon' : 'composer.send')}
      data-waits={waits}
      disabled={disabled}
      // the field keeps the focus, and a phone its keyboard
      onMouseDown={(event) => event.preventDefault()}
      onClick={onSend}
    >
      <Icon name="send" />
    </button>
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

/** Whoever asked to answer or to edit goes on in the field, behind the words that stand there. */
function useFocusOnComposing(
  field: { readonly current: HTMLTextAreaElement | null },
  { composing }: Writing,
): void {
  useEffect(() => {
    const element = field.current;
    if (composing === null || element === null) return;
    element.focus();
    const end = element.value.length;
    element.setSelectionRange(end, end);
  }, [field, composing]);
}

function findMyLast(room: RoomState | undefined, userId: number): MessageData | undefined {
  if (room === undefined) return undefined;
  return listMessages(room).findLast(({ author, deleted }) => author.user_id === userId && !deleted);
}

/** Escape ends answering and editing; up in an empty field edits one's last words. */
function useComposerKeys(roomId: number, userId: number, { text, composing }: Writing) {
  const house = useHouse();
  return (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && composing !== null) {
      event.preventDefault();
      house.messages.endComposing();
    } else if (event.key === 'ArrowUp' && text === '' && composing === null) {
      const mine = findMyLast(house.store.getState().rooms[roomId], userId);
      if (mine === undefined) return;
      event.preventDefault();
      house.messages.startEdit(roomId, mine.id);
    }
  };
}
