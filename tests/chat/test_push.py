"""Web push: a browser turns it on, a push service gets what only that browser can read, and when it gets nothing."""

import base64
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from py_vapid import Vapid02
from pytest_django.fixtures import Settings

from chat.actions.members import join_room, leave_room, mark_read
from chat.actions.messages import delete_message, send_message
from chat.actions.pushing import MOST_SUBSCRIPTIONS
from chat.models import Member, Message, Notification, PushSubscription, Room, User
from chat.notifier import Notifier
from chat.protocol.commands import NewMessage
from chat.push import PushClient, Target, check_target, make_keys
from chat.threads import run_action
from tests.push_service import PushService, Subscription
from tests.tab import new_message

Browser = Callable[[User | None], Client]
Push = Callable[[], Awaitable[None]]


@pytest.fixture(autouse=True)
def keys(settings: Settings) -> tuple[str, str]:
    settings.VAPID_PRIVATE_KEY, settings.VAPID_PUBLIC_KEY = pair = make_keys()
    settings.VAPID_SUBJECT = "mailto:keeper@hearth.example"
    settings.PUSH_DELAY_SECONDS = 0.0
    return pair


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture
async def push(service: PushService, transactional_db: None) -> AsyncIterator[Push]:
    """Push what is due now."""
    client = PushClient(service.transport())
    yield Notifier(client).push_due
    await client.close()


@pytest.fixture
def room(transactional_db: None, fireplace: Room, alice: User, bob: User) -> Room:
    """The fireplace with Alice and Bob in it, Lily resting."""
    Room.objects.filter(pk=fireplace.pk).update(lily="off")
    fireplace.refresh_from_db()
    for person in (alice, bob):
        join_room(user=person, room=fireplace)
    return fireplace


def ask(client: Client, method: str, body: dict[str, Any]) -> Any:
    token = client.get("/api/session").json()["csrf_token"]
    headers = {"X-CSRFToken": token}
    return client.generic(method, "/api/push", json.dumps(body), content_type="application/json", headers=headers)


def subscribe(client: Client) -> Subscription:
    subscription = Subscription()
    assert ask(client, "POST", subscription.body).status_code == 204
    return subscription


@pytest.fixture
async def his(room: Room, bob: User, browser: Browser) -> Subscription:
    """Bob's browser, which wants to be told."""
    return await run_action(lambda: subscribe(browser(bob)))


def say(room: Room, author: User, text: str, reply_to: int | None = None) -> Message:
    member = Member.objects.select_related("room", "user").get(room=room, user=author)
    new = NewMessage.model_validate(new_message(text) | {"reply_to": reply_to})
    return Message.objects.get(pk=send_message(member=member, new=new).id)


async def test_a_mention_reaches_the_browser_and_nobody_else_can_read_it(
    room: Room, alice: User, his: Subscription, service: PushService, push: Push, keys: tuple[str, str]
) -> None:
    said = await run_action(lambda: say(room, alice, "@Bob come and see 🔥"))
    await push()
    [(place, headers, body)] = service.calls
    assert place == his.place
    assert b"come" not in body
    assert his.open(body) == {
        "title": "Alice called you · By the fireplace",
        "body": "@Bob come and see 🔥",
        "tag": f"room-{room.pk}",
        "room_id": room.pk,
        "message_id": said.pk,
        "url": f"/rooms/{room.pk}/messages/{said.pk}",
        "language": "en",
    }
    assert (headers["content-encoding"], headers["topic"]) == ("aes128gcm", f"room-{room.pk}")
    assert int(headers["ttl"]) > 3600
    assert "cookie" not in headers
    token = headers["authorization"].removeprefix("vapid t=").split(",k=")
    assert Vapid02.verify(headers["authorization"])
    assert token[1] == keys[1]
    claims = json.loads(base64.urlsafe_b64decode(token[0].split(".")[1] + "=="))
    assert (claims["aud"], claims["sub"]) == ("https://push.example", "mailto:keeper@hearth.example")
    assert time.time() < claims["exp"] < time.time() + 24 * 3600
    await push()
    assert len(service.calls) == 1
    assert await run_action(lambda: Notification.objects.get().push) == "done"


async def test_it_is_said_in_the_persons_language_and_in_all_his_browsers(
    room: Room, alice: User, bob: User, browser: Browser, service: PushService, push: Push
) -> None:
    await run_action(lambda: User.objects.filter(pk=alice.pk).update(language="ko"))
    await run_action(alice.refresh_from_db)
    phone, laptop = [await run_action(lambda: subscribe(browser(alice))) for _ in range(2)]
    first = await run_action(lambda: say(room, alice, "안녕"))
    await run_action(lambda: say(room, bob, "hello", reply_to=first.pk))
    await push()
    [told] = service.bodies(phone)
    assert (told["title"], told["language"]) == ("Bob 님이 답했어요 · 벽난로 앞", "ko")
    assert service.bodies(laptop) == [told]


def read_it(bob: User) -> None:
    member = Member.objects.select_related("user", "room").get(user=bob)
    mark_read(member=member, created_seq=member.room.head)


def take_back(bob: User) -> None:
    author = Member.objects.select_related("room", "user").exclude(user=bob).get()
    delete_message(member=author, message=Message.objects.get())


def sign_out_everywhere(bob: User) -> None:
    bob.set_password("another one")
    bob.save()


def sleep_all_day(bob: User) -> None:
    minute = timezone.now().hour * 60 + timezone.now().minute
    User.objects.filter(pk=bob.pk).update(quiet_from=minute, quiet_until=(minute - 5) % 1440)


def leave(bob: User) -> None:
    leave_room(member=Member.objects.select_related("room", "user").get(user=bob))


def close_account(bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)


def wait_two_days(bob: User) -> None:
    Notification.objects.update(created_at=timezone.now() - timedelta(days=2))


@pytest.mark.parametrize(
    "happens", [read_it, take_back, sign_out_everywhere, sleep_all_day, leave, close_account, wait_two_days]
)
async def test_nothing_is_pushed_where_it_has_no_reason_any_more(
    room: Room, alice: User, his: Subscription, service: PushService, push: Push, happens: Any
) -> None:
    await run_action(lambda: say(room, alice, "@Bob"))
    await run_action(lambda: happens(User.objects.get(name="Bob")))
    await push()
    assert "@Bob" not in [told["body"] for told in service.bodies(his)]
    assert await run_action(lambda: Notification.objects.get(kind="mention").push) == "done"


async def test_who_may_still_be_reading_is_not_pushed_at_once(
    room: Room, alice: User, his: Subscription, service: PushService, push: Push, settings: Settings
) -> None:
    settings.PUSH_DELAY_SECONDS = 60.0
    await run_action(lambda: say(room, alice, "@Bob"))
    await push()
    assert service.calls == []
    assert await run_action(lambda: Notification.objects.get().push) == "queued"


async def test_in_a_room_of_two_every_word_is_pushed_and_the_bell_counts_one(
    room: Room, alice: User, bob: User, his: Subscription, service: PushService, push: Push
) -> None:
    await run_action(lambda: Room.objects.filter(pk=room.pk).update(visibility="direct", house_kept=False))
    for text in ("hi", "are you there?"):
        await run_action(say, room, alice, text)
        await push()
    told = service.bodies(his)
    assert [(each["title"], each["body"]) for each in told] == [("Alice", "hi"), ("Alice", "are you there?")]
    assert await run_action(lambda: Notification.objects.get().excerpt) == "are you there?"
    await run_action(lambda: Member.objects.filter(user=bob).update(notify="mentions"))
    await run_action(lambda: say(room, alice, "never mind"))
    await push()
    assert len(service.calls) == 2


async def test_a_browser_that_is_gone_is_forgotten(
    room: Room, alice: User, bob: User, browser: Browser, service: PushService, push: Push
) -> None:
    gone, there = [await run_action(lambda: subscribe(browser(bob))) for _ in range(2)]
    service.answers[gone.place] = 410
    await run_action(lambda: say(room, alice, "@Bob"))
    await push()
    left = await run_action(lambda: list(PushSubscription.objects.values_list("endpoint", flat=True)))
    assert left == [there.endpoint]


async def test_a_busy_service_is_asked_again_later_and_only_for_the_browser_that_missed_it(
    room: Room, alice: User, bob: User, browser: Browser, service: PushService, push: Push
) -> None:
    busy, there = [await run_action(lambda: subscribe(browser(bob))) for _ in range(2)]
    service.answers[busy.place], service.headers = 429, {"retry-after": "120"}
    await run_action(lambda: say(room, alice, "@Bob"))
    await push()
    row = await run_action(Notification.objects.get)
    assert row.push == "queued"
    assert row.push_at is not None
    assert 100 < (row.push_at - timezone.now()).total_seconds() <= 120
    assert await run_action(lambda: PushSubscription.objects.get(endpoint=busy.endpoint).failures) == 1
    service.answers[busy.place] = 201
    await run_action(lambda: Notification.objects.update(push_at=timezone.now()))
    await push()
    assert (len(service.bodies(busy)), len(service.bodies(there))) == (2, 1)
    assert await run_action(lambda: PushSubscription.objects.get(endpoint=busy.endpoint).failures) == 0


async def test_trying_again_has_an_end(
    room: Room, alice: User, his: Subscription, service: PushService, push: Push
) -> None:
    service.answers[his.place] = 503
    await run_action(lambda: say(room, alice, "@Bob"))
    for _ in range(8):
        await push()
        await run_action(lambda: Notification.objects.update(push_at=timezone.now()))
    assert len(service.calls) == 5
    assert await run_action(lambda: Notification.objects.get().push) == "done"


async def test_a_browser_that_always_fails_is_given_up(
    room: Room, alice: User, his: Subscription, service: PushService, push: Push
) -> None:
    await run_action(lambda: PushSubscription.objects.update(failures=19))
    service.answers[his.place] = 400
    await run_action(lambda: say(room, alice, "@Bob"))
    await push()
    assert not await run_action(PushSubscription.objects.exists)


async def test_what_a_dead_sender_had_taken_is_pushed_when_its_lease_runs_out(
    room: Room, alice: User, his: Subscription, service: PushService, push: Push
) -> None:
    await run_action(lambda: say(room, alice, "@Bob"))
    soon = timezone.now() + timedelta(seconds=60)
    await run_action(lambda: Notification.objects.update(push="running", push_at=soon))
    await push()
    assert service.calls == []
    await run_action(lambda: Notification.objects.update(push_at=timezone.now()))
    await push()
    assert len(service.calls) == 1


async def test_an_address_of_ours_is_never_called(
    room: Room, alice: User, his: Subscription, service: PushService
) -> None:
    inside = service.url.replace("http://127.0.0.1", "https://localhost")
    await run_action(lambda: PushSubscription.objects.update(endpoint=f"{inside}/x"))
    await run_action(lambda: say(room, alice, "@Bob"))
    client = PushClient()  # behind the real fence
    await Notifier(client).push_due()
    await client.close()
    assert service.calls == []
    assert await run_action(lambda: PushSubscription.objects.get().failures) == 1
    assert await run_action(lambda: Notification.objects.get().push) == "done"


def test_the_page_learns_the_key_only_where_there_are_both(
    fireplace: Room, browser: Browser, settings: Settings, keys: tuple[str, str]
) -> None:
    assert browser(None).get("/api/session").json()["config"]["push_key"] == keys[1]
    settings.VAPID_PRIVATE_KEY = ""
    assert browser(None).get("/api/session").json()["config"]["push_key"] is None


def test_a_browser_changes_hands_with_who_is_signed_in_there(
    fireplace: Room, alice: User, bob: User, browser: Browser
) -> None:
    shared = Subscription()
    for person in (alice, bob):
        assert ask(browser(person), "POST", shared.body).status_code == 204
    assert PushSubscription.objects.get().user == bob
    assert ask(browser(alice), "DELETE", {"endpoint": shared.endpoint}).status_code == 204
    assert PushSubscription.objects.get().user == bob
    assert ask(browser(bob), "DELETE", {"endpoint": shared.endpoint}).status_code == 204
    assert not PushSubscription.objects.exists()


def test_a_person_has_only_so_many_browsers(fireplace: Room, alice: User, browser: Browser) -> None:
    client = browser(alice)
    made = [subscribe(client).endpoint for _ in range(MOST_SUBSCRIPTIONS + 1)]
    assert list(PushSubscription.objects.order_by("pk").values_list("endpoint", flat=True)) == made[1:]


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_a_stranger_has_no_push(fireplace: Room, browser: Browser, method: str) -> None:
    answer = ask(browser(None), method, Subscription().body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "signed_out")


def test_a_house_without_keys_says_so(fireplace: Room, alice: User, browser: Browser, settings: Settings) -> None:
    settings.VAPID_PUBLIC_KEY = ""
    answer = ask(browser(alice), "POST", Subscription().body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example/x"},
        {"endpoint": "https://push.example:8443/x"},
        {"endpoint": "https://me:secret@push.example/x"},
        {"endpoint": "https://127.0.0.1/x"},
        {"endpoint": "https://2130706433/x"},
        {"endpoint": "https://[::1]/x"},
        {"endpoint": "https://[::ffff:10.0.0.1]/x"},
        {"endpoint": "https://localhost/x"},
        {"endpoint": "https://push.example:99999/x"},
        {"endpoint": "https://0177.0.0.1/x"},
        {"endpoint": "https://push.example/" + "x" * 1000},
        {"p256dh": "B" + "A" * 86},
        {"p256dh": "short"},
        {"auth": "A" * 30},
        {"auth": "a b"},
        {"more": 1},
    ],
)
def test_what_cannot_be_a_browser_is_not_stored(
    fireplace: Room, alice: User, browser: Browser, wrong: dict[str, Any]
) -> None:
    answer = ask(browser(alice), "POST", Subscription().body | wrong)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]
    assert not PushSubscription.objects.exists()


def test_a_real_push_service_is_a_target() -> None:
    body = Subscription().body
    for host in ("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com:443"):
        assert check_target(Target(f"https://{host}/x", body["p256dh"], body["auth"]))


def test_keys_are_made_by_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_vapid_keys")
    lines = dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines())
    assert list(lines) == ["VAPID_PRIVATE_KEY", "VAPID_PUBLIC_KEY"]
    made = Vapid02.from_raw(lines["VAPID_PRIVATE_KEY"].encode())
    known = Vapid02.from_raw_public(lines["VAPID_PUBLIC_KEY"].encode())
    assert made.public_key.public_numbers() == known.public_key.public_numbers()


async def test_a_notification_that_ends_its_sender_each_time_is_given_up(
    room: Room, alice: User, his: Subscription, service: PushService, push: Push
) -> None:
    await run_action(lambda: say(room, alice, "@Bob"))
    await run_action(lambda: Notification.objects.update(push="running", push_tries=5))
    await push()
    assert service.calls == []
    assert await run_action(lambda: Notification.objects.get().push) == "done"


async def test_one_person_is_pushed_only_so_often(
    room: Room, alice: User, his: Subscription, service: PushService, push: Push, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.limits.pushes_of_person.burst", 2)
    for _ in range(4):
        await run_action(lambda: say(room, alice, "@Bob"))
        await push()
    assert len(service.calls) == 2
    assert await run_action(lambda: Notification.objects.filter(read=False).count()) == 4
