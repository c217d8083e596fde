/**
 * What is heard on the socket and what follows from it: hello, events, holes, heads. Keeps the store true. What a person
 * does is house.ts; how state changes is sync.ts and me.ts.
 */
import type {
  Hello,
  MeLoaded,
  MessageData,
  Pong,
  RoomData,
  RoomEntered,
  RoomRemoved,
  ServerFrame,
} from '@/protocol/frames.gen';
import { CatchUp } from './catchUp';
import { CommandFailedError } from './commandErrors';
import { forgetDrafts } from './drafts';
import { applyHeard, applyMeEvent, applyMeState, applyOwnMarks, type MeEvent, withoutRoom } from './me';
import { withNotification } from './notifications';
import type { Outbox } from './outbox';
import { hasHole } from './roomState';
import { Signals } from './signals';
import type { HearthSocket, Link, SocketListener } from './socket';
import { changeRoom, dropRoom, forgetPerson, type HouseStore, putRoom } from './store';
import { applyEntered, applyEvent, noteHead, type RoomEvent } from './sync';

export class Line implements SocketListener {
  /** Set by the house before the socket starts. */
  socket!: HearthSocket;
  outbox!: Outbox;
  /** What else to ask again when the person's clock had a hole. */
  refreshMine: () => void = () => undefined;
  readonly signals = new Signals();
  private readonly catchUp: CatchUp;
  private loadingMe = false;
  /** Events of rooms that are being entered and not held yet. */
  private readonly early = new Map<number, RoomEvent[]>();

  constructor(
    private readonly store: HouseStore,
    private readonly whenSessionEnds: () => void,
    random: () => number = Math.random,
  ) {
    const hasRoomHole = (roomId: number): boolean => {
      const room = this.store.getState().rooms[roomId];
      return room !== undefined && hasHole(room);
    };
    this.catchUp = new CatchUp(
      { hasHole: hasRoomHole, ask: (roomId) => this.enterRoom(roomId, false) },
      random,
    );
  }

  onLink(link: Link): void {
    if (link !== 'online') {
      this.catchUp.forgetAll();
      this.outbox.suspend();
    }
    this.store.setState({ link });
  }

  onSessionEnded(): void {
    this.whenSessionEnds();
  }

  onHello(hello: Hello): void {
    const { me } = this.store.getState();
    if (me !== null && me.epoch !== hello.epoch) {
      this.outbox.clear();
      forgetDrafts();
    }
    if (me !== null && (me.epoch !== hello.epoch || me.user.id !== hello.user.id)) forgetPerson(this.store);
    const missed = me !== null && me.userHead !== hello.user_head;
    this.takeMe(hello);
    if (missed) this.refreshMine();
    const { openRoomId } = this.store.getState();
    if (openRoomId !== null) void this.enterRoom(openRoomId, true);
    void this.openOutbox(hello);
  }

  /** Nothing of another database, or of another person, may be sent here. */
  private async openOutbox({ epoch, user }: Hello): Promise<void> {
    if (await this.outbox.keepEpoch(epoch)) forgetDrafts();
    await this.outbox.restore(user.id);
    const { me, link } = this.store.getState();
    if (link !== 'online' || me?.user.id !== user.id || me.epoch !== epoch) return;
    this.outbox.resume();
    this.store.setState({ strayWords: await this.outbox.countStray(user.id) });
  }

  onFrame(frame: ServerFrame): void {
    switch (frame.type) {
      case 'message.changed':
      case 'room.changed':
      case 'member.changed':
      case 'reply.progress':
      case 'presence.changed':
      case 'typing.changed':
      case 'receipts.changed':
        this.takeRoomEvent(frame);
        break;
      case 'me.changed':
        this.takeMeEvent(frame);
        break;
      case 'pong':
        this.takeHeads(frame);
        break;
      case 'room.removed':
        this.takeRemoved(frame);
        break;
      case 'signal.received':
        this.signals.pass(frame);
        break;
      case 'server.restarting': // the socket has seen to it
      case 'hello':
      case 'me.loaded':
      case 'room.entered':
      case 'command.done':
      case 'command.failed':
        break; // answers: whoever asked has them
      default:
        frame satisfies never;
    }
  }

  takeRoomEvent(event: RoomEvent): void {
    this.early.get(event.room_id)?.push(event);
    changeRoom(this.store, event.room_id, (room) => applyEvent(room, event));
    if (event.type === 'message.changed') this.takeMessage(event.message);
    if (event.type === 'room.changed') this.takeSummary(event.room);
    this.catchUp.watch(event.room_id);
  }

  private takeMessage(message: MessageData): void {
    if (message.client_id !== null) this.outbox.remove(message.client_id);
    this.store.setState(({ me }) => ({ me: me === null ? null : applyHeard(me, message) }));
  }

  /** After a change that was not heard here. */
  watch(roomId: number): void {
    this.catchUp.watch(roomId);
  }

  /** Loads a room, or what changed since; with `seat` sits down there. Never rejects. */
  async enterRoom(roomId: number, seat: boolean): Promise<void> {
    const since = this.store.getState().rooms[roomId]?.cursor ?? null;
    if (since === null) this.early.set(roomId, []);
    try {
      const answer = await this.socket.request({ type: 'room.enter', room_id: roomId, since, seat });
      this.takeEntered(answer, since);
    } catch (reason) {
      if (reason instanceof CommandFailedError) this.takeRefusal(roomId, seat, reason);
      // Cut off: hello enters again.
    } finally {
      this.early.delete(roomId);
    }
  }

  private takeEntered(answer: RoomEntered, since: number | null): void {
    const { id } = answer.room;
    const entered = applyEntered(this.store.getState().rooms[id], answer, since);
    putRoom(this.store, (this.early.get(id) ?? []).reduce(applyEvent, entered));
    this.store.setState(({ me }) => ({ me: me === null ? null : applyOwnMarks(me, answer) }));
    for (const { client_id } of answer.messages) if (client_id !== null) this.outbox.remove(client_id);
    this.catchUp.watch(id);
  }

  private takeRefusal(roomId: number, seat: boolean, reason: CommandFailedError): void {
    if (reason.retryAfterMs !== null) {
      const again = () => {
        if (!seat || this.store.getState().openRoomId === roomId) void this.enterRoom(roomId, seat);
      };
      setTimeout(again, reason.retryAfterMs);
      return;
    }
    const door = { code: reason.code, message: reason.message };
    this.store.setState(({ doors }) => ({ doors: { ...doors, [roomId]: door } }));
  }

  /** The rail shows rooms that are not held, too. */
  private takeSummary(room: RoomData): void {
    this.store.setState(({ me }) => {
      const held = me?.summaries[room.id];
      if (me === null || held === undefined || held.room.seq >= room.seq) return {};
      const summary = { ...held, room: { ...room, my_role: room.my_role ?? held.room.my_role } };
      return { me: { ...me, summaries: { ...me.summaries, [room.id]: summary } } };
    });
  }

  /** It may be late, and the person in again: the list of rooms says. */
  private takeRemoved({ room_id, reason }: RoomRemoved): void {
    this.catchUp.forget(room_id);
    this.early.delete(room_id);
    dropRoom(this.store, room_id);
    this.store.setState(({ me, doors }) => ({
      me: me === null ? null : withoutRoom(me, room_id),
      doors: { ...doors, [room_id]: { code: reason, message: '' } },
    }));
    void this.loadMe();
  }

  /** The list of rooms is the truth: one that it does not name is forgotten, one that is further on is caught up. */
  private takeMe(body: Hello | MeLoaded): void {
    this.store.setState((state) => {
      const me = applyMeState(state.me, body);
      const kept = Object.entries(state.rooms).filter(([id]) => me.summaries[Number(id)] !== undefined);
      return { me, user: me.user, rooms: Object.fromEntries(kept) };
    });
    for (const { room } of body.rooms) this.takeHead(room.id, room.head);
  }

  private takeHead(roomId: number, head: number): void {
    changeRoom(this.store, roomId, (room) => noteHead(room, head));
    this.catchUp.watch(roomId);
  }

  private takeHeads(pong: Pong): void {
    for (const [id, head] of Object.entries(pong.heads)) this.takeHead(Number(id), head);
    const { me } = this.store.getState();
    if (me !== null && me.userHead !== pong.user_head) void this.loadMe();
  }

  private takeMeEvent(event: MeEvent): void {
    const { me } = this.store.getState();
    if (me === null) return;
    const next = applyMeEvent(me, event);
    if (next === null) void this.loadMe();
    else if (next !== me) {
      const { notifications } = this.store.getState();
      const held =
        event.part === 'notification' ? withNotification(notifications, event.data) : notifications;
      this.store.setState({ me: next, notifications: held });
      if (held === null && notifications !== null) this.refreshMine();
    }
  }

  private async loadMe(): Promise<void> {
    if (this.loadingMe) return;
    this.loadingMe = true;
    try {
      this.takeMe(await this.socket.request({ type: 'me.load' }));
      this.refreshMine();
      for (const id of Object.keys(this.store.getState().rooms)) void this.enterRoom(Number(id), false); // favourites
    } catch {
      // Refused or cut off: the next heartbeat finds the same difference again.
    } finally {
      this.loadingMe = false;
    }
  }
}
