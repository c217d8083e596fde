/** A browser that can be pushed to: its worker's registration, one subscription at most, and what the person answers. */
import { vi } from 'vitest';

export function keyOf(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

export class FakePush {
  /** What `requestPermission` will say. */
  answer: NotificationPermission = 'granted';
  subscription: PushSubscription | null = null;
  readonly listeners: ((event: { data: unknown }) => void)[] = [];
  readonly register = vi.fn(async () => undefined);
  /** What the worker shows. */
  shown: { readonly tag: string; readonly close: () => void }[] = [];
  private made = 0;

  constructor(permission: NotificationPermission = 'default') {
    const manager = {
      getSubscription: async () => this.subscription,
      subscribe: async (options: PushSubscriptionOptionsInit) => this.subscribe(options),
    };
    const getNotifications = async ({ tag }: { tag: string }) =>
      this.shown.filter((each) => each.tag === tag);
    const registration = { pushManager: manager, getNotifications };
    const worker = {
      register: this.register,
      ready: Promise.resolve(registration),
      getRegistration: async () => (this.subscription === null ? undefined : registration),
      addEventListener: (_: string, listen: (event: { data: unknown }) => void) =>
        this.listeners.push(listen),
    };
    vi.stubGlobal('navigator', Object.create(navigator, { serviceWorker: { value: worker } }));
    vi.stubGlobal('PushManager', class {});
    const notification = {
      permission,
      requestPermission: async () => {
        notification.permission = this.answer;
        return this.answer;
      },
    };
    vi.stubGlobal('Notification', notification);
  }

  subscribe({ applicationServerKey }: PushSubscriptionOptionsInit): PushSubscription {
    this.made += 1;
    const endpoint = `https://push.example/${this.made}`;
    const key = (applicationServerKey as Uint8Array<ArrayBuffer>).buffer;
    const made = {
      endpoint,
      options: { applicationServerKey: key, userVisibleOnly: true },
      toJSON: () => ({ endpoint, keys: { p256dh: 'p', auth: 'a' } }),
      unsubscribe: async () => {
        if (this.subscription === made) this.subscription = null;
        return true;
      },
    } as unknown as PushSubscription;
    this.subscription = made;
    return made;
  }
}
