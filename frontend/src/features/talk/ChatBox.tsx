/**
 * The talk of one room: everything said, what is being said, and what is on its way. Rows are laid out by lib/timeline;
 * where one types is the composer.
 */
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Embers } from '@/components/Embers';
import { Icon } from '@/components/Icon';
import { useHouse, useHouseState } from '@/components/useHouse';
import { placeReaders, type Reader } from '@/lib/receipts';
import { hasEarlier, type RoomState } from '@/lib/roomState';
import type { SpokenMessage } from '@/lib/spoken';
import type { View } from '@/lib/store';
import { layRows, listSpoken, type TalkRow } from '@/lib/timeline';
import { formatDay } from '@/lib/times';
import { Announcer } from './Announcer';
import styles from './ChatBox.module.css';
import { type MenuPlace, MessageMenu, type OpenMenu } from './MessageMenu';
import { MessageRow } from './MessageRow';
import { TalkList } from './TalkList';
import { useReadMark } from './useReadMark';
import { useUnreadLine } from './useUnreadLine';
import { useWindow } from './useWindow';

const NOBODY: readonly Reader[] = [];
const NOTHING: readonly number[] = [];

export function ChatBox({ room, myId }: { room: RoomState; myId: number }) {
  const roomId = room.room.id;
  const view = useHouseState((state) => (state.view?.roomId === roomId ? state.view : null));
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const spoken = useSpoken(room, myId, view?.at ?? null);
  const talk = useSpoken(room, myId, null);
  const [openMenu] = useState<OpenMenu>(
    () => (message: SpokenMessage, at: HTMLElement, kind: MenuPlace['kind']) => {
      setMenu({ message, at: at.getBoundingClientRect(), kind });
    },
  );

  return (
    <section className={styles.talk}>
      {spoken.length === 0 ? (
        <EmptyTalk />
      ) : (
        <Stretch
          key={view?.turn ?? 0}
          room={room}
          myId={myId}
          view={view}
          spoken={spoken}
          newestKey={talk.at(-1)?.key}
          onMenu={openMenu}
        />
      )}
      {menu !== null && <MessageMenu place={menu} onClose={() => setMenu(null)} />}
      <Announcer spoken={talk} />
    </section>
  );
}

function useSpoken(room: RoomState, myId: number, at: number | null): readonly SpokenMessage[] {
  const outgoing = useHouseState((state) => state.outgoing);
  const kept = useHouseState((state) => state.me?.favorites[room.room.id]) ?? NOTHING;
  const blocked = useHouseState((state) => state.me?.settings?.blocked) ?? NOTHING;
  return useMemo(
    () => listSpoken(room, outgoing, myId, { at, kept, blocked }),
    [room, outgoing, myId, at, kept, blocked],
  );
}

interface StretchProps {
  room: RoomState;
  myId: number;
  view: View | null;
  spoken: readonly SpokenMessage[];
  /** Of the newest message of all, shown or not. */
  newestKey: string | undefined;
  onMenu: OpenMenu;
}

/** One stretch of the talk, now or then. Another jump is another one. */
function Stretch({ room, myId, view, spoken, newestKey, onMenu }: StretchProps) {
  const { i18n } = useTranslation();
  const [atBottom, setAtBottom] = useState(view === null);
  const toBottom = useRef(() => {});
  const talkWindow = useWindow(room, view?.at ?? null);
  const isNow = talkWindow.later === 'none';
  const { news, heldUnread } = useUnreadLine(room.room.id, spoken);
  const whole = !hasEarlier(room, view?.at ?? null);
  const rows = useMemo(
    () => layRows(spoken, news, whole, view?.messageId),
    [spoken, news, whole, view?.messageId],
  );
  const readers = useMemo(() => placeReaders(room, spoken, myId), [room, spoken, myId]);
  const [openAt] = useState(() => rowToOpenAt(rows, view));
  useReadMark(room, atBottom && isNow && !heldUnread);

  const drawRow = (row: TalkRow) => (
    <div className={styles.rowPlace}>
      {row.day !== null && <Line words={formatDay(row.day, i18n.language, Date.now())} />}
      {row.firstNew && <NewLine />}
      <MessageRow
        message={row.message}
        opens={row.opens}
        target={view !== null && row.message.id === view.messageId}
        readers={readers.get(row.key) ?? NOBODY}
        language={i18n.language}
        onMenu={onMenu}
      />
    </div>
  );
  return (
    <>
      <TalkList
        rows={rows}
        drawRow={drawRow}
        openAt={openAt}
        talkWindow={talkWindow}
        onBottom={setAtBottom}
        bottomRef={toBottom}
      />
      <Ways
        view={view}
        isNow={isNow}
        atBottom={atBottom}
        newestKey={newestKey}
        onBottom={() => toBottom.current()}
      />
    </>
  );
}

function rowToOpenAt(rows: readonly TalkRow[], view: View | null): string | null {
  const row = rows.find(({ message, firstNew }) =>
    view === null ? firstNew : message.id === view.messageId,
  );
  return row?.key ?? null;
}

interface WaysProps {
  view: View | null;
  isNow: boolean;
  atBottom: boolean;
  newestKey: string | undefined;
  onBottom: () => void;
}

/** Back to where a quote was clicked, and back to now. */
function Ways({ view, isNow, atBottom, newestKey, onBottom }: WaysProps) {
  const { t } = useTranslation();
  const house = useHouse();
  const known = useRef(newestKey);
  if (atBottom) known.current = newestKey;
  const newBelow = !atBottom && known.current !== newestKey;
  const fromId = view?.fromId ?? null;
  return (
    <div className={styles.ways}>
      {view !== null && fromId !== null && (
        <button
          type="button"
          className={styles.way}
          onClick={() => void house.history.jump(view.roomId, fromId)}
        >
          <Icon name="reply" />
          {t('talk.backToAnswer')}
        </button>
      )}
      {!atBottom && (
        <button
          type="button"
          className={styles.way}
          data-new={newBelow}
          onClick={() => (isNow ? onBottom() : house.history.backToNow())}
        >
          <Icon name="down" />
          {t(newBelow ? 'talk.newBelow' : 'talk.backToNow')}
        </button>
      )}
    </div>
  );
}

function Line({ words }: { words: string }) {
  return (
    <div className={styles.day}>
      <span>{words}</span>
    </div>
  );
}

function NewLine() {
  const { t } = useTranslation();
  return (
    <div className={styles.day} data-new="true" data-testid="new-since">
      <span>{t('talk.newHere')}</span>
    </div>
  );
}

function EmptyTalk() {
  const { t } = useTranslation();
  return (
    <div className={styles.emptyPlace}>
      <div role="log" aria-label={t('talk.label')} aria-live="off" />
      <div className={styles.empty}>
        <Embers />
        <p className={styles.emptyTitle}>{t('talk.emptyTitle')}</p>
        <p>{t('talk.emptyText')}</p>
      </div>
    </div>
  );
}

/** While the room is on its way. */
export function LoadingTalk() {
  const { t } = useTranslation();
  return (
    <section className={styles.talk} aria-busy="true">
      <div className={styles.loading}>
        <Embers label={t('app.loading')} />
      </div>
    </section>
  );
}
