/** One room: who sits there, the talk, and the words one is about to say. Puts the features together, holds no rule. */
import { type CSSProperties, useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useHouse, useHouseState } from '@/components/useHouse';
import { useRoomName } from '@/components/useRoomName';
import { GlobalChatInput } from '@/features/composer/GlobalChatInput';
import { QuietLine, useQuiet } from '@/features/composer/QuietLine';
import { ChatBox, LoadingTalk } from '@/features/talk/ChatBox';
import { TypingLine } from '@/features/talk/TypingLine';
import { hearthLayout } from '@/lib/hearthLayout';

import { showTitle } from '@/lib/title';

import { readViewport, watchViewport } from '@/lib/viewport';
import { Cards } from './Cards';
import { ClosedDoor } from './ClosedDoor';
import { ConnectionBanner } from './ConnectionBanner';
import { NewerHouse } from './NewerHouse';
import { Notices } from './Notices';
import { RoomHeader } from './RoomHeader';
import styles from './RoomPage.module.css';
import { RoomsRail } from './RoomsRail';
import { SeatedCircle } from './SeatedCircle';
import { useLinkedMessage } from './useLinkedMessage';
import { useRail } from './useRail';
import { useSheet } from './useSheet';
import { useVisibleHeight } from './useVisibleHeight';

/** The talk with its composer never gets lower than this: it moves up over the fire instead. */
const LEAST_TALK_PX = 320;
/** From here on the words would cross the faces. */
const LOW_BY_PX = 60;

interface RoomPageProps {
  roomId: number;
  /** A message that the address names. */
  messageId?: number | null;
}

export default function RoomPage({ roomId, messageId = null }: RoomPageProps) {
  const { t } = useTranslation();
  const house = useHouse();
  const room = useHouseState((state) => state.rooms[roomId]);
  const door = useHouseState((state) => state.doors[roomId]);
  const myId = useHouseState((state) => state.user?.id ?? 0);
  const name = useRoomName(roomId, room?.room.name);
  const quiet = useQuiet(room, myId);
  const rail = useRail();
  const layout = hearthLayout(useSyncExternalStore(watchViewport, readViewport), rail);
  const visibleHeight = useVisibleHeight();

  const { openSheet, sheet } = useSheet(roomId);

  useEffect(() => house.openRoom(roomId), [house, roomId]);
  useLinkedMessage(roomId, messageId);
  useEffect(() => {
    showTitle(name === '' ? 'Hearth Chat' : `${name} · Hearth Chat`);
  }, [name]);

  const place = {
    '--talk-top': `${layout.talkTop}px`,
    '--middle': `${layout.lily.x}px`,
    '--visible': `${visibleHeight}px`,
    '--least-talk': `${LEAST_TALK_PX}px`,
  } as CSSProperties;

  return (
    <div
      className={styles.page}
      style={place}
      data-low={visibleHeight - layout.talkTop < LEAST_TALK_PX - LOW_BY_PX}
    >
      <RoomHeader name={name} room={room} onSheet={openSheet} />
      <RoomsRail openRoomId={roomId} />
      <aside className={styles.circle} aria-label={t('room.circle')}>
        {room !== undefined && <SeatedCircle room={room} myId={myId} rail={rail} />}
      </aside>
      <main className={styles.main}>
        {door !== undefined ? (
          <ClosedDoor roomId={roomId} code={door.code} />
        ) : (
          <>
            {room === undefined ? <LoadingTalk /> : <ChatBox key={roomId} room={room} myId={myId} />}
            <ConnectionBanner />
            <Notices />
            <NewerHouse />
            {quiet !== null ? (
              <QuietLine quiet={quiet} />
            ) : (
              <GlobalChatInput
                key={`${myId}-${roomId}`}
                roomId={roomId}
                userId={myId}
                lilyMode={room?.room.lily ?? null}
                autoFocus={window.matchMedia('(pointer: fine)').matches}
                above={<TypingLine room={room} myId={myId} />}
              />
            )}
          </>
        )}
      </main>
      {sheet}
      <Cards key={roomId} />
    </div>
  );
}
