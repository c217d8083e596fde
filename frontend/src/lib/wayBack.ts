/** Where somebody was when they left for a page of their account, for the way back; kept over a stay at a provider. */

const KEY = 'hearth.wayBack';

/** Only a place of this house, and not an account page again. */
function isPlace(path: string | null): path is string {
  return path !== null && /^\/(?![/\\])/.test(path) && !path.startsWith('/account/');
}

export function rememberPlace(path: string): void {
  if (!isPlace(path)) return;
  try {
    sessionStorage.setItem(KEY, path);
  } catch {
    // storage is forbidden: the way back leads to the fireplace
  }
}

export function takeWayBack(): string {
  try {
    const path = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return isPlace(path) ? path : '/';
  } catch {
    return '/';
  }
}
