/**
 * The rows of the talk, only those near the screen in the page (react-virtuoso): stays at the bottom while there, keeps
 * its place when words come in above, opens where it is told to.
 */
import {
  type ComponentPropsWithRef,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { type Components, Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { Embers } from '@/components/Embers';
import { Icon } from '@/components/Icon';
import type { TalkRow } from '@/lib/timeline';
import styles from './ChatBox.module.css';
import { useBottom } from './useBottom';
import { type Step, type TalkWindow, useFirstIndex } from './useWindow';

/** Drawn beyond the screen, so that one scrolls into words and not into nothing. */
const AROUND_PX = { top: 900, bottom: 600 };

interface TalkListProps {
  rows: readonly TalkRow[];
  drawRow: (row: TalkRow) => ReactNode;
  /** Which row it opens at, in the middle of the screen; null is the bottom. */
  openAt: string | null;
  talkWindow: TalkWindow;
  onBottom: (atBottom: boolean) => void;
  /** For the button that leads there. */
  bottomRef: { current: () => void };
}

interface ListContext {
  readonly talkWindow: TalkWindow;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly label: string;
}

type Parts = Components<TalkRow, ListContext>;

interface LogProps extends ComponentPropsWithRef<'div'> {
  context: ListContext;
}

function Log({ context, children, style, ref, ...rest }: LogProps) {
  return (
    <div
      {...rest}
      ref={ref}
      role="log"
      aria-label={context.label}
      aria-live="off"
      className={styles.log}
      style={style}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to go through the talk
      tabIndex={0}
      onKeyDown={context.onKeyDown}
    >
      {children}
    </div>
  );
}

const PARTS: Parts = {
  List: Log as NonNullable<Parts['List']>,
  Header: ({ context }) => <Earlier talkWindow={context.talkWindow} />,
  Footer: ({ context }) => <Later talkWindow={context.talkWindow} />,
};

function Earlier({ talkWindow }: { talkWindow: TalkWindow }) {
  const words = {
    ready: 'talk.earlier',
    loading: 'talk.loadingEarlier',
    failed: 'talk.earlierFailed',
  } as const;
  return (
    <div className={styles.top}>
      <End step={talkWindow.earlier} icon="up" words={words} onLoad={talkWindow.loadEarlier} />
    </div>
  );
}

function Later({ talkWindow }: { talkWindow: TalkWindow }) {
  const words = { ready: 'talk.later', loading: 'talk.loadingEarlier', failed: 'talk.laterFailed' } as const;
  return (
    <div className={styles.bottom}>
      <End step={talkWindow.later} icon="down" words={words} onLoad={talkWindow.loadLater} />
    </div>
  );
}

interface EndProps {
  step: Step | 'none';
  icon: 'up' | 'down';
  words: Record<Step, string>;
  onLoad: () => void;
}

/** Loading starts by itself when the end comes near; the button is for when it failed, and for hands that cannot scroll. */
function End({ step, icon, words, onLoad }: EndProps) {
  const { t } = useTranslation();
  if (step === 'none') return null;
  if (step === 'loading') {
    return (
      <p className={styles.earlier}>
        <Embers label={t(words.loading)} />
      </p>
    );
  }
  return (
    <button type="button" className={styles.earlier} onClick={onLoad}>
      <Icon name={icon} />
      {t(words[step])}
    </button>
  );
}

export function TalkList({ rows, drawRow, openAt, talkWindow, onBottom, bottomRef }: TalkListProps) {
  const { t } = useTranslation();
  const list = useRef<VirtuosoHandle>(null);
  const firstIndex = useFirstIndex(rows);
  const [start] = useState(() => startAt(rows, openAt));
  const isNow = talkWindow.later === 'none';
  const onKeyDown = useArrowKeys(rows, list);

  const tellBottom = useCallback((bottom: boolean) => onBottom(bottom && isNow), [onBottom, isNow]);
  const { scrollerRef, onScroll, follow, toBottom } = useBottom(openAt === null, tellBottom);
  useLayoutEffect(() => {
    bottomRef.current = toBottom;
  }, [bottomRef, toBottom]);
  useOwnWords(rows, isNow, toBottom);

  return (
    <Virtuoso
      ref={list}
      className={styles.scroller}
      tabIndex={-1}
      data={rows}
      context={{ talkWindow, onKeyDown, label: t('talk.label') }}
      components={PARTS}
      computeItemKey={(_, row) => row.key}
      itemContent={(_, row) => drawRow(row)}
      firstItemIndex={firstIndex}
      initialTopMostItemIndex={start}
      alignToBottom
      scrollerRef={scrollerRef}
      onScroll={onScroll}
      totalListHeightChanged={() => {
        if (isNow) follow();
      }}
      increaseViewportBy={AROUND_PX}
      startReached={() => {
        if (talkWindow.earlier === 'ready') talkWindow.loadEarlier();
      }}
      endReached={() => {
        if (talkWindow.later === 'ready') talkWindow.loadLater();
      }}
    />
  );
}

/** One message alone is read from its top. */
function startAt(rows: readonly TalkRow[], openAt: string | null) {
  const index = rows.findIndex(({ key }) => key === openAt);
  if (rows.length < 2) return 0;
  return index >= 0 ? { index, align: 'center' as const } : { index: rows.length - 1, align: 'end' as const };
}

/** One's own new words are always shown, wherever one was reading. */
function useOwnWords(rows: readonly TalkRow[], isNow: boolean, toBottom: () => void): void {
  const last = rows.at(-1);
  const known = useRef(last?.key);
  useLayoutEffect(() => {
    if (last === undefined || known.current === last.key) return;
    known.current = last.key;
    if (!last.message.mine || !isNow) return;
    const frame = requestAnimationFrame(toBottom);
    return () => cancelAnimationFrame(frame);
  }, [last, isNow, toBottom]);
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** Up and down go from message to message; from outside, to the newest. */
function useArrowKeys(rows: readonly TalkRow[], list: { readonly current: VirtuosoHandle | null }) {
  return (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined || event.shiftKey || event.altKey || event.metaKey || event.ctrlKey) return;
    const log = event.currentTarget as HTMLElement;
    const row = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('[data-message-id]');
    const here = rows.findIndex(({ message }) => String(message.id) === row?.dataset.messageId);
    const index = here < 0 ? rows.length - 1 : Math.min(rows.length - 1, Math.max(0, here + step));
    const id = rows[index]?.message.id;
    if (id === undefined || id === null) return;
    event.preventDefault();
    const focus = () => log.querySelector<HTMLElement>(`[data-message-id="${id}"]`)?.focus();
    list.current?.scrollIntoView({ index, done: focus });
  };
}
