"""The socket: who may open it, what it says first, rooms and heads, and what it does with nonsense."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from django.contrib.sessions.models import Session
from pytest_django.fixtures import Settings

from chat.models import House, Member, Room, User
from chat.presence import seats
from chat.protocol.schema import protocol_hash
from chat.runtime import open_tabs, runtime
from chat.threads import run_action, run_query
from tests.conftest import make_person
from tests.tab import Tab, session_cookie

OpenTab = Callable[..., Awaitable[Tab]]


async def test_hello_is_the_first_frame_and_tells_all_a_page_starts_from(
    fireplace: Room, alice: User, open_tab: OpenTab
) -> None:
    hello = (await open_tab(alice)).hello
    house = await run_query(House.objects.get)
    assert hello["user"]["name"] == "Alice"
    assert hello["epoch"] == str(house.epoch)
    assert hello["protocol"] == protocol_hash()
    assert (hello["rooms"], hello["user_head"], hello["notifications_unread"]) == ([], 0, 0)


@pytest.mark.django_db(transaction=True)
async def test_without_a_session_the_socket_is_accepted_and_closed() -> None:
    tab = Tab()
    accepted, _ = await tab.socket.connect(timeout=5)
    assert accepted
    assert await tab.closed() == 4401
    await runtime.stop()


@pytest.mark.django_db(transaction=True)
async def test_a_foreign_origin_is_refused_before_accept() -> None:
    accepted, _ = await Tab(origin="https://evil.example").socket.connect(timeout=5)
    assert not accepted
    await runtime.stop()


async def test_our_own_origin_may_open(fireplace: Room, alice: User, open_tab: OpenTab) -> None:
    assert (await open_tab(alice, origin="http://testserver")).hello["type"] == "hello"


async def test_a_session_that_ended_is_closed_at_the_next_heartbeat(
    fireplace: Room, alice: User, open_tab: OpenTab, settings: Settings
) -> None:
    settings.SESSION_LOOK_SECONDS = 0.1
    tab = await open_tab(alice)
    await run_action(lambda: Session.objects.all().delete())
    assert await tab.closed() == 4401


async def test_a_client_that_never_pings_does_not_outlive_its_session(
    fireplace: Room, alice: User, bob: User, open_tab: OpenTab, settings: Settings
) -> None:
    settings.SESSION_LOOK_SECONDS = 0.1
    hers, his = await open_tab(alice), await open_tab(bob)
    alice.set_password("another one")
    await run_action(alice.save)
    assert await hers.closed() == 4401
    assert (await his.ask("ping"))["type"] == "pong"


async def test_a_socket_that_ends_in_any_way_leaves_nothing_behind(
    fireplace: Room, alice: User, transactional_db: None
) -> None:
    tab = await Tab(await run_action(session_cookie, alice)).open()
    await tab.enter(fireplace.pk)
    assert len(open_tabs) == 1
    tab.socket.future.cancel()  # as when a write fails because the client is gone
    await asyncio.gather(tab.socket.future, return_exceptions=True)
    await runtime.stop()
    assert open_tabs == {}
    assert seats.list_seated(fireplace.pk) == set()


async def test_entering_the_fireplace_joins_seats_and_loads(
    fireplace: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    his = await open_tab(bob)
    await his.enter(fireplace.pk)
    hers = await open_tab(alice)
    entered = await hers.enter(fireplace.pk)
    assert entered["room"]["name"] == "벽난로 앞"
    assert entered["room"]["my_role"] == "guest"
    assert {member["name"] for member in entered["members"]} == {"Alice", "Bob"}
    assert entered["member_count"] == 2
    assert {here["user_id"] for here in entered["present"]} == {alice.pk, bob.pk}
    assert entered["complete"] is True
    joined = await his.wait_for(lambda f: f["type"] == "member.changed" and f["member"]["user_id"] == alice.pk)
    assert joined["seq"] == entered["head"]
    seated = await his.wait_for(
        lambda f: f["type"] == "presence.changed" and {"user_id": alice.pk, "state": "seated"} in f["changes"]
    )
    assert seated["full"] is False


async def test_another_tab_of_mine_hears_of_a_room_that_i_joined(
    fireplace: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    first, second = await open_tab(alice), await open_tab(alice)
    await first.enter(fireplace.pk)
    changed = await second.wait_for(lambda frame: frame["type"] == "me.changed")
    assert (changed["part"], changed["user_head"]) == ("rooms", 1)
    assert changed["data"]["room"]["head"] == 1
    his = await open_tab(bob)
    await his.enter(fireplace.pk)
    done = await his.send(fireplace.pk, "hello")
    assert await second.wait_message(id=done["message"]["id"])


async def test_catching_up_gives_exactly_what_changed(
    fireplace: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    held = (await hers.enter(fireplace.pk))["head"]
    await his.enter(fireplace.pk)
    texts = ["one", "둘", "three"]
    for text in texts:
        await his.send(fireplace.pk, text)
    caught = await hers.enter(fireplace.pk, since=held, seat=False)
    assert [message["text"] for message in caught["messages"]] == texts
    assert [member["user_id"] for member in caught["members"]] == [bob.pk]
    assert caught["head"] == held + 4
    assert caught["complete"] is True
    nothing = await hers.enter(fireplace.pk, since=caught["head"], seat=False)
    assert (nothing["messages"], nothing["members"]) == ([], [])


async def test_a_cursor_from_the_future_starts_the_room_afresh(fireplace: Room, alice: User, open_tab: OpenTab) -> None:
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    assert (await tab.enter(fireplace.pk, since=10_000))["complete"] is False


async def test_the_heartbeat_carries_every_head(fireplace: Room, alice: User, open_tab: OpenTab) -> None:
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    pong = await tab.ask("ping")
    assert pong["heads"] == {str(fireplace.pk): 1}
    assert pong["user_head"] == 1


async def test_me_load_is_the_body_of_hello(fireplace: Room, alice: User, open_tab: OpenTab) -> None:
    tab = await open_tab(alice)
    loaded = await tab.ask("me.load")
    assert {key: loaded[key] for key in tab.hello if key not in ("type", "server_time")} == {
        key: value for key, value in tab.hello.items() if key not in ("type", "server_time")
    }


async def test_a_read_mark_moves_only_forward_and_my_tabs_hear_of_it(
    fireplace: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, second, his = await open_tab(alice), await open_tab(alice), await open_tab(bob)
    await hers.enter(fireplace.pk)
    await his.enter(fireplace.pk)
    seqs = [(await his.send(fireplace.pk, text))["message"]["created_seq"] for text in ("a", "b", "c")]
    assert (await hers.ask("me.load"))["rooms"][0]["unread"] == 3
    await hers.ask("room.read", room_id=fireplace.pk, created_seq=seqs[1])
    told = await second.wait_for(lambda f: f["type"] == "me.changed" and f["part"] == "read")
    assert told["data"] == {"room_id": fireplace.pk, "read_seq": seqs[1], "unread": 1, "mentions": 0}
    await hers.ask("room.read", room_id=fireplace.pk, created_seq=seqs[0])
    await hers.ask("room.read", room_id=fireplace.pk, created_seq=10**9)
    rooms = (await hers.ask("me.load"))["rooms"]
    assert (rooms[0]["unread"], rooms[0]["read_seq"]) == (0, seqs[2])


async def test_writing_is_shown_to_the_room(fireplace: Room, alice: User, bob: User, open_tab: OpenTab) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await hers.enter(fireplace.pk)
    await his.enter(fireplace.pk)
    await his.ask("typing.set", room_id=fireplace.pk, on=True)
    await hers.wait_for(lambda f: f["type"] == "typing.changed" and f["user_ids"] == [bob.pk])
    await his.send(fireplace.pk, "done writing")
    await hers.wait_for(lambda f: f["type"] == "typing.changed" and f["user_ids"] == [])


async def test_who_breaks_off_is_away_and_who_leaves_the_room_is_gone(
    fireplace: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his, second = await open_tab(alice), await open_tab(bob), await open_tab(bob)
    await hers.enter(fireplace.pk)
    await his.enter(fireplace.pk)
    await his.leave()
    await hers.wait_for(lambda f: {"user_id": bob.pk, "state": "away"} in f.get("changes", []))
    await second.enter(fireplace.pk)
    hers.frames.clear()
    await hers.wait_for(lambda f: {"user_id": bob.pk, "state": "seated"} in f.get("changes", []))
    hers.frames.clear()
    await second.ask("room.leave", room_id=fireplace.pk)
    await hers.wait_for(lambda f: {"user_id": bob.pk, "state": "gone"} in f.get("changes", []))
    assert await run_query(Member.objects.filter(user=bob, left_at__isnull=True).exists)


@pytest.mark.parametrize(
    ("frame", "code", "ref"),
    [
        ("not json", "bad_frame", None),
        ("[]", "bad_frame", None),
        ('"text"', "bad_frame", None),
        ("{}", "bad_frame", None),
        ('{"type": 7, "ref": "a"}', "unknown_type", "a"),
        ('{"type": "room.explode", "ref": "a"}', "unknown_type", "a"),
        ('{"type": "ping"}', "bad_frame", None),
        ('{"type": "ping", "ref": ""}', "bad_frame", None),
        ('{"type": "ping", "ref": "\\ud800"}', "bad_frame", None),
        ('{"type": "ping", "ref": "a", "extra": 1}', "bad_frame", "a"),
        ('{"type": "room.leave", "ref": "a", "room_id": "1"}', "bad_frame", "a"),
        ('{"type": "room.leave", "ref": "a", "room_id": 1.5}', "bad_frame", "a"),
        ('{"type": "room.leave", "ref": "a", "room_id": 99999999999999999999999}', "bad_frame", "a"),
        ("[" * 10_000, "bad_frame", None),
        ('{"type": "ping", "ref": "a", "x": "' + "y" * 140_000 + '"}', "too_large", None),
        ('{"type": "ping", "ref": "a", "x": "' + "불" * 60_000 + '"}', "too_large", None),
    ],
)
async def test_a_bad_frame_is_answered_and_the_socket_lives(
    fireplace: Room, alice: User, open_tab: OpenTab, frame: str, code: str, ref: str | None
) -> None:
    tab = await open_tab(alice)
    await tab.say(frame)
    failed = await tab.next_frame()
    assert (failed["type"], failed["code"], failed["ref"]) == ("command.failed", code, ref)
    assert (await tab.ask("ping"))["type"] == "pong"


async def test_a_binary_frame_is_a_bad_frame(fireplace: Room, alice: User, open_tab: OpenTab) -> None:
    tab = await open_tab(alice)
    await tab.socket.send_to(bytes_data=b"\x00\xff")
    assert (await tab.next_frame())["code"] == "bad_frame"


async def test_errors_speak_the_persons_language(fireplace: Room, transactional_db: None, open_tab: OpenTab) -> None:
    tab = await open_tab(await run_action(make_person, "민지", "ko"))
    assert "비어 있을 수 없어요" in (await tab.send(fireplace.pk, ""))["message"]


async def test_twenty_bad_frames_end_the_socket(fireplace: Room, alice: User, open_tab: OpenTab) -> None:
    tab = await open_tab(alice)
    for _ in range(20):
        await tab.say("{}")
    assert await tab.closed() == 4400
    assert len([frame for frame in tab.frames if frame["type"] == "command.failed"]) == 20
