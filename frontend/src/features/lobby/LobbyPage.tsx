/** All rooms: one's own with what is new there, those where one may sit down, and those that are kept as they were. */
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import controls from '@/components/controls.module.css';
import { Icon } from '@/components/Icon';
import { type Asked, useAsked } from '@/components/useAsked';
import { useHouseState } from '@/components/useHouse';
import { useRooms } from '@/components/useRooms';
import { countOf, isFound, listByTalk } from '@/lib/roomList';
import type { RoomList, RoomSummary } from '@/protocol/frames.gen';
import styles from './Lobby.module.css';
import { NewRoomSheet } from './NewRoomSheet';
import { MyRoomRow, PublicRoomRow } from './RoomRow';

export function LobbyPage() {
  const { t } = useTranslation('rooms');
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [making, setMaking] = useState(false);
  const lastId = useHouseState((state) => state.openRoomId);
  useEffect(() => {
    document.title = `${t('lobby.title')} · Hearth Chat`;
  }, [t]);
  const openFirst = (event: KeyboardEvent<HTMLInputElement>) => {
    const first = document.querySelector<HTMLElement>('[data-room-link]');
    if (first === null || event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') first.click();
    else if (event.key === 'ArrowDown') first.focus();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.page}>
      <main className={styles.column}>
        <header className={styles.header}>
          <Link
            href={lastId === null ? '/' : `/rooms/${lastId}`}
            className={controls.round}
            aria-label={t('lobby.back')}
            title={t('lobby.back')}
          >
            <Icon name="back" />
          </Link>
          <h1 className={styles.title}>{t('lobby.title')}</h1>
          <button type="button" className={controls.primary} onClick={() => setMaking(true)}>
            {t('lobby.new')}
          </button>
        </header>
        <div className={styles.search}>
          <Icon name="search" />
          <input
            type="search"
            className={styles.field}
            value={typed}
            aria-label={t('lobby.search')}
            placeholder={t('lobby.search')}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={openFirst}
          />
        </div>
        <Lists typed={typed} onNew={() => setMaking(true)} />
      </main>
      {making && (
        <NewRoomSheet onMade={(roomId) => navigate(`/rooms/${roomId}`)} onClose={() => setMaking(false)} />
      )}
    </div>
  );
}

/** Up and down from room to room. */
function onArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-room-link]')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[at + step];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}

function useFound(typed: string) {
  const { t } = useTranslation();
  const fireplaceId = useHouseState((state) => state.config?.default_room_id);
  return ({ room, partner }: RoomSummary): boolean => {
    const name = room.id === fireplaceId ? t('room.fireplace') : (partner?.name ?? room.name);
    return isFound(typed, name, room.topic);
  };
}

function Lists({ typed, onNew }: { typed: string; onNew: () => void }) {
  const rooms = useRooms();
  const summaries = useHouseState((state) => state.me?.summaries);
  const mineIds = Object.keys(summaries ?? {}).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when another room became mine, or is no more
  const ask = useCallback(() => rooms.list(), [rooms, mineIds]);
  const asked = useAsked(ask);
  const found = useFound(typed);
  if (summaries === undefined) {
    return (
      <ul className={styles.list}>
        <Skeleton />
      </ul>
    );
  }
  const mine = listByTalk(summaries).filter(found);
  const others = (asked.value?.rooms ?? []).filter(({ room }) => summaries[room.id] === undefined);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows lead between the links inside, which work without
    <div onKeyDown={onArrows}>
      <Mine rooms={mine.filter(({ room }) => !room.archived)} asked={asked} />
      {typed === '' && mine.length <= 1 && <OnlyFire onNew={onNew} />}
      <Others rooms={others.filter(found)} asked={asked} looking={typed !== ''} />
      <Kept rooms={mine.filter(({ room }) => room.archived)} asked={asked} />
      {typed !== '' && mine.length + others.filter(found).length === 0 && <NothingFound />}
    </div>
  );
}

interface ListProps {
  rooms: readonly RoomSummary[];
  asked: Asked<RoomList>;
}

function MyRows({ rooms, asked }: ListProps) {
  const counts = asked.value?.counts ?? [];
  return rooms.map((summary) => (
    <MyRoomRow key={summary.room.id} summary={summary} count={countOf(counts, summary.room.id)} />
  ));
}

function Mine(list: ListProps) {
  const { t } = useTranslation('rooms');
  if (list.rooms.length === 0) return null;
  return (
    <Section title={t('lobby.mine')}>
      <MyRows {...list} />
    </Section>
  );
}

function Others({ rooms, asked, looking }: ListProps & { looking: boolean }) {
  const { t } = useTranslation('rooms');
  const { value, error, again } = asked;
  if (looking && rooms.length === 0) return null;
  return (
    <Section title={t('lobby.open')}>
      {rooms.map((summary) => (
        <PublicRoomRow
          key={summary.room.id}
          summary={summary}
          count={countOf(value?.counts ?? [], summary.room.id)}
        />
      ))}
      {value === null && error === null && <Skeleton />}
      {error !== null && (
        <li className={styles.empty} role="alert">
          {t('lobby.failed')}{' '}
          <button type="button" className={styles.inText} onClick={again}>
            {t('lobby.again')}
          </button>
        </li>
      )}
      {value !== null && rooms.length === 0 && <li className={styles.empty}>{t('lobby.noOpen')}</li>}
    </Section>
  );
}

function Kept(list: ListProps) {
  const { t } = useTranslation('rooms');
  if (list.rooms.length === 0) return null;
  return (
    <details className={styles.kept}>
      <summary>{t('lobby.archived', { count: list.rooms.length })}</summary>
      <ul className={styles.list}>
        <MyRows {...list} />
      </ul>
    </details>
  );
}

function OnlyFire({ onNew }: { onNew: () => void }) {
  const { t } = useTranslation('rooms');
  return (
    <p className={styles.empty}>
      {t('lobby.onlyFire')}{' '}
      <button type="button" className={styles.inText} onClick={onNew}>
        {t('lobby.new')}
      </button>
    </p>
  );
}

function NothingFound() {
  const { t } = useTranslation('rooms');
  return (
    <p className={styles.empty} role="status">
      {t('lobby.nothingFound')}
    </p>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      <ul className={styles.list}>{children}</ul>
    </section>
  );
}

function Skeleton() {
  const { t } = useTranslation('rooms');
  return (
    <li className={styles.skeleton} aria-busy="true" aria-label={t('lobby.loading')}>
      <span />
      <span />
      <span />
    </li>
  );
}
