/** A house that is open in room 1, before a server that is the test; time stands still. Call once at the top of a file. */
import { afterEach, beforeEach, vi } from 'vitest';
import { Api } from '@/lib/api';
import { House } from '@/lib/house';
import { listMessages } from '@/lib/roomState';
import { FakeWebSocket } from './FakeWebSocket';
import { session } from './session';
import { ALICE, entered, hello, person, settings } from './wire';

export class LiveHouse {
  house!: House;
  fetched!: ReturnType<typeof vi.fn>;

  constructor() {
    beforeEach(() => this.open());
    afterEach(() => {
      vi.useRealTimers();
      vi.unstubAllGlobals();
    });
  }

  private async open(): Promise<void> {
    vi.useFakeTimers();
    vi.stubGlobal('WebSocket', FakeWebSocket);
    FakeWebSocket.opened = [];
    this.fetched = vi.fn(async (path: string) => {
      const answer = path === '/api/settings' ? settings() : session(person(ALICE));
      return new Response(JSON.stringify(answer));
    });
    this.house = new House(new Api(this.fetched as unknown as typeof fetch), 'ws://hearth/ws/');
    await this.house.arrive();
    this.house.openRoom(1);
    this.server.say(hello());
    await this.settle();
  }

  get server(): FakeWebSocket {
    return FakeWebSocket.latest;
  }

  get state() {
    return this.house.store.getState();
  }

  get held() {
    return this.state.rooms[1];
  }

  get texts(): string[] {
    return this.held === undefined ? [] : listMessages(this.held).map(({ text }) => text);
  }

  async settle(): Promise<void> {
    await vi.advanceTimersByTimeAsync(0);
  }

  /** Answers the latest room.enter. */
  async enter(change: Parameters<typeof entered>[0] = {}): Promise<void> {
    const command = this.server.sentOf('room.enter').at(-1);
    this.server.say(entered({ ref: command?.ref ?? '', ...change }));
    await this.settle();
  }
}
