/** The door that an invitation leads to: what is behind it, and going in; or why it does not open. */
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import controls from '@/components/controls.module.css';
import { Embers } from '@/components/Embers';
import { Face } from '@/components/Face';
import { LanguageSwitch } from '@/components/LanguageSwitch';
import { type Asked, useAsked } from '@/components/useAsked';
import { useCall } from '@/components/useCall';
import { useHouseState } from '@/components/useHouse';
import { useRooms } from '@/components/useRooms';
import type { InvitePreview } from '@/protocol/frames.gen';
import styles from './Invite.module.css';

interface InvitePageProps {
  token: string;
  /** Where a visitor takes a name; null where this house receives no guests. */
  entry: ReactNode;
  /** Where a visitor who has an account goes, and comes back from. */
  ways: ReactNode;
  onRoom: (roomId: number) => void;
}

export function InvitePage({ token, entry, ways, onRoom }: InvitePageProps) {
  const { t } = useTranslation('rooms');
  const rooms = useRooms();
  const ask = useCallback(() => rooms.previewInvite(token), [rooms, token]);
  const asked = useAsked(ask);
  useEffect(() => {
    document.title = `${asked.value?.name ?? t('invite.title')} · Hearth Chat`;
  }, [asked.value, t]);
  return (
    <div className={styles.page}>
      <div className={styles.corner}>
        <LanguageSwitch />
      </div>
      <main className={styles.door}>
        {asked.value === null ? (
          <Unseen asked={asked} />
        ) : (
          <>
            <Preview preview={asked.value} />
            <Threshold token={token} preview={asked.value} entry={entry} ways={ways} onRoom={onRoom} />
          </>
        )}
      </main>
    </div>
  );
}

/** Looked for, or not there any more. */
function Unseen({ asked }: { asked: Asked<InvitePreview> }) {
  const { t } = useTranslation('rooms');
  const { error, again } = asked;
  if (error === null) return <Embers label={t('invite.loading')} />;
  if (error.code === 'not_found') {
    return (
      <>
        <h1 className={styles.title}>{t('invite.goneTitle')}</h1>
        <Ending words={t('invite.gone')} />
      </>
    );
  }
  return (
    <>
      <p role="alert">{error.message || t('invite.unreachable')}</p>
      <button type="button" className={controls.primary} onClick={again}>
        {t('lobby.again')}
      </button>
    </>
  );
}

function Ending({ words }: { words: string }) {
  const { t } = useTranslation('translation');
  return (
    <>
      <p className={styles.words} role="status">
        {words}
      </p>
      <Link href="/" className={controls.primary}>
        {t('room.backToFire')}
      </Link>
    </>
  );
}

function Preview({ preview }: { preview: InvitePreview }) {
  const { t } = useTranslation('rooms');
  const { name, topic, faces, seated, member_count, invited_by } = preview;
  return (
    <>
      <p className={styles.lead}>
        {invited_by === '' ? t('invite.invited') : t('invite.invitedBy', { name: invited_by })}
      </p>
      <h1 className={styles.title}>{name}</h1>
      {topic !== '' && <p className={styles.topic}>{topic}</p>}
      {faces.length > 0 && (
        <div className={styles.faces}>
          {faces.map(({ seed, image_url }) => (
            <Face key={`${seed}${image_url}`} seed={seed} size={44} imageUrl={image_url} />
          ))}
        </div>
      )}
      <p className={styles.people}>
        {t('lobby.members', { count: member_count })}
        {' · '}
        {seated === 0 ? t('invite.nobodySits') : t('lobby.seated', { count: seated })}
      </p>
    </>
  );
}

interface ThresholdProps extends InvitePageProps {
  preview: InvitePreview;
}

function Threshold({ token, preview, entry, ways, onRoom }: ThresholdProps) {
  const { t } = useTranslation('rooms');
  const visitor = useHouseState((state) => state.user === null);
  const { state, goIn, busy, trouble } = useGoingIn(token, preview, onRoom);
  const cameAs = useRef(visitor);
  useEffect(() => {
    // whoever takes a name here comes in with it
    if (cameAs.current && !visitor) void goIn();
    cameAs.current = visitor;
  }, [visitor, goIn]);

  if (state === 'banned') return <Ending words={t('invite.banned')} />;
  if (state === 'asked') return <Ending words={t('invite.asked')} />;
  if (state === 'new' && preview.full) return <Ending words={t('invite.full')} />;
  if (visitor) {
    return (
      <>
        {preview.approval && <p className={styles.people}>{t('invite.approval')}</p>}
        {entry ?? <p className={styles.words}>{t('invite.noGuests')}</p>}
        {ways}
      </>
    );
  }
  const act = preview.approval && state === 'new' ? 'invite.ask' : 'invite.goIn';
  return (
    <>
      {preview.approval && state === 'new' && <p className={styles.people}>{t('invite.approval')}</p>}
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      )}
      <button
        type="button"
        className={controls.primary}
        // biome-ignore lint/a11y/noAutofocus: the page is this one question
        autoFocus
        disabled={busy}
        onClick={() => void goIn()}
      >
        {t(busy ? 'invite.going' : act)}
      </button>
      <Link href="/" className={controls.worded}>
        {t('invite.notNow')}
      </Link>
    </>
  );
}

function useGoingIn(token: string, preview: InvitePreview, onRoom: (roomId: number) => void) {
  const { t } = useTranslation('rooms');
  const rooms = useRooms();
  const { busy, trouble, run } = useCall();
  const [asked, setAsked] = useState(false);
  const going = useRef({ run, onRoom });
  going.current = { run, onRoom };
  const goIn = useCallback(() => {
    const { run: start, onRoom: enter } = going.current;
    if (preview.state === 'member') return enter(preview.room_id);
    return start(async () => {
      const { state, room_id } = await rooms.acceptInvite(token);
      if (state === 'asked') setAsked(true);
      else enter(room_id);
    });
  }, [rooms, token, preview]);
  const waiting = asked || preview.state === 'asked';
  const letIn = useHouseState((state) => state.me?.summaries[preview.room_id] !== undefined);
  useEffect(() => {
    if (waiting && letIn) going.current.onRoom(preview.room_id); // the keepers opened the door meanwhile
  }, [waiting, letIn, preview]);
  const known = { room_full: 'invite.full', not_found: 'invite.gone' }[trouble?.code ?? ''];
  const words = known === undefined ? (trouble?.words ?? null) : t(known);
  return { state: asked ? ('asked' as const) : preview.state, goIn, busy, trouble: words };
}
