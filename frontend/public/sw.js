/**
 * The service worker: shows what the house pushes and opens what is touched. It keeps nothing. Served from the root by
 * chat/api/page.py; what is pushed is made in chat/actions/pushing.py, docs/notifications.md says how it looks.
 */
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('push', (event) => event.waitUntil(show(readPush(event.data))));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url ?? '/'));
});
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(subscribeAgain(event)));

/** A browser takes the permission away from a worker that shows nothing, so something is shown in any case. */
function readPush(data) {
  try {
    return data.json();
  } catch {
    return { title: 'Hearth Chat', body: '', tag: 'hearth', url: '/', language: '' };
  }
}

/** The newest words of a room take the place of its earlier ones. */
function show({ title, body, tag, url, language }) {
  return self.registration.showNotification(title, {
    body,
    tag,
    renotify: true,
    lang: language,
    data: { url },
  });
}

/** In a tab that is open the page goes there by itself, without a reload. */
async function open(path) {
  const url = new URL(path, self.location.origin);
  if (url.origin !== self.location.origin) return;
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const tab = tabs.find(({ visibilityState }) => visibilityState === 'visible') ?? tabs[0];
  if (tab === undefined) {
    await self.clients.openWindow(url.href);
    return;
  }
  await tab.focus().catch(() => undefined); // some browsers let the person go there himself
  tab.postMessage({ type: 'hearth.open', path: url.pathname });
}

/** The browser changed its address with the push service: the house learns the new one, if somebody is signed in. */
async function subscribeAgain({ newSubscription }) {
  const session = await (await fetch('/api/session', { credentials: 'same-origin' })).json();
  const key = session.config.push_key;
  if (session.user === null || key === null) return;
  const made =
    newSubscription ??
    (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const { endpoint, keys } = made.toJSON();
  await fetch('/api/push', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', 'X-CSRFToken': session.csrf_token },
    body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth }),
  });
}
