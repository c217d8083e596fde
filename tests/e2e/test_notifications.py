"""Being called while one looks elsewhere, in a real browser: what the worker shows, where a touch leads, the title."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from chat.push import make_keys
from tests.e2e.conftest import OpenPage
from tests.e2e.test_fireplace import composer, lines, say
from tests.processes import Hearth

LIST_SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data }));
}"""
TOUCH = """async () => {
  const [notification] = await self.registration.getNotifications();
  self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
}"""
PUSH = (
    '{"title":"Bob called you","body":"@Ada hi","tag":"room-1","room_id":1,"message_id":1,'
    '"url":"/rooms/1/messages/1","language":"en"}'
)


@pytest.fixture
def keys() -> dict[str, str]:
    private, public = make_keys()
    return {"VAPID_PRIVATE_KEY": private, "VAPID_PUBLIC_KEY": public}


@pytest.fixture
def pushing_hearth(database: Path, keys: dict[str, str]) -> Iterator[Hearth]:
    with Hearth(database, **keys) as process:
        yield process.wait_ready()


def register(page: Page) -> None:
    page.evaluate("async () => { await navigator.serviceWorker.register('/sw.js', { scope: '/' }); }")
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")


def deliver(context: BrowserContext, page: Page, url: str) -> None:
    """What the browser's push service would hand to the worker."""
    session = context.new_cdp_session(page)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.extend(each["registrationId"] for each in event["registrations"]),
    )
    session.send("ServiceWorker.enable")
    while not registrations:
        page.wait_for_timeout(20)
    session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": url, "registrationId": registrations[0], "data": PUSH},
    )


def test_a_push_is_shown_by_the_worker_and_a_touch_leads_there(pushing_hearth: Hearth, sit_down: OpenPage) -> None:
    url = pushing_hearth.url
    page = sit_down(f"{url}/", "Ada")
    page.context.grant_permissions(["notifications"], origin=url)
    say(page, "hello")
    expect(lines(page)).to_have_count(1)
    register(page)
    deliver(page.context, page, f"{url}/")
    page.wait_for_function(f"async () => (await ({LIST_SHOWN})()).length === 1")
    [shown] = page.evaluate(LIST_SHOWN)
    assert shown == {
        "title": "Bob called you",
        "body": "@Ada hi",
        "tag": "room-1",
        "data": {"url": "/rooms/1/messages/1"},
    }
    [worker] = page.context.service_workers
    assert worker.url == f"{url}/sw.js"
    worker.evaluate(TOUCH)
    page.wait_for_url(re.compile("/rooms/1/messages/1$"))
    expect(composer(page)).to_be_visible()


def look(page: Page, state: str) -> None:
    """Whether the person looks at this tab; a browser without a window always says yes."""
    page.evaluate(f"Object.defineProperty(document, 'visibilityState', {{ get: () => '{state}', configurable: true }})")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_the_title_counts_calls_until_somebody_looks(pushing_hearth: Hearth, sit_down: OpenPage) -> None:
    ada = sit_down(f"{pushing_hearth.url}/", "Ada")
    bob = sit_down(f"{pushing_hearth.url}/", "Bob")
    expect(ada).to_have_title("By the fireplace · Hearth Chat")
    look(ada, "hidden")
    for count in (1, 2):
        say(bob, "@Ada come and see")
        expect(ada).to_have_title(f"({count}) By the fireplace · Hearth Chat")
    look(ada, "visible")
    expect(ada).to_have_title("By the fireplace · Hearth Chat")
