/**
 * One socket that is there as often as the network allows: connects, says when it is ready, beats, notices when it is
 * dead, comes back. Commands become promises of their answers. What a frame means is for those who listen.
 */
import type { Command, Hello, ServerFrame } from '@/protocol/frames.gen';
import { backoffDelay } from './backoff';
import { CommandFailedError, ConnectionLostError } from './commandErrors';
import { type Answer, type AnswerTo, isAnswer, parseFrame, type Request } from './frames';

/** `restarting`: the server said that it goes and when to come back; nobody needs to be told. */
export type Link = 'connecting' | 'online' | 'waiting' | 'restarting' | 'closed';

export interface SocketListener {
  /** Ready: commands may be sent from inside this call on. */
  onHello(frame: Hello): void;
  /** Every frame that is no answer and no hello, and every pong. */
  onFrame(frame: ServerFrame): void;
  onLink(link: Link): void;
  /** 4401: the session is over; the socket stays closed. */
  onSessionEnded(): void;
}

const CLOSE_SESSION_ENDED = 4401;
/** Coming back at once would meet the same refusal: too many sockets (4429), too many bad frames (4400), too large (1009). */
const SLOW_RETURN = new Set([4429, 4400, 1009]);
const SLOW_FAILURES = 5;
const HELLO_WITHIN_MS = 15_000;
const ANSWER_WITHIN_MS = 20_000;
const PONG_WITHIN_MS = 10_000;
/** When somebody comes back to the page a dead socket should not keep them waiting. */
const PROMPT_PONG_WITHIN_MS = 3_000;

interface Waiting {
  readonly settle: (frame: Answer) => void;
  readonly fail: (reason: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class HearthSocket {
  private ws: WebSocket | null = null;
  private link: Link = 'closed';
  private failures = 0;
  /** Until when, by this device's clock, the server asked us to stay away; null when it did not. */
  private returnAt: number | null = null;
  private nextRef = 1;
  private readonly waiting = new Map<string, Waiting>();
  private returnTimer: ReturnType<typeof setTimeout> | undefined;
  private helloTimer: ReturnType<typeof setTimeout> | undefined;
  private beatTimer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly url: string,
    private readonly listener: SocketListener,
    private readonly random: () => number = Math.random,
  ) {}

  start(): void {
    if (this.link !== 'closed') return;
    window.addEventListener('online', this.comeBack);
    document.addEventListener('visibilitychange', this.comeBack);
    this.connect();
  }

  stop(): void {
    window.removeEventListener('online', this.comeBack);
    document.removeEventListener('visibilitychange', this.comeBack);
    this.drop();
    this.setLink('closed');
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @throws CommandFailedError the server refused
   * @throws ConnectionLostError not connected, or lost before the answer: it may or may not have been done
   */
  request<R extends Request>(command: R, within = ANSWER_WITHIN_MS): Promise<AnswerTo<R['type']>> {
    const ws = this.ws;
    if (ws === null || this.link !== 'online') return Promise.reject(new ConnectionLostError());
    const ref = String(this.nextRef++);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.giveUp(ref), within);
      this.waiting.set(ref, {
        settle: (frame) => {
          if (frame.type === 'command.failed') reject(new CommandFailedError(frame));
          else resolve(frame as AnswerTo<R['type']>); // the wire promises this answer to this command
        },
        fail: reject,
        timer,
      });
      ws.send(JSON.stringify({ ...command, ref } as Command));
    });
  }

  private connect(): void {
    clearTimeout(this.returnTimer);
    if (this.link !== 'restarting') this.setLink('connecting');
    const ws = new WebSocket(this.url);
    this.ws = ws;
    this.helloTimer = setTimeout(() => this.lose(0), HELLO_WITHIN_MS);
    ws.onmessage = (event: MessageEvent<string>) => {
      if (this.ws === ws) this.receive(event.data);
    };
    ws.onclose = (event) => {
      if (this.ws === ws) this.lose(event.code);
    };
  }

  private receive(text: string): void {
    const frame = parseFrame(text);
    if (frame === null) return;
    if (frame.type === 'hello') {
      this.greet(frame);
    } else if (isAnswer(frame)) {
      if (frame.ref !== null) this.settle(frame.ref, frame);
      if (frame.type === 'pong') this.listener.onFrame(frame);
    } else {
      if (frame.type === 'server.restarting') this.goAlong(frame.reconnect_after_ms);
      this.listener.onFrame(frame);
    }
  }

  /** The server closes when it is done; if it forgets to, the time to come back is also the time to leave. */
  private goAlong(afterMs: number): void {
    this.returnAt = Date.now() + afterMs;
    this.returnTimer = setTimeout(() => this.lose(0), afterMs);
  }

  private greet(hello: Hello): void {
    clearTimeout(this.helloTimer);
    clearInterval(this.beatTimer);
    this.beatTimer = setInterval(() => this.beat(PONG_WITHIN_MS), hello.heartbeat_seconds * 1000);
    this.setLink('online');
    this.listener.onHello(hello);
  }

  private beat(within: number): void {
    this.request({ type: 'ping' }, within).then(
      () => {
        this.failures = 0;
      },
      // Refused, or no pong: `giveUp` has seen to the socket.
      () => undefined,
    );
  }

  private settle(ref: string, frame: Answer): void {
    const waiting = this.waiting.get(ref);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    this.waiting.delete(ref);
    waiting.settle(frame);
  }

  /** No answer came in time: the line is dead, whatever the browser believes. */
  private giveUp(ref: string): void {
    if (this.waiting.has(ref)) this.lose(0);
  }

  private lose(code: number): void {
    this.drop();
    if (code === CLOSE_SESSION_ENDED) {
      this.stop();
      this.listener.onSessionEnded();
      return;
    }
    if (SLOW_RETURN.has(code)) this.failures = Math.max(this.failures, SLOW_FAILURES);
    if (this.returnAt !== null) {
      this.comeBackAt(this.returnAt);
      return;
    }
    const delay = backoffDelay(this.failures, this.random());
    this.failures += 1;
    this.returnTimer = setTimeout(() => this.connect(), delay);
    this.setLink('waiting');
  }

  private comeBackAt(moment: number): void {
    this.returnAt = null;
    this.setLink('restarting');
    this.returnTimer = setTimeout(() => this.connect(), Math.max(0, moment - Date.now()));
  }

  private drop(): void {
    clearTimeout(this.returnTimer);
    clearTimeout(this.helloTimer);
    clearInterval(this.beatTimer);
    const ws = this.ws;
    this.ws = null;
    ws?.close();
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    for (const { timer, fail } of lost) {
      clearTimeout(timer);
      fail(new ConnectionLostError());
    }
  }

  private readonly comeBack = (): void => {
    if (document.visibilityState === 'hidden') return;
    if (this.link === 'waiting') this.connect();
    else if (this.link === 'online') this.beat(PROMPT_PONG_WITHIN_MS);
  };

  private setLink(link: Link): void {
    if (this.link === link) return;
    this.link = link;
    this.listener.onLink(link);
  }
}
