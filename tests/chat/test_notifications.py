"""Notifications: who is told and who is not, quiet hours, and unread counts that always clear, over tabs."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from chat.actions.members import join_room
from chat.actions.notifications import notify
from chat.models import Block, Member, Notification, Room, User
from chat.queries.notifications import is_quiet, list_notifications
from chat.threads import run_action, run_query
from tests.tab import Json, Tab

OpenTab = Callable[[User], Awaitable[Tab]]


@pytest.fixture
def room(transactional_db: None, fireplace: Room, alice: User, bob: User) -> Room:
    """The fireplace with Alice and Bob in it, Lily resting."""
    Room.objects.filter(pk=fireplace.pk).update(lily="off")
    for person in (alice, bob):
        join_room(user=person, room=fireplace)
    return fireplace


async def counts(tab: Tab) -> tuple[int, int, int]:
    """The bell, and what is unread and what called in the first room, as a fresh page would get them."""
    me = await tab.ask("me.load")
    return me["notifications_unread"], me["rooms"][0]["unread"], me["rooms"][0]["mentions"]


async def wait_counts(tab: Tab, bell: int, unread: int, mentions: int) -> None:
    """Wait until this tab was told these counts, and see that a fresh page would get the same."""
    await tab.wait_for(lambda frame: frame.get("part") == "notification" and frame["data"]["unread"] == bell)
    await tab.wait_for(lambda frame: is_mark(frame, unread, mentions))
    assert await counts(tab) == (bell, unread, mentions)


def is_mark(frame: Json, unread: int, mentions: int) -> bool:
    data = frame.get("data", {})
    return frame.get("part") == "read" and (data["unread"], data["mentions"]) == (unread, mentions)


async def call_bob(room: Room, alice: User, open_tab: OpenTab, bob: User) -> tuple[Tab, Tab, Tab, Json]:
    """Alice's tab, two of Bob's, and the message that called him; both of his know of it."""
    hers, first, second = await open_tab(alice), await open_tab(bob), await open_tab(bob)
    said = (await hers.send(room.pk, "@Bob hello"))["message"]
    for tab in (first, second):
        await wait_counts(tab, 1, 1, 1)
        tab.frames.clear()
    return hers, first, second, said


async def test_reading_a_room_clears_what_called_there_in_every_tab(
    room: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    _, first, second, said = await call_bob(room, alice, open_tab, bob)
    await first.ask("room.read", room_id=room.pk, created_seq=said["created_seq"])
    for tab in (first, second):
        await wait_counts(tab, 0, 0, 0)
    assert await run_query(lambda: Notification.objects.get().read)


async def test_reading_up_to_a_message_leaves_what_called_after_it(
    room: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, first, second, said = await call_bob(room, alice, open_tab, bob)
    await hers.send(room.pk, "@Bob again")
    await first.ask("room.read", room_id=room.pk, created_seq=said["created_seq"])
    await wait_counts(second, 1, 1, 1)


async def test_marking_unread_brings_messages_back_but_does_not_call_again(
    room: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    _, first, second, said = await call_bob(room, alice, open_tab, bob)
    await first.ask("room.read", room_id=room.pk, created_seq=said["created_seq"])
    await first.ask("room.unread", room_id=room.pk, created_seq=said["created_seq"] - 1)
    await second.wait_for(lambda frame: is_mark(frame, 1, 0))
    assert await counts(second) == (0, 1, 0)


async def test_a_name_put_into_words_that_were_read_clears_by_reading_again(
    room: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    said = (await hers.send(room.pk, "hello"))["message"]
    await his.ask("room.read", room_id=room.pk, created_seq=said["created_seq"])
    await hers.ask("message.edit", message_id=said["id"], text="hello @Bob")
    await wait_counts(his, 1, 0, 1)
    his.frames.clear()
    await his.ask("room.read", room_id=room.pk, created_seq=said["created_seq"])
    await wait_counts(his, 0, 0, 0)


async def test_the_bell_clears_the_rooms_too(
    room: Room, alice: User, bob: User, open_tab: OpenTab, browser: Callable[[User], Client]
) -> None:
    _, first, second, _ = await call_bob(room, alice, open_tab, bob)

    def read_all() -> Any:
        client = browser(bob)
        headers = {"X-CSRFToken": client.get("/api/session").json()["csrf_token"]}
        body: Any = {"ids": None}
        return client.post("/api/notifications/read", body, content_type="application/json", headers=headers)

    assert (await run_action(read_all)).json()["unread"] == 0
    for tab in (first, second):
        await wait_counts(tab, 0, 1, 0)


async def test_words_that_were_taken_back_call_nobody(room: Room, alice: User, bob: User, open_tab: OpenTab) -> None:
    hers, first, second, said = await call_bob(room, alice, open_tab, bob)
    await hers.ask("message.delete", message_id=said["id"])
    for tab in (first, second):
        await wait_counts(tab, 0, 0, 0)
    row = await run_query(Notification.objects.get)
    assert (row.read, row.excerpt) == (True, "")


async def test_other_words_stand_in_the_bell_too(room: Room, alice: User, bob: User, open_tab: OpenTab) -> None:
    hers, _, _, said = await call_bob(room, alice, open_tab, bob)
    await hers.ask("message.edit", message_id=said["id"], text="@Bob good evening")
    assert await run_query(lambda: Notification.objects.get().excerpt) == "@Bob good evening"


async def test_a_room_that_one_left_calls_no_more(
    room: Room, alice: User, bob: User, open_tab: OpenTab, browser: Callable[[User], Client]
) -> None:
    _, first, second, _ = await call_bob(room, alice, open_tab, bob)

    def leave() -> Any:
        client = browser(bob)
        token = client.get("/api/session").json()["csrf_token"]
        return client.post(f"/api/rooms/{room.pk}/leave", headers={"X-CSRFToken": token})

    assert (await run_action(leave)).status_code == 204
    await second.wait_for(lambda frame: frame["type"] == "room.removed")
    assert (await second.ask("me.load"))["notifications_unread"] == 0
    assert (await run_query(list_notifications, bob, None)).notifications == []
    await run_action(lambda: notify(user_id=bob.pk, kind="keeper", room_id=room.pk, from_name="Alice", excerpt="Bye"))
    left = await first.wait_for(lambda frame: frame.get("part") == "notification")
    assert (left["data"]["unread"], left["data"]["notification"]["kind"]) == (1, "keeper")


async def test_a_deleted_room_calls_no_more(room: Room, alice: User, bob: User, open_tab: OpenTab) -> None:
    _, first, _, _ = await call_bob(room, alice, open_tab, bob)
    await run_action(lambda: Room.objects.update(deleted_at=datetime.now(UTC)))
    assert (await first.ask("me.load"))["notifications_unread"] == 0


async def test_who_is_blocked_calls_nobody(room: Room, alice: User, bob: User, open_tab: OpenTab) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await run_action(lambda: Block.objects.create(user=bob, blocked=alice))
    first = (await his.send(room.pk, "hello"))["message"]
    await hers.send(room.pk, "@Bob", reply_to=first["id"])
    assert await counts(his) == (0, 1, 0)
    await his.send(room.pk, "@Alice")
    assert (await counts(hers))[0] == 1


async def test_a_room_may_be_silent(room: Room, alice: User, bob: User, open_tab: OpenTab) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await run_action(lambda: Member.objects.filter(user=bob).update(notify="none"))
    said = (await his.send(room.pk, "hello"))["message"]
    await hers.send(room.pk, "@Bob", reply_to=said["id"])
    assert await counts(his) == (0, 1, 0)


async def test_in_a_room_of_two_the_bell_holds_the_newest_words_once(
    room: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    await run_action(lambda: Room.objects.update(visibility="direct", house_kept=False))
    hers, his = await open_tab(alice), await open_tab(bob)
    for text in ("one", "two"):
        last = (await hers.send(room.pk, text))["message"]
    assert await counts(his) == (1, 2, 1)
    rows = (await run_query(list_notifications, bob, None)).notifications
    assert [(row.kind, row.excerpt, row.message_id) for row in rows] == [("mention", "two", last["id"])]
    await his.ask("room.read", room_id=room.pk, created_seq=last["created_seq"])
    assert await counts(his) == (0, 0, 0)
    await hers.send(room.pk, "three")
    assert await run_query(Notification.objects.count) == 2


@pytest.mark.parametrize(
    ("begin", "end", "zone", "now", "quiet"),
    [
        (None, None, "UTC", "03:00", False),
        (22 * 60, None, "UTC", "23:00", False),
        (13 * 60, 15 * 60, "UTC", "12:59", False),
        (13 * 60, 15 * 60, "UTC", "13:00", True),
        (13 * 60, 15 * 60, "UTC", "14:59", True),
        (13 * 60, 15 * 60, "UTC", "15:00", False),
        (22 * 60, 7 * 60, "UTC", "21:59", False),
        (22 * 60, 7 * 60, "UTC", "22:00", True),
        (22 * 60, 7 * 60, "UTC", "00:00", True),
        (22 * 60, 7 * 60, "UTC", "06:59", True),
        (22 * 60, 7 * 60, "UTC", "07:00", False),
        (22 * 60, 7 * 60, "Asia/Seoul", "13:00", True),
        (22 * 60, 7 * 60, "Asia/Seoul", "22:00", False),
        (22 * 60, 7 * 60, "America/New_York", "02:59", False),
        (22 * 60, 7 * 60, "America/New_York", "03:00", True),
        (0, 24 * 60 - 1, "UTC", "12:00", True),
        (12 * 60, 12 * 60, "UTC", "12:00", False),
        (22 * 60, 7 * 60, "Mars/Olympus", "23:00", True),
        (22 * 60, 7 * 60, "../etc/passwd", "23:00", True),
    ],
)
def test_quiet_hours_are_the_persons_own(begin: int | None, end: int | None, zone: str, now: str, quiet: bool) -> None:
    person = User(quiet_from=begin, quiet_until=end, time_zone=zone)
    hour, minute = map(int, now.split(":"))
    assert is_quiet(person, datetime(2026, 11, 24, hour, minute, tzinfo=UTC)) is quiet
