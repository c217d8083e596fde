/** Who is at the door decides what is shown: the entry, or a room. The fire burns behind both and never starts anew. */
import type { i18n } from 'i18next';
import { lazy, Suspense, useEffect } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { Redirect, Route, Switch, useLocation, useRoute } from 'wouter';
import controls from '@/components/controls.module.css';
import { Embers } from '@/components/Embers';
import { HouseContext, useHouse, useHouseState } from '@/components/useHouse';
import { AccountWays, Entry, NameForm } from '@/features/entry/Entry';
import type { House } from '@/lib/house';

import { showTitle } from '@/lib/title';

import styles from './App.module.css';
import { Backdrop } from './Backdrop';
import { Broken } from './Broken';
import { usePersonalSettings } from './usePersonalSettings';

const loadRoomPage = () => import('./RoomPage');
const RoomPage = lazy(loadRoomPage);
const LobbyPage = lazy(() =>
  import('@/features/lobby/LobbyPage').then((chunk) => ({ default: chunk.LobbyPage })),
);
const InvitePage = lazy(() =>
  import('@/features/invite/InvitePage').then((chunk) => ({ default: chunk.InvitePage })),
);
const AccountPages = lazy(() => import('@/features/account/AccountPages'));

export function App({ house, i18n }: { house: House; i18n: i18n }) {
  return (
    <I18nextProvider i18n={i18n}>
      <HouseContext value={house}>
        <Backdrop />
        <Broken>
          <Suspense fallback={<Waiting />}>
            <Threshold />
          </Suspense>
        </Broken>
      </HouseContext>
    </I18nextProvider>
  );
}

function Threshold() {
  usePersonalSettings();
  const phase = useHouseState((state) => state.phase);
  const [invited, invite] = useRoute('/invite/:token');
  // one place for both: who takes a name there goes on to the room that they were invited to
  if (invited && (phase === 'entry' || phase === 'seated')) return <Invited token={invite.token} />;
  switch (phase) {
    case 'loading':
      return <Waiting />;
    case 'unreachable':
      return <Unreachable />;
    case 'entry':
      return <Outside />;
    case 'seated':
      return <Rooms />;
    default:
      phase satisfies never;
      return null;
  }
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <main className={styles.middle} aria-busy="true">
      <Embers label={t('app.loading')} />
    </main>
  );
}

function Unreachable() {
  const { t } = useTranslation();
  const house = useHouse();
  return (
    <main className={styles.middle}>
      <p>{t('app.unreachable')}</p>
      <button type="button" className={controls.primary} onClick={() => void house.arrive()}>
        {t('app.knock')}
      </button>
    </main>
  );
}

/** Before the door: the way in by a name, and the pages of accounts. */
function Outside() {
  return (
    <Switch>
      <Route path="/account/*">
        <AccountPages />
      </Route>
      <Route>
        <Door />
      </Route>
    </Switch>
  );
}

function Door() {
  const { t } = useTranslation();
  const config = useHouseState((state) => state.config);
  useEffect(() => {
    showTitle(`${t('app.name')} · Hearth Chat`);
    const timer = setTimeout(() => void loadRoomPage(), 1_500); // while the name is typed
    return () => clearTimeout(timer);
  }, [t]);
  if (config === null) return null;
  return (
    <Entry
      guestsEnabled={config.guests_enabled}
      accounts={config.sign_in.accounts}
      maxLength={config.limits.name_length}
    />
  );
}

function Invited({ token }: { token: string }) {
  const [, navigate] = useLocation();
  const config = useHouseState((state) => state.config);
  if (config === null) return null;
  const { guests_enabled, limits, sign_in } = config;
  const entry = guests_enabled ? <NameForm maxLength={limits.name_length} /> : null;
  return (
    <InvitePage
      token={token}
      entry={entry}
      ways={<AccountWays accounts={sign_in.accounts} first={!guests_enabled} />}
      onRoom={(roomId) => navigate(`/rooms/${roomId}`, { replace: true })}
    />
  );
}

function Rooms() {
  const fireplaceId = useHouseState((state) => state.config?.default_room_id);
  if (fireplaceId === undefined) return null;
  return (
    <Switch>
      <Route path="/">
        <RoomPage roomId={fireplaceId} />
      </Route>
      {/* one route for both addresses: going back to now must not draw the room anew */}
      <Route path="/rooms/:id/*?">{(place) => <NumberedRoom id={place.id} rest={place['*']} />}</Route>
      <Route path="/account/*">
        <AccountPages />
      </Route>
      <Route path="/rooms">
        <LobbyPage />
      </Route>
      <Route>
        <Redirect to="/" replace />
      </Route>
    </Switch>
  );
}

function readNumber(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null;
}

interface NumberedRoomProps {
  id: string;
  /** What follows in the address: `messages/:id`, or nothing. */
  rest: string | undefined;
}

function NumberedRoom({ id, rest }: NumberedRoomProps) {
  const roomId = readNumber(id);
  if (roomId === null) return <Redirect to="/" replace />;
  return <RoomPage roomId={roomId} messageId={readNumber(rest?.split('messages/')[1])} />;
}
