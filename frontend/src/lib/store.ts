/**
 * All that the page knows, in one place: who sits here, the line to the server, rooms, words on their way. The socket is
 * the cache. What is done about any of it is house.ts.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Config, UserData } from '@/protocol/frames.gen';
import type { Me } from './me';
import type { OutgoingMessage } from './outbox';
import type { RoomState } from './roomState';
import type { Link } from './socket';

/** Why a room stays shut. */
export interface ClosedDoor {
  readonly code: string;
  readonly message: string;
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
  store.setState({ me: null, rooms: {}, doors: {}, outgoing: [] });
}
