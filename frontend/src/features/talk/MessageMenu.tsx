/** All that may be done with one message: beside it on a desktop, a sheet from below on a phone. Escape closes it. */
import { type CSSProperties, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Embers } from '@/components/Embers';
import { Icon } from '@/components/Icon';
import { useHouse, useHouseState } from '@/components/useHouse';
import type { SpokenMessage } from '@/lib/spoken';
import { MenuItems } from './MenuItems';
import styles from './MessageMenu.module.css';

const EmojiPicker = lazy(() => import('./EmojiPicker'));

const QUICK = ['👍', '❤️', '😂', '🔥', '🙏'] as const;
/** About as large as it gets, to keep it in the window. */
const WIDTH_PX = 340;
const HEIGHT_PX = { menu: 520, react: 70, emoji: 460 } as const;
const EDGE_PX = 8;

export interface MenuPlace {
  readonly message: SpokenMessage;
  /** Where it was asked for, in the window. */
  readonly at: DOMRect;
  readonly kind: 'menu' | 'react';
}

export type OpenMenu = (message: SpokenMessage, at: HTMLElement, kind: MenuPlace['kind']) => void;

function placeOf({ at }: MenuPlace, kind: keyof typeof HEIGHT_PX): CSSProperties {
  const left = Math.min(Math.max(EDGE_PX, at.right - WIDTH_PX), window.innerWidth - WIDTH_PX - EDGE_PX);
  const below = at.bottom + EDGE_PX;
  const top = Math.min(below, window.innerHeight - HEIGHT_PX[kind] - EDGE_PX);
  return { '--left': `${left}px`, '--top': `${Math.max(EDGE_PX, top)}px` } as CSSProperties;
}

export function MessageMenu({ place, onClose }: { place: MenuPlace; onClose: () => void }) {
  const { t } = useTranslation();
  const house = useHouse();
  const dialog = useRef<HTMLDialogElement>(null);
  const [kind, setKind] = useState<keyof typeof HEIGHT_PX>(place.kind);
  const { message } = place;
  const { id, roomId } = message;
  const myId = useHouseState((state) => state.user?.id ?? 0);
  const reactions = useHouseState((state) => state.rooms[roomId]?.messages[id ?? 0]?.reactions);

  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  if (id === null) return null;

  const close = () => dialog.current?.close();
  const react = (emoji: string) => {
    const mine = reactions?.find((each) => each.emoji === emoji)?.user_ids.includes(myId) ?? false;
    close();
    house.messages.react(id, emoji, !mine);
  };
  return (
    <dialog
      ref={dialog}
      className={styles.menu}
      style={placeOf(place, kind)}
      aria-label={t('act.bar')}
      closedby="any"
      onClose={onClose}
    >
      {kind === 'emoji' ? (
        <Suspense fallback={<Embers label={t('act.loadingEmoji')} />}>
          <EmojiPicker onPick={react} />
        </Suspense>
      ) : (
        <div className={styles.quick}>
          {QUICK.map((emoji) => (
            <button
              key={emoji}
              type="button"
              className={styles.emoji}
              aria-label={t('act.addReaction', { emoji })}
              onClick={() => react(emoji)}
            >
              {emoji}
            </button>
          ))}
          <button
            type="button"
            className={styles.emoji}
            aria-label={t('act.moreEmoji')}
            title={t('act.moreEmoji')}
            onClick={() => setKind('emoji')}
          >
            <Icon name="smile" />
          </button>
        </div>
      )}
      {kind === 'menu' && <MenuItems message={message} onDone={close} />}
    </dialog>
  );
}
