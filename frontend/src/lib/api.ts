/** The HTTP calls around the socket, typed, with the CSRF token and one kind of error. No state besides the token. */
import type {
  AttachmentData,
  FavoriteList,
  GuestAnswer,
  HistoryAnswer,
  MyRoomPatch,
  NewGuest,
  NewPushSubscription,
  NotificationList,
  PinList,
  SearchAnswer,
  SessionAnswer,
  SettingsData,
  SettingsPatch,
} from '@/protocol/frames.gen';
import { ApiError, errorOf } from './apiError';
import { type FormWatch, sendForm } from './sendForm';

export { ApiError } from './apiError';

/** Which window of history: around a message, up to or from one (not included), or a day (`YYYY-MM-DD`). */
export type HistoryQuery =
  | { readonly before: number }
  | { readonly after: number }
  | { readonly around: number }
  | { readonly date: string };

async function readError(response: Response): Promise<ApiError> {
  return errorOf(response.status, await response.json().catch(() => null));
}

export class Api {
  private csrfToken = '';

  constructor(private readonly fetch: typeof window.fetch = (...call) => window.fetch(...call)) {}

  async session(): Promise<SessionAnswer> {
    const answer = await this.call<SessionAnswer>('/api/session');
    this.csrfToken = answer.csrf_token;
    return answer;
  }

  /** The token rotates at sign-in. */
  async createGuest(guest: NewGuest): Promise<GuestAnswer> {
    const answer = await this.call<GuestAnswer>('/api/guest', guest);
    this.csrfToken = answer.csrf_token;
    return answer;
  }

  /** A window of messages, oldest first. */
  history(roomId: number, query: HistoryQuery, limit: number): Promise<HistoryAnswer> {
    const words = new URLSearchParams({ ...query, limit } as unknown as Record<string, string>);
    return this.call<HistoryAnswer>(`/api/rooms/${roomId}/messages?${words}`);
  }

  pins(roomId: number): Promise<PinList> {
    return this.call<PinList>(`/api/rooms/${roomId}/pins`);
  }

  /** Newest first. @param asked written by writeSearch */
  search(asked: string): Promise<SearchAnswer> {
    return this.call<SearchAnswer>(`/api/search?${asked}`);
  }

  favorites(): Promise<FavoriteList> {
    return this.call<FavoriteList>('/api/favorites');
  }

  /** Newest first. @param before the oldest one held, or null for the newest */
  notifications(before: string | null): Promise<NotificationList> {
    return this.call<NotificationList>(`/api/notifications${before === null ? '' : `?before=${before}`}`);
  }

  /** @param ids these, or all with null */
  readNotifications(ids: string[] | null): Promise<unknown> {
    return this.call('/api/notifications/read', { ids });
  }

  changeMyRoom(roomId: number, patch: MyRoomPatch): Promise<unknown> {
    return this.call(`/api/rooms/${roomId}/me`, patch, 'PATCH');
  }

  settings(): Promise<SettingsData> {
    return this.call<SettingsData>('/api/settings');
  }

  changeSettings(patch: SettingsPatch): Promise<SettingsData> {
    return this.call<SettingsData>('/api/settings', patch, 'PATCH');
  }

  addPush(subscription: NewPushSubscription): Promise<unknown> {
    return this.call('/api/push', subscription);
  }

  removePush(endpoint: string): Promise<unknown> {
    return this.call('/api/push', { endpoint }, 'DELETE');
  }

  /** Brings a file into a room, for a message to come. */
  bringFile(roomId: number, file: File, watch: FormWatch): Promise<AttachmentData> {
    const form = new FormData();
    form.append('room_id', String(roomId));
    form.append('file', file);
    return sendForm<AttachmentData>('/api/attachments', form, this.formHeaders(), watch);
  }

  /** Takes a file back that was not sent. */
  dropFile(id: string): Promise<unknown> {
    return this.call(`/api/attachments/${id}`, {}, 'DELETE');
  }

  private formHeaders(): Record<string, string> {
    return { ...this.headers(false), 'X-CSRFToken': this.csrfToken };
  }

  /** Errors speak the page's language, not the browser's. */
  private headers(hasBody: boolean): Record<string, string> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    const language = document.documentElement.lang;
    if (language !== '') headers['Accept-Language'] = language;
    if (!hasBody) return headers;
    return { ...headers, 'Content-Type': 'application/json', 'X-CSRFToken': this.csrfToken };
  }

  /** @throws ApiError */
  async call<Answer>(path: string, body?: object, method = 'POST'): Promise<Answer> {
    let response: Response;
    try {
      response = await this.fetch(path, {
        method: body === undefined ? 'GET' : method,
        credentials: 'same-origin',
        headers: this.headers(body !== undefined),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new ApiError(0, 'unreachable', '', null);
    }
    if (!response.ok) throw await readError(response);
    return (response.status === 204 ? null : await response.json()) as Answer;
  }
}
