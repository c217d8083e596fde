/** What belongs to the person alone and is asked for over HTTP: notifications, saved settings, a room's place in the list. */
import type {
  MessageData,
  MyRoomPatch,
  SearchAnswer,
  SettingsData,
  SettingsPatch,
} from '@/protocol/frames.gen';
import { type Api, ApiError } from './api';
import { type SearchQuery, writeSearch } from './searchQuery';
import type { HouseStore } from './store';

export class Mine {
  constructor(
    private readonly store: HouseStore,
    private readonly api: Api,
  ) {}

  /** @throws ApiError */
  async loadNotifications(more = false): Promise<void> {
    const held = more ? (this.store.getState().notifications?.list ?? []) : [];
    const answer = await this.api.notifications(held.at(-1)?.id ?? null);
    const known = new Set(held.map(({ id }) => id));
    const list = [...held, ...answer.notifications.filter(({ id }) => !known.has(id))];
    this.store.setState(({ me }) => ({
      notifications: { list, hasBefore: answer.has_before },
      me: me === null ? null : { ...me, notificationsUnread: answer.unread },
    }));
  }

  loadMoreNotifications(): Promise<boolean> {
    return this.try(this.loadNotifications(true));
  }

  /** @param ids these, or all with null */
  readNotifications(ids: string[] | null): Promise<boolean> {
    return this.try(this.api.readNotifications(ids));
  }

  /** @throws ApiError */
  async listPins(roomId: number): Promise<readonly MessageData[]> {
    return (await this.api.pins(roomId)).messages;
  }

  /** @throws ApiError */
  async listFavorites(): Promise<readonly MessageData[]> {
    return (await this.api.favorites()).messages;
  }

  /** What I may read that says this, newest first. @throws ApiError */
  search(query: SearchQuery, before: number | null = null): Promise<SearchAnswer> {
    return this.api.search(writeSearch(query, before));
  }

  /** The list of rooms changes by an event. */
  changeRoom(roomId: number, patch: MyRoomPatch): Promise<boolean> {
    return this.try(this.api.changeMyRoom(roomId, patch));
  }

  async loadSettings(): Promise<void> {
    await this.try(this.api.settings().then((settings) => this.hold(settings)));
  }

  changeSettings(patch: SettingsPatch): Promise<boolean> {
    return this.try(this.api.changeSettings(patch).then((settings) => this.hold(settings)));
  }

  /** After a hole in the person's clock: again what was asked for before. */
  refresh(): void {
    const { notifications, me } = this.store.getState();
    if (notifications !== null) void this.try(this.loadNotifications());
    if (me !== null && me.settings !== null) void this.loadSettings();
  }

  /** They are asked for while the socket opens, and may be here before hello. */
  private hold(settings: SettingsData): void {
    const put = () => this.store.setState(({ me }) => ({ me: me === null ? null : { ...me, settings } }));
    if (this.store.getState().me !== null) {
      put();
      return;
    }
    const stop = this.store.subscribe(({ me, phase }) => {
      if (me === null && phase === 'seated') return;
      stop();
      put();
    });
  }

  private async try(call: Promise<unknown>): Promise<boolean> {
    try {
      await call;
      return true;
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      this.store.setState({ notice: reason.code === 'unreachable' ? 'error.unreachable' : 'error.unknown' });
      return false;
    }
  }
}
