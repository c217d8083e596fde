/**
 * Desktop notices while the house is open and nobody looks at it: who was called, and new words in rooms that one wants
 * to hear all of. One tab of a browser shows them. Where web push is on it shows the calls, and these only the rest. The
 * settings page calls `noticesState`, `turnOnNotices`, `turnOffNotices`.
 */
import type { ServerFrame } from '@/protocol/frames.gen';
import { Looking } from './looking';
import { type News, readNews } from './news';
import { isQuiet } from './quiet';
import type { SocketListener } from './socket';
import { readStored, writeStored } from './storage';
import type { HouseState, HouseStore } from './store';
import { openTurn, type Turn } from './turn';

export type NoticesState = 'unsupported' | 'denied' | 'off' | 'on';

/** The switch of this browser. */
const KEY = 'hearth.notices';
const TURN = 'hearth.notices';

export function noticesState(): NoticesState {
  if (!('Notification' in window)) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && readStored(KEY) === 'on' ? 'on' : 'off';
}

/** To be called from a click: the browser asks the person. */
export async function turnOnNotices(): Promise<NoticesState> {
  if (!('Notification' in window)) return 'unsupported';
  if ((await Notification.requestPermission()) === 'granted') writeStored(KEY, 'on');
  return noticesState();
}

export function turnOffNotices(): void {
  writeStored(KEY, null);
}

export interface NoticesPost {
  /** What a room is called on the screen. */
  nameRoom(roomId: number, stored: string): string;
  /** Shows a path of the house in this tab. */
  open(path: string): void;
  /** Whether web push tells this browser what called the person. */
  isPushed(): Promise<boolean>;
  loadSettings(): Promise<void>;
}

interface Shown {
  readonly notice: Notification;
  readonly messageId: number | null;
  /** How far the room was read when it was shown; further on, it has done its work. */
  readonly readSeq: number;
}

export class DesktopNotices {
  private readonly shown = new Map<number, Shown>();
  private isMyTurn = false;
  private unsubscribe: () => void = () => undefined;

  constructor(
    private readonly store: HouseStore,
    private readonly post: NoticesPost,
    private readonly turn: Turn = openTurn(TURN),
    private readonly looking: Looking = new Looking(),
  ) {}

  start(): void {
    this.stop();
    this.looking.start();
    this.unsubscribe = this.store.subscribe((state) => this.closeRead(state));
    this.turn.take(() => {
      this.isMyTurn = true;
    });
  }

  stop(): void {
    this.isMyTurn = false;
    this.turn.give();
    this.unsubscribe();
    this.looking.stop();
    for (const { notice } of this.shown.values()) notice.close();
    this.shown.clear();
  }

  async hear(frame: ServerFrame): Promise<void> {
    const { me } = this.store.getState();
    if (me === null || !this.isMyTurn || noticesState() !== 'on' || readNews(me, frame) === null) return;
    if (me.settings === null) await this.post.loadSettings();
    if (await this.looking.isAnybody()) return;
    const held = this.store.getState().me;
    const news = held === null ? null : readNews(held, frame); // now with what the settings say
    if (held === null || news === null || (held.settings !== null && isQuiet(held.settings, new Date())))
      return;
    if (news.called && (await this.post.isPushed())) return;
    this.show(news);
  }

  /** The newest words of a room take the place of its earlier ones; the same message does not ring twice. */
  private show(news: News): void {
    const { roomId, messageId } = news;
    const summary = this.store.getState().me?.summaries[roomId];
    const before = this.shown.get(roomId);
    const isSame = before !== undefined && messageId !== null && before.messageId === messageId;
    const place = summary === undefined ? [] : [this.post.nameRoom(roomId, summary.room.name)];
    const notice = new Notification([news.from, ...place].join(' · '), {
      body: news.words,
      tag: `room-${roomId}`,
      silent: isSame,
    });
    notice.onclick = () => {
      window.focus();
      this.post.open(`/rooms/${roomId}${messageId === null ? '' : `/messages/${messageId}`}`);
      notice.close();
    };
    this.shown.set(roomId, { notice, messageId, readSeq: summary?.read_seq ?? 0 });
  }

  private closeRead({ me }: HouseState): void {
    for (const [roomId, { notice, readSeq }] of this.shown) {
      const read = me?.summaries[roomId]?.read_seq;
      if (read !== undefined && read <= readSeq) continue;
      notice.close();
      this.shown.delete(roomId);
    }
  }
}

/** A listener that lets somebody else hear every frame after it. */
export function overheard(listener: SocketListener, hear: (frame: ServerFrame) => void): SocketListener {
  return {
    onHello: (frame) => listener.onHello(frame),
    onLink: (link) => listener.onLink(link),
    onSessionEnded: () => listener.onSessionEnded(),
    onFrame: (frame) => {
      listener.onFrame(frame);
      hear(frame);
    },
  };
}
