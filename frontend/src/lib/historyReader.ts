/** Looking back: earlier and later words, a message by its id, a day, and back to now. Windows are joined in windows.ts. */
import type { HistoryAnswer, MessageData } from '@/protocol/frames.gen';
import { type Api, ApiError, type HistoryQuery } from './api';
import { isNow, listMessages, spanAt } from './roomState';
import { changeRoom, type HouseStore } from './store';
import { applyHistory, type WindowPlace } from './windows';

const WINDOW = 50;
/** How many windows a day in UTC may be away from the same day here. */
const MOST_WINDOWS = 6;

export class HistoryReader {
  private turn = 0;

  constructor(
    private readonly store: HouseStore,
    private readonly api: Pick<Api, 'history'>,
    /** After a window came in: it may know of more than was heard. */
    private readonly watch: (roomId: number) => void,
  ) {}

  /** Loads the window before the oldest message of the stretch that `at` lies in. @throws ApiError */
  async loadEarlier(roomId: number, at: number | null): Promise<void> {
    const room = this.store.getState().rooms[roomId];
    if (room === undefined || spanAt(room, at).from === 0) return;
    const oldest = listMessages(room, at)[0];
    if (oldest !== undefined) await this.load(roomId, { before: oldest.id }, { side: 'before', at });
  }

  /** Loads the window after the newest message of a stretch of the past. @throws ApiError */
  async loadLater(roomId: number, at: number): Promise<void> {
    const room = this.store.getState().rooms[roomId];
    if (room === undefined || isNow(spanAt(room, at))) return;
    const newest = listMessages(room, at).at(-1);
    if (newest !== undefined) await this.load(roomId, { after: newest.id }, { side: 'after', at });
  }

  /** Shows a message where it was said. Never rejects: what is not there is said kindly. */
  async jump(roomId: number, messageId: number, fromId: number | null = null): Promise<void> {
    const room = this.store.getState().rooms[roomId];
    const held = room?.messages[messageId];
    const shown =
      room !== undefined && held !== undefined && listMessages(room, held.created_seq).includes(held);
    if (shown) return this.show(roomId, held.created_seq, messageId, fromId);
    const answer = await this.find(roomId, { around: messageId });
    const found = answer?.messages.find(({ id }) => id === messageId);
    if (found !== undefined) this.show(roomId, found.created_seq, messageId, fromId);
    else if (answer !== null) this.store.setState({ notice: 'talk.gone' });
  }

  /**
   * Shows the first words of a day, or the nearest ones. The server knows days in UTC, so from there it may be a few
   * windows to the reader's own midnight.
   *
   * @param date `YYYY-MM-DD` in the reader's own time zone
   */
  async jumpToDate(roomId: number, date: string): Promise<void> {
    const midnight = new Date(`${date}T00:00`);
    const isThatDay = ({ created_at }: MessageData) => Date.parse(created_at) >= midnight.getTime();
    let answer = await this.find(roomId, { date: midnight.toISOString().slice(0, 10) });
    let found = answer?.messages.find(isThatDay);
    for (let tries = 0; tries < MOST_WINDOWS && found === undefined && answer?.has_after; tries += 1) {
      const newest = answer.messages.at(-1);
      if (newest === undefined) break;
      answer = await this.find(roomId, { after: newest.id }, { side: 'after', at: newest.created_seq });
      found = answer?.messages.find(isThatDay);
    }
    if (answer === null) return;
    found ??= answer.messages.at(-1);
    if (found !== undefined) this.show(roomId, found.created_seq, found.id, null);
    else this.store.setState({ notice: 'talk.noDay' });
  }

  backToNow(): void {
    this.store.setState({ view: null });
  }

  private show(roomId: number, at: number, messageId: number, fromId: number | null): void {
    this.turn += 1;
    this.store.setState({ view: { roomId, at, messageId, fromId, turn: this.turn } });
  }

  private async find(
    roomId: number,
    query: HistoryQuery,
    place: WindowPlace = { side: 'apart' },
  ): Promise<HistoryAnswer | null> {
    try {
      return await this.load(roomId, query, place);
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      this.store.setState({ notice: reason.code === 'unreachable' ? 'error.unreachable' : 'talk.gone' });
      return null;
    }
  }

  private async load(roomId: number, query: HistoryQuery, place: WindowPlace): Promise<HistoryAnswer> {
    const start = this.store.getState().rooms[roomId]?.start ?? 0;
    const answer = await this.api.history(roomId, query, WINDOW);
    changeRoom(this.store, roomId, (held) => applyHistory(held, answer, place, start));
    this.watch(roomId);
    return answer;
  }
}
