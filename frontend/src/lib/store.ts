/**
 * All that the page knows, in one place: who sits here, the line to the server, rooms, words on their way. The socket is
 * the cache. What is done about any of it is house.ts.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AttachmentData, Config, NotificationData, UserData } from '@/protocol/frames.gen';
import type { Me } from './me';
import type { OutgoingMessage } from './outboxStorage';
import type { RoomState } from './roomState';
import type { Link } from './socket';

/** Why a room stays shut. */
export interface ClosedDoor {
  readonly code: string;
  readonly message: string;
}

/** Which part of a room's history is on the screen, when it is not simply now. */
export interface View {
  readonly roomId: number;
  /** A `created_seq` inside the stretch that is shown. */
  readonly at: number;
  /** The message that was looked for. */
  readonly messageId: number;
  /** Where one came from by a quote, to go back there. */
  readonly fromId: number | null;
  /** Another jump, even to the same place. */
  readonly turn: number;
}

/** What the composer is about, besides new words. */
export interface Composing {
  readonly kind: 'reply' | 'edit';
  readonly roomId: number;
  readonly messageId: number;
  /** The other words, when an edit could not be saved. */
  readonly text: string | null;
}

export interface NotificationsHeld {
  /** Newest first. */
  readonly list: readonly NotificationData[];
  readonly hasBefore: boolean;
}

/** A file on its way into a room, or there and waiting for its message. */
export interface Upload {
  readonly key: string;
  readonly roomId: number;
  readonly name: string;
  readonly bytes: number;
  /** Of a picture: where this page can show it from. */
  readonly preview: string | null;
  readonly state: 'waiting' | 'going' | 'done' | 'failed';
  /** 0 to 1 */
  readonly share: number;
  readonly attachment: AttachmentData | null;
  readonly problem: UploadProblem | null;
}

/** Why a file did not come: the house's own sentence, or the key of one of ours. */
export interface UploadProblem {
  readonly words: string;
  readonly key: 'empty' | 'kind' | 'large' | 'many' | 'unreachable';
  readonly limit: number;
  /** Trying again can help. */
  readonly again: boolean;
}

export interface HouseState {
  /** `unreachable`: the house did not answer the first call; trying again can help. */
  readonly phase: 'loading' | 'unreachable' | 'entry' | 'seated';
  readonly config: Config | null;
  readonly user: UserData | null;
  readonly link: Link;
  readonly me: Me | null;
  /** The room whose seat is ours, or wanted. */
  readonly openRoomId: number | null;
  readonly rooms: Readonly<Record<number, RoomState>>;
  readonly doors: Readonly<Record<number, ClosedDoor>>;
  readonly outgoing: readonly OutgoingMessage[];
  /** Files chosen in any room and not sent yet, in the order they were chosen. */
  readonly uploads: readonly Upload[];
  readonly view: View | null;
  readonly composing: Composing | null;
  /** Null until somebody looked. */
  readonly notifications: NotificationsHeld | null;
  /** Unsent words of another person of this browser. */
  readonly strayWords: number;
  /** A short word about something that did not work: the key of a text. */
  readonly notice: string | null;
}

export type HouseStore = StoreApi<HouseState>;

const EMPTY: HouseState = {
  phase: 'loading',
  config: null,
  user: null,
  link: 'closed',
  me: null,
  openRoomId: null,
  rooms: {},
  doors: {},
  outgoing: [],
  uploads: [],
  view: null,
  composing: null,
  notifications: null,
  strayWords: 0,
  notice: null,
};

export function createHouseStore(): HouseStore {
  return createStore<HouseState>(() => EMPTY);
}

/** Changes one room that is held; an unheld one stays unheld. */
export function changeRoom(store: HouseStore, roomId: number, change: (room: RoomState) => RoomState): void {
  store.setState((state) => {
    const room = state.rooms[roomId];
    if (room === undefined) return state;
    const next = change(room);
    return next === room ? state : { rooms: { ...state.rooms, [roomId]: next } };
  });
}

export function putRoom(store: HouseStore, room: RoomState): void {
  const { id } = room.room;
  store.setState((state) => {
    const { [id]: _opened, ...doors } = state.doors;
    return { rooms: { ...state.rooms, [id]: room }, doors };
  });
}

/** Everything that belonged to the person or the database is forgotten; what the house offers stays. */
export function forgetPerson(store: HouseStore): void {
  store.setState({
    me: null,
    rooms: {},
    doors: {},
    outgoing: [],
    view: null,
    composing: null,
    notifications: null,
    notice: null,
  });
}

export function dropRoom(store: HouseStore, roomId: number): void {
  store.setState(({ rooms }) => {
    const { [roomId]: _gone, ...others } = rooms;
    return { rooms: others };
  });
}
