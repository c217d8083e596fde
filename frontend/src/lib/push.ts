/**
 * Web push of this browser: whether it is on, turning it on and off, and that it never outlives who turned it on. What
 * the worker does with a push is public/sw.js. The settings page calls `pushState`, `turnOnPush`, `turnOffPush`.
 */
import type { Config, NewPushSubscription } from '@/protocol/frames.gen';
import type { Api } from './api';
import { readStored, writeStored } from './storage';

/** `unsupported`: this browser or this house cannot; `denied`: the person said no to the browser. */
export type PushState = 'unsupported' | 'denied' | 'off' | 'on';

const WORKER = '/sw.js';
/** Who sat here last: another person's browser is not told what called this one. */
const PERSON = 'hearth.push.person';

function isSupported(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

async function findSubscription(): Promise<PushSubscription | null> {
  if (!isSupported()) return null;
  const registration = await navigator.serviceWorker.getRegistration('/');
  return (await registration?.pushManager.getSubscription()) ?? null;
}

function decodeKey(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** A house that made new keys is another one for the push service. */
function isFor(subscription: PushSubscription, key: string): boolean {
  const held = subscription.options.applicationServerKey;
  if (held === null) return false;
  const bytes = new Uint8Array(held);
  const wanted = decodeKey(key);
  return bytes.length === wanted.length && bytes.every((byte, place) => byte === wanted[place]);
}

function describe(subscription: PushSubscription): NewPushSubscription {
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint: endpoint ?? '', p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' };
}

async function subscribe(key: string): Promise<PushSubscription> {
  await navigator.serviceWorker.register(WORKER, { scope: '/' });
  const { pushManager } = await navigator.serviceWorker.ready;
  const held = await pushManager.getSubscription();
  if (held !== null && isFor(held, key)) return held;
  await held?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: decodeKey(key) });
}

export async function pushState({ push_key }: Pick<Config, 'push_key'>): Promise<PushState> {
  if (push_key === null || !isSupported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const subscription = await findSubscription();
  return subscription !== null && isFor(subscription, push_key) ? 'on' : 'off';
}

/**
 * To be called from a click: the browser asks the person.
 *
 * @throws ApiError the house did not take it; then it is off
 * @throws DOMException the push service could not be reached
 */
export async function turnOnPush(api: Pick<Api, 'addPush'>, key: string): Promise<PushState> {
  if (!isSupported()) return 'unsupported';
  const answer = await Notification.requestPermission();
  if (answer !== 'granted') return answer === 'denied' ? 'denied' : 'off';
  const subscription = await subscribe(key);
  try {
    await api.addPush(describe(subscription));
  } catch (reason) {
    await subscription.unsubscribe();
    throw reason;
  }
  return 'on';
}

/** Off here at once, whatever the house answers: what is pushed to a browser that unsubscribed comes back as gone. */
export async function turnOffPush(api: Pick<Api, 'removePush'>): Promise<void> {
  const subscription = await findSubscription();
  if (subscription === null) return;
  await subscription.unsubscribe();
  await api.removePush(subscription.endpoint).catch(() => undefined);
}

/** When somebody is seated: his push is told to the house again (its session is a new one), another person's ends. */
export async function keepPush(api: Pick<Api, 'addPush'>, config: Config, userId: number): Promise<void> {
  const last = readStored(PERSON);
  writeStored(PERSON, String(userId));
  const subscription = await findSubscription();
  if (subscription === null) return;
  if (last !== String(userId) || config.push_key === null || !isFor(subscription, config.push_key)) {
    await subscription.unsubscribe();
    return;
  }
  await api.addPush(describe(subscription)).catch(() => undefined); // the next page tells it again
}

/** What the worker shows of a room goes when the room is read here or on another device. */
export async function closePushed(roomId: number): Promise<void> {
  if (!isSupported()) return;
  const registration = await navigator.serviceWorker.getRegistration('/');
  const shown = (await registration?.getNotifications({ tag: `room-${roomId}` })) ?? [];
  for (const notification of shown) notification.close();
}

/** The session is over: nothing of it is told here any more. */
export async function forgetPush(): Promise<void> {
  writeStored(PERSON, null);
  await (await findSubscription())?.unsubscribe();
}

/** What the worker asks of an open tab. @param open shows a path of the house */
export function listenToWorker(open: (path: string) => void): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'hearth.open') return;
    if ('path' in data && typeof data.path === 'string' && data.path.startsWith('/')) open(data.path);
  });
}
