/** Where Lily is. The page never calls her itself: the address is shown in settings and sent with a message. */

/** Lily beside a Hearth on one's own machine; every other house says its address in `config.lily_api_url`. */
export const LILY_API_URL = 'http://127.0.0.1:8001';

let configuredUrl: string | null = null;

/** Called with what the server says in `GET /api/session`. */
export function setLilyApiUrl(url: string): void {
  configuredUrl = url === '' ? null : url;
}

export function getLilyApiUrl(): string {
  return configuredUrl ?? LILY_API_URL;
}
