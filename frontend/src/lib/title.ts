/** The window's title and the app's badge: where one is, and how often one was called. */

let words = 'Hearth Chat';
let calls = 0;

function draw(): void {
  document.title = calls === 0 ? words : `(${calls > 99 ? '99+' : calls}) ${words}`;
}

export function showTitle(title: string): void {
  words = title;
  draw();
}

/** @param count unread notifications */
export function showCalls(count: number): void {
  if (count === calls) return;
  calls = count;
  draw();
  if (!('setAppBadge' in navigator)) return;
  const badged = count === 0 ? navigator.clearAppBadge() : navigator.setAppBadge(count);
  badged.catch(() => undefined); // a page that is not installed has no badge
}
