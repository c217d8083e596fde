/**
 * What a person can do here: come in, sit down, open a room, say something, look back. Each act is one method; the page
 * calls these and reads the store. What the server says by itself is line.ts.
 */
import type { AccountRemoval, AttachmentData, SignalSend, UserData } from '@/protocol/frames.gen';

import { type Api, ApiError } from './api';
import { setLilyApiUrl } from './apiConfig';
import { Calls } from './calls';
import { newClientId } from './clientId';
import { HistoryReader } from './historyReader';
import type { Language } from './i18n';
import { Line } from './line';
import { MessageActs } from './messageActs';
import { Mine } from './mine';
import { Outbox } from './outbox';
import { type OutgoingMessage, openOutboxStorage } from './outboxStorage';
import type { SignalListener } from './signals';
import { HearthSocket } from './socket';
import { type Card, createHouseStore, forgetPerson, type HouseStore } from './store';
import { openTurn } from './turn';
import { Uploads } from './uploads';

export class House {
  readonly store: HouseStore = createHouseStore();
  /** What can be done with a message that stands. */
  readonly messages: MessageActs;
  /** Looking back. */
  readonly history: HistoryReader;
  /** What belongs to the person alone. */
  readonly mine: Mine;
  /** What calls the person while he looks elsewhere. */
  readonly calls: Calls;
  /** Files on their way into a room. */
  readonly uploads: Uploads;
  private readonly line: Line;
  private readonly outbox: Outbox;
  private readonly socket: HearthSocket;

  constructor(
    readonly api: Api,
    socketUrl: string,
  ) {
    this.line = new Line(this.store, () => void this.endSession());
    this.mine = new Mine(this.store, api);
    this.calls = new Calls(this.store, api, this.mine);
    this.socket = new HearthSocket(socketUrl, this.calls.overhear(this.line));
    this.outbox = new Outbox(
      {
        send: (message) => this.deliver(message),
        onChange: (outgoing) => this.store.setState({ outgoing }),
      },
      openOutboxStorage(),
      openTurn(),
    );
    this.messages = new MessageActs(this.store, this.socket);
    this.history = new HistoryReader(this.store, api, (roomId) => this.line.watch(roomId));
    this.uploads = new Uploads(this.store, api);
    this.line.socket = this.socket;
    this.line.outbox = this.outbox;
    this.line.refreshMine = () => this.mine.refresh();
  }

  /** Who is at the door? Never rejects: the store says how it went. */
  async arrive(): Promise<void> {
    this.store.setState({ phase: 'loading' });
    try {
      const { user, config } = await this.api.session();
      setLilyApiUrl(config.lily_api_url);
      this.store.setState({ config });
      if (user === null) this.store.setState({ phase: 'entry' });
      else this.seat(user);
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      this.store.setState({ phase: 'unreachable' });
    }
  }

  /** @throws ApiError with the server's kind words, by field where it names one */
  async sitDown(name: string, language: Language): Promise<void> {
    const { user } = await this.api.createGuest({ name, language });
    this.seat(user);
  }

  openRoom(roomId: number): void {
    const { openRoomId, link } = this.store.getState();
    if (openRoomId === roomId) return;
    if (openRoomId !== null && link === 'online') this.tell({ type: 'room.leave', room_id: openRoomId });
    this.store.setState({ openRoomId: roomId, view: null, composing: null });
    this.knock(roomId);
  }

  /** Tries the door of a room that would not open. */
  knock(roomId: number): void {
    this.store.setState(({ doors }) => {
      const { [roomId]: _refused, ...others } = doors;
      return { doors: others };
    });
    if (this.store.getState().link === 'online') void this.line.enterRoom(roomId, true); // else hello enters
  }

  /** Whoever speaks is back in the present. */
  say(
    roomId: number,
    text: string,
    replyTo: number | null = null,
    attachments: readonly AttachmentData[] = [],
  ): void {
    this.history.backToNow();
    this.outbox.add({ clientId: newClientId(), roomId, text, replyTo, attachments, saidAt: Date.now() });
  }

  sayAgain(clientId: string): void {
    this.outbox.retry(clientId);
  }

  takeBack(clientId: string): void {
    this.outbox.remove(clientId);
  }

  /** Stop means stop: the model stops, and what Lily said so far stays. */
  stopReply(messageId: number): void {
    this.tell({ type: 'reply.stop', message_id: messageId });
  }

  retryReply(messageId: number): void {
    this.tell({ type: 'reply.retry', message_id: messageId });
  }

  setTyping(roomId: number, on: boolean): void {
    this.tell({ type: 'typing.set', room_id: roomId, on });
  }

  markRead(roomId: number, createdSeq: number): void {
    const held = this.store.getState().me?.summaries[roomId];
    if (held !== undefined && (held.read_seq < createdSeq || held.mentions > 0)) {
      this.tell({ type: 'room.read', room_id: roomId, created_seq: createdSeq });
    }
  }

  /** Everything from this message on counts as unread again. */
  markUnread(roomId: number, createdSeq: number): void {
    this.tell({ type: 'room.unread', room_id: roomId, created_seq: createdSeq - 1 });
  }

  /** @returns takes the listener off again */
  onSignal(listener: SignalListener): () => void {
    return this.line.signals.listen(listener);
  }

  /** @throws CommandFailedError, ConnectionLostError */
  async sendSignal(signal: Omit<SignalSend, 'type' | 'ref'>): Promise<void> {
    await this.socket.request({ type: 'signal.send', ...signal });
  }

  /** Lets go of what another person of this browser could not send. */
  async dropStrayWords(): Promise<void> {
    const { user } = this.store.getState();
    if (user !== null) await this.outbox.dropStray(user.id);
    this.store.setState({ strayWords: 0 });
  }

  /** Shows who somebody is, or asks why one reports them; null puts it away. */
  showCard(card: Card | null): void {
    this.store.setState({ card });
  }

  /** Names somebody in the words one is about to say. */
  mention(roomId: number, name: string): void {
    this.store.setState({ insert: { roomId, text: `@${name} ` } });
  }

  dismissNotice(): void {
    this.store.setState({ notice: null });
  }

  private seat(user: UserData): void {
    this.store.setState({ phase: 'seated', user });
    void this.outbox.restore(user.id);
    this.calls.begin(user.id);
    this.socket.start();
    void this.mine.loadSettings(); // whom one blocked is folded from the first word on
  }

  private async deliver(message: OutgoingMessage): Promise<void> {
    const done = await this.socket.request({
      type: 'message.send',
      room_id: message.roomId,
      client_id: message.clientId,
      text: message.text,
      reply_to: message.replyTo,
      attachment_ids: (message.attachments ?? []).map(({ id }) => id),
      client_ai_settings: null,
    });
    if (done.message === null) return;
    const { room_id, seq } = done.message;
    this.line.takeRoomEvent({ type: 'message.changed', room_id, seq, message: done.message });
  }

  /** For commands whose result shows by itself, as an event; refused or cut off, nothing has changed. */
  private tell(command: Parameters<HearthSocket['request']>[0]): void {
    this.socket.request(command).catch(() => undefined);
  }

  /** Words that wait are let go, and this browser is nobody's any more. @throws ApiError */
  async signOut(): Promise<void> {
    await this.api.call('/api/me/sign-out', {});
    await this.leave();
  }

  /** For good. @throws ApiError */
  async deleteAccount(removal: AccountRemoval): Promise<void> {
    await this.api.call('/api/me/delete', removal);
    await this.leave();
  }

  /** Another session than before: who sits here is asked anew, with a fresh token and a fresh line. */
  async changePerson(): Promise<void> {
    this.socket.stop();
    this.calls.pause(); // a guest who has an account now keeps being called; another person ends it when seated
    await this.startAnew();
  }

  /** An act that puts another session in the place of this one; a line that stood on the old one would see its end. */
  async acrossSessions(act: () => Promise<void>): Promise<void> {
    this.socket.stop();
    const done = act().then(() => this.api.session());
    await done.finally(() => this.socket.start());
  }

  private async leave(): Promise<void> {
    this.outbox.clear();
    this.socket.stop();
    await this.endSession();
  }

  /** The session is over: back to the door, with a fresh token. */
  private async endSession(): Promise<void> {
    this.calls.end();
    await this.startAnew();
  }

  private async startAnew(): Promise<void> {
    this.outbox.close();
    this.uploads.clear();
    forgetPerson(this.store);
    this.store.setState({ user: null, openRoomId: null });
    await this.arrive();
  }
}
