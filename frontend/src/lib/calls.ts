/** What calls a person who looks elsewhere: desktop notices, web push, the count in the title. Begins and ends with him. */
import type { Api } from './api';
import { DesktopNotices, overheard } from './desktopNotices';
import type { Me } from './me';
import type { Mine } from './mine';
import { closePushed, forgetPush, keepPush, listenToWorker, pushState } from './push';
import type { SocketListener } from './socket';
import type { HouseStore } from './store';
import { showCalls } from './title';

/** The page's router hears of it: it listens to what changes the address. */
function openPath(path: string): void {
  history.pushState(null, '', path);
}

/** The rooms that were read on between two states. */
function listReadOn(before: Me | null, me: Me | null): number[] {
  const now = Object.values(me?.summaries ?? {});
  return now.flatMap(({ room, read_seq }) =>
    read_seq > (before?.summaries[room.id]?.read_seq ?? read_seq) ? [room.id] : [],
  );
}

export class Calls {
  /** What the fireplace is called in the page's language. */
  nameFireplace: () => string = () => '';
  private readonly notices: DesktopNotices;

  constructor(
    private readonly store: HouseStore,
    private readonly api: Api,
    mine: Mine,
  ) {
    this.notices = new DesktopNotices(store, {
      nameRoom: (roomId, stored) => this.nameRoom(roomId) ?? stored,
      open: openPath,
      isPushed: () => this.isPushed(),
      loadSettings: () => mine.loadSettings(),
    });
    store.subscribe(({ me }, before) => {
      if (me === before.me) return;
      showCalls(me?.notificationsUnread ?? 0);
      for (const roomId of listReadOn(before.me, me)) void closePushed(roomId);
    });
    listenToWorker(openPath);
  }

  overhear(listener: SocketListener): SocketListener {
    return overheard(listener, (frame) => void this.notices.hear(frame));
  }

  begin(userId: number): void {
    const { config } = this.store.getState();
    this.notices.start();
    if (config !== null) void keepPush(this.api, config, userId);
  }

  /** Nobody is seated for a moment. */
  pause(): void {
    this.notices.stop();
  }

  end(): void {
    this.pause();
    void forgetPush();
  }

  private nameRoom(roomId: number): string | null {
    return roomId === this.store.getState().config?.default_room_id ? this.nameFireplace() : null;
  }

  private async isPushed(): Promise<boolean> {
    const { config } = this.store.getState();
    return config !== null && (await pushState(config)) === 'on';
  }
}
