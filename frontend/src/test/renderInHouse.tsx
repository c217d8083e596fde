/** Renders a part of the page in a house whose server is the test: real store, real socket code, real words. */
import { act, cleanup, configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { VirtuosoMockContext } from 'react-virtuoso';
import { afterEach, beforeEach, vi } from 'vitest';
import { HouseContext } from '@/components/useHouse';
import { Api } from '@/lib/api';
import { House } from '@/lib/house';
import { type Language, startI18n } from '@/lib/i18n';
import type { UserData } from '@/protocol/frames.gen';
import { FakeWebSocket } from './FakeWebSocket';
import { session } from './session';
import { ALICE, entered, hello, person, settings } from './wire';

/** jsdom lays nothing out: every row has a height, and the window is high enough for all of them. */
export const ALL_ROWS = { viewportHeight: 4_000, itemHeight: 40 };

class StillObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// A test that passes never waits for it; a busy machine may need more than the usual second.
configure({ asyncUtilTimeout: 10_000 });

/** Call once at the top of a test file. */
export function prepareHouse(): void {
  beforeEach(() => {
    FakeWebSocket.opened = [];
    localStorage.clear();
    vi.stubGlobal('WebSocket', FakeWebSocket);
    vi.stubGlobal('ResizeObserver', StillObserver);
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });
}

export interface TestHouse {
  readonly house: House;
  readonly fetched: ReturnType<typeof vi.fn>;
  /** The server speaks, and the page has drawn it. */
  say(frame: Parameters<FakeWebSocket['say']>[0]): void;
}

/** A house that somebody has arrived at; with `user` the room is entered and empty. */
export async function openHouse(user: UserData | null = person(ALICE)): Promise<TestHouse> {
  const fetched = vi.fn(async (path: string) => {
    return new Response(JSON.stringify(path === '/api/settings' ? settings() : session(user)));
  });
  const house = new House(new Api(fetched as unknown as typeof fetch), 'ws://hearth/ws/');
  await house.arrive();
  const say: TestHouse['say'] = (frame) => act(() => FakeWebSocket.latest.say(frame));
  if (user !== null) {
    house.openRoom(1);
    say(hello({ user }));
    const ref = FakeWebSocket.latest.sentOf('room.enter')[0]?.ref ?? '';
    say(entered({ ref }));
    await new Promise((resolve) => setTimeout(resolve)); // the room is held, the outbox open
  }
  return { house, fetched, say };
}

export async function renderInHouse(house: House, part: ReactNode, language: Language = 'en') {
  const i18n = await startI18n(language);
  return render(
    <I18nextProvider i18n={i18n}>
      <VirtuosoMockContext value={ALL_ROWS}>
        <HouseContext value={house}>{part}</HouseContext>
      </VirtuosoMockContext>
    </I18nextProvider>,
  );
}
