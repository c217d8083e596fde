/** From the text of a socket frame to a typed frame, and which answer belongs to which command. No socket. */
import type {
  Command,
  CommandDone,
  CommandFailed,
  MeLoaded,
  Pong,
  RoomEntered,
  ServerFrame,
} from '@/protocol/frames.gen';

type WithoutRef<C> = C extends Command ? Omit<C, 'ref'> : never;
/** A command as the page says it; the socket adds the `ref`. */
export type Request = WithoutRef<Command>;

interface SpecialAnswers {
  'room.enter': RoomEntered;
  ping: Pong;
  'me.load': MeLoaded;
}
export type AnswerTo<T extends Command['type']> = T extends keyof SpecialAnswers
  ? SpecialAnswers[T]
  : CommandDone;
export type Answer = RoomEntered | Pong | MeLoaded | CommandDone | CommandFailed;

const KNOWN: Record<ServerFrame['type'], true> = {
  hello: true,
  'command.done': true,
  'command.failed': true,
  'room.entered': true,
  pong: true,
  'me.loaded': true,
  'message.changed': true,
  'reply.progress': true,
  'member.changed': true,
  'presence.changed': true,
  'typing.changed': true,
  'me.changed': true,
  'room.changed': true,
  'room.removed': true,
  'receipts.changed': true,
  'signal.received': true,
  'server.restarting': true,
};

/** Null for what this page does not know: a newer server may say more. */
export function parseFrame(text: string): ServerFrame | null {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof frame !== 'object' || frame === null || !('type' in frame)) return null;
  return typeof frame.type === 'string' && Object.hasOwn(KNOWN, frame.type) ? (frame as ServerFrame) : null;
}

export function isAnswer(frame: ServerFrame): frame is Answer {
  return 'ref' in frame;
}
