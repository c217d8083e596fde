"""What one may do with words that stand: edit, take back, react, pin, keep, mark; who hears of it, who is told."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from chat import limits
from chat.actions.members import join_room
from chat.actions.messages import send_message
from chat.models import Member, Message, Notification, Reaction, Room, User, Wording
from chat.protocol.commands import NewMessage
from chat.threads import run_action, run_query
from tests.tab import Tab, new_message, session_cookie

OpenTab = Callable[[User], Awaitable[Tab]]


@pytest.fixture
def quiet_fire(fireplace: Room) -> Room:
    """The fireplace, with Lily resting."""
    fireplace.lily = "off"
    fireplace.save()
    return fireplace


async def two_at_the_fire(room: Room, alice: User, bob: User, open_tab: OpenTab) -> tuple[Tab, Tab]:
    hers, his = await open_tab(alice), await open_tab(bob)
    await hers.enter(room.pk)
    await his.enter(room.pk)
    return hers, his


async def test_an_edit_shows_who_and_when_and_keeps_the_earlier_wording(
    quiet_fire: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await two_at_the_fire(quiet_fire, alice, bob, open_tab)
    first = (await hers.send(quiet_fire.pk, "chesnuts"))["message"]
    edited = (await hers.ask("message.edit", message_id=first["id"], text="chestnuts"))["message"]
    assert (edited["text"], edited["edited_by"], edited["created_seq"]) == ("chestnuts", alice.pk, first["created_seq"])
    assert edited["edited_at"] is not None
    assert edited["seq"] > first["seq"]
    assert await his.wait_message(id=first["id"], text="chestnuts") == edited
    assert (await run_query(Wording.objects.get)).text == "chesnuts"
    assert (await his.ask("message.edit", message_id=first["id"], text="mine now"))["code"] == "forbidden"
    assert (await hers.ask("message.edit", message_id=first["id"], text=" "))["code"] == "bad_frame"


async def test_a_message_taken_back_is_a_tombstone_everywhere(
    quiet_fire: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await two_at_the_fire(quiet_fire, alice, bob, open_tab)
    said = (await hers.send(quiet_fire.pk, "@Bob a secret"))["message"]
    quote = (await his.send(quiet_fire.pk, "what?", reply_to=said["id"]))["message"]
    await his.ask("reaction.set", message_id=said["id"], emoji="🔥", on=True)
    assert (await his.ask("message.delete", message_id=said["id"]))["code"] == "forbidden"
    gone = (await hers.ask("message.delete", message_id=said["id"]))["message"]
    assert (gone["deleted"], gone["text"], gone["reactions"], gone["mentions"]) == (True, "", [], [])
    assert await his.wait_message(id=said["id"], deleted=True) == gone
    for kind in ("message.delete", "message.pin", "message.favorite"):
        extra = {} if kind == "message.delete" else {"on": True}
        assert (await hers.ask(kind, message_id=said["id"], **extra))["code"] == "not_found"
    assert (await his.send(quiet_fire.pk, "x", reply_to=said["id"]))["code"] == "bad_frame"
    assert await run_query(lambda: {row.kind: row.excerpt for row in Notification.objects.all()}) == {
        "mention": "",
        "reply": "what?",
    }
    assert quote["reply_to"] == said["id"]


async def test_reactions_count_people_once_and_emoji_apart(
    quiet_fire: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await two_at_the_fire(quiet_fire, alice, bob, open_tab)
    said = (await hers.send(quiet_fire.pk, "hello"))["message"]
    for _ in range(2):
        await hers.ask("reaction.set", message_id=said["id"], emoji="👍", on=True)
    await his.ask("reaction.set", message_id=said["id"], emoji="👍", on=True)
    last = (await his.ask("reaction.set", message_id=said["id"], emoji="🔥", on=True))["message"]
    assert last["reactions"] == [
        {"emoji": "👍", "count": 2, "user_ids": [alice.pk, bob.pk]},
        {"emoji": "🔥", "count": 1, "user_ids": [bob.pk]},
    ]
    off = (await his.ask("reaction.set", message_id=said["id"], emoji="🔥", on=False))["message"]
    assert [reaction["emoji"] for reaction in off["reactions"]] == ["👍"]
    for wrong in ("", "thumbs", "x", "7", "👍 👍", "👍" * 40):
        answer = await his.ask("reaction.set", message_id=said["id"], emoji=wrong, on=True)
        assert answer["code"] == "bad_frame", wrong


async def test_at_most_twenty_kinds_of_reactions(quiet_fire: Room, alice: User, open_tab: OpenTab) -> None:
    tab = await open_tab(alice)
    await tab.enter(quiet_fire.pk)
    said = (await tab.send(quiet_fire.pk, "hello"))["message"]
    answers = [
        await tab.ask("reaction.set", message_id=said["id"], emoji=chr(0x1F600 + number), on=True)
        for number in range(21)
    ]
    assert [answer.get("code") for answer in answers[19:]] == [None, "conflict"]
    assert await run_query(Reaction.objects.count) == 20


async def test_pins_are_the_rooms_and_favourites_are_mine(
    quiet_fire: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await two_at_the_fire(quiet_fire, alice, bob, open_tab)
    second = await open_tab(alice)
    said = (await hers.send(quiet_fire.pk, "keep this"))["message"]
    await hers.ask("message.pin", message_id=said["id"], on=True)
    assert (await his.wait_message(id=said["id"], pinned=True))["text"] == "keep this"
    await hers.ask("message.favorite", message_id=said["id"], on=True)
    told = await second.wait_for(lambda f: f["type"] == "me.changed" and f["part"] == "favorite")
    assert told["data"] == {"room_id": quiet_fire.pk, "message_id": said["id"], "on": True}
    assert (await hers.enter(quiet_fire.pk))["favorites"] == [said["id"]]
    assert (await his.enter(quiet_fire.pk))["favorites"] == []
    assert not [frame for frame in his.frames if frame["type"] == "me.changed" and frame["part"] == "favorite"]


async def test_unread_sets_back_and_read_goes_forward(
    quiet_fire: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await two_at_the_fire(quiet_fire, alice, bob, open_tab)
    seqs = [(await his.send(quiet_fire.pk, text))["message"]["created_seq"] for text in "abc"]
    await hers.ask("room.read", room_id=quiet_fire.pk, created_seq=seqs[2])
    await hers.ask("room.unread", room_id=quiet_fire.pk, created_seq=seqs[0])
    assert (await hers.ask("me.load"))["rooms"][0]["unread"] == 2
    await hers.ask("room.unread", room_id=quiet_fire.pk, created_seq=seqs[2])
    assert (await hers.ask("me.load"))["rooms"][0]["unread"] == 2


async def test_receipts_are_shown_only_of_those_who_allow_it(
    quiet_fire: Room, alice: User, bob: User, charlie: User, open_tab: OpenTab
) -> None:
    hers, his = await two_at_the_fire(quiet_fire, alice, bob, open_tab)
    shy = await open_tab(charlie)
    await run_action(lambda: User.objects.filter(pk=charlie.pk).update(receipts=False))
    await shy.enter(quiet_fire.pk)
    said = (await his.send(quiet_fire.pk, "read me"))["message"]
    for tab in (shy, hers):
        await tab.ask("room.read", room_id=quiet_fire.pk, created_seq=said["created_seq"])
    told = await his.wait_for(lambda f: f["type"] == "receipts.changed")
    assert told["marks"] == [{"user_id": alice.pk, "created_seq": said["created_seq"]}]
    marks = (await his.enter(quiet_fire.pk))["marks"]
    assert {mark["user_id"] for mark in marks} == {alice.pk, bob.pk}


async def test_mentions_and_answers_are_notified_once(
    quiet_fire: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await two_at_the_fire(quiet_fire, alice, bob, open_tab)
    said = (await hers.send(quiet_fire.pk, "hey @Bob, and @Nobody, and a@Bob.example"))["message"]
    assert said["mentions"] == [bob.pk]
    told = await his.wait_for(lambda f: f["type"] == "me.changed" and f["part"] == "notification")
    assert told["data"]["notification"]["kind"] == "mention"
    assert told["data"]["unread"] == 1
    await his.send(quiet_fire.pk, "@Alice yes?", reply_to=said["id"])
    kinds = await run_query(lambda: list(Notification.objects.filter(user=alice).values_list("kind", flat=True)))
    assert kinds == ["mention"]
    summary = (await his.ask("me.load"))["rooms"][0]
    assert (summary["mentions"], (await his.ask("me.load"))["notifications_unread"]) == (1, 1)


async def test_slow_mode_says_when_to_come_back_and_spares_keepers(
    private_room: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    await run_action(lambda: Room.objects.filter(pk=private_room.pk).update(slow_seconds=60, lily="off"))
    await run_action(lambda: Member.objects.create(room=private_room, user=bob, seq=0, joined_seq=0))
    hers, his = await two_at_the_fire(private_room, alice, bob, open_tab)
    answers = [await tab.send(private_room.pk, text) for tab in (his, hers) for text in ("one", "two")]
    assert [answer.get("code") for answer in answers] == [None, "slow_mode", None, None]
    assert 50 < answers[1]["retry_after"] <= 60


async def test_signals_pass_only_between_people_seated_in_the_room(
    quiet_fire: Room, alice: User, bob: User, charlie: User, open_tab: OpenTab
) -> None:
    hers, his = await two_at_the_fire(quiet_fire, alice, bob, open_tab)
    second = await open_tab(bob)
    outside = await open_tab(charlie)
    signal: dict[str, Any] = {"room_id": quiet_fire.pk, "to_user_id": bob.pk, "payload": {"sdp": "…"}}
    await hers.ask("signal.send", to_connection=None, **signal)
    heard = await second.wait_for(lambda f: f["type"] == "signal.received")
    assert (heard["from_user_id"], heard["payload"]) == (alice.pk, {"sdp": "…"})
    assert heard["from_connection"] == hers.hello["connection"]
    await hers.ask("signal.send", to_connection=his.hello["connection"], **(signal | {"payload": {"only": "his"}}))
    await his.wait_for(lambda f: f["type"] == "signal.received" and f["payload"] == {"only": "his"})
    elsewhere = signal | {"payload": {"not": "hers"}}
    await hers.ask("signal.send", to_connection=outside.hello["connection"], **elsewhere)
    await outside.ask("ping")
    assert not [frame for frame in outside.frames if frame["type"] == "signal.received"]
    assert (await outside.ask("signal.send", to_connection=None, **signal))["code"] == "not_found"
    nobody = signal | {"to_user_id": charlie.pk}
    assert (await hers.ask("signal.send", to_connection=None, **nobody))["code"] == "not_found"
    large = signal | {"payload": {"x": "y" * 40_000}}
    assert (await hers.ask("signal.send", to_connection=None, **large))["code"] == "bad_frame"


async def test_a_stranger_and_a_missing_message_look_the_same(
    private_room: Room, alice: User, charlie: User, open_tab: OpenTab
) -> None:
    hers, outside = await open_tab(alice), await open_tab(charlie)
    await hers.enter(private_room.pk)
    said = (await hers.send(private_room.pk, "mine"))["message"]
    commands: list[tuple[str, dict[str, Any]]] = [
        ("message.edit", {"text": "x"}),
        ("message.delete", {}),
        ("message.pin", {"on": True}),
        ("message.favorite", {"on": True}),
        ("reaction.set", {"emoji": "🔥", "on": True}),
    ]
    for kind, fields in commands:
        answers = [await outside.ask(kind, message_id=message_id, **fields) for message_id in (said["id"], 987654)]
        assert [answer["code"] for answer in answers] == ["not_found", "not_found"], kind
    assert (await outside.ask("room.unread", room_id=private_room.pk, created_seq=0))["code"] == "not_found"
    assert not (await run_query(Message.objects.get, pk=said["id"])).pinned


def test_who_came_later_sees_only_what_came_later_where_the_room_says_so(
    private_room: Room, alice: User, bob: User, browser: Any
) -> None:
    Room.objects.filter(pk=private_room.pk).update(history="since_joined", lily="off", head=10)
    old = NewMessage.model_validate_json(json.dumps(new_message("before")))
    send_message(member=join_room(user=alice, room=private_room), new=old)
    Member.objects.create(room=private_room, user=bob, seq=12, joined_seq=12)
    new = NewMessage.model_validate_json(json.dumps(new_message("after")))
    send_message(member=join_room(user=alice, room=private_room), new=new)
    path = f"/api/rooms/{private_room.pk}/messages"
    texts = [message["text"] for message in browser(bob).get(path).json()["messages"]]
    assert texts == ["after"]
    hidden = Message.objects.get(text="before")
    assert browser(bob).get(f"{path}?around={hidden.pk}").status_code == 404
    today = timezone.now().date().isoformat()
    by_day = browser(alice).get(f"{path}?date={today}").json()["messages"]
    assert [message["text"] for message in by_day] == ["before", "after"]
    assert browser(alice).get(f"{path}?date=someday").status_code == 422


async def test_who_speaks_too_fast_is_told_when_to_come_back(
    quiet_fire: Room, alice: User, bob: User, open_tab: OpenTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits.sends_of_person, "burst", 3)
    monkeypatch.setattr(limits.sends_of_person, "seconds_per_token", 60)
    hers, his = await two_at_the_fire(quiet_fire, alice, bob, open_tab)
    answers = [await hers.send(quiet_fire.pk, "again") for _ in range(4)]
    assert [answer.get("code") for answer in answers] == [None, None, None, "rate_limited"]
    assert 0 < answers[-1]["retry_after"] <= 60
    assert (await his.send(quiet_fire.pk, "not me"))["type"] == "command.done"
    assert (await hers.ask("ping"))["type"] == "pong"


async def test_too_many_sockets_of_one_person_are_refused_and_closing_makes_room(
    quiet_fire: Room, alice: User, open_tab: OpenTab, settings: Settings
) -> None:
    settings.SOCKETS_PER_PERSON = 2
    first, _ = await open_tab(alice), await open_tab(alice)
    third = Tab(await run_action(session_cookie, alice))
    await third.socket.connect(timeout=5)
    assert await third.closed() == 4429
    await first.leave()
    assert (await open_tab(alice)).hello["type"] == "hello"


async def test_a_change_of_older_words_reaches_only_those_who_may_see_them(
    private_room: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    await run_action(lambda: Room.objects.filter(pk=private_room.pk).update(history="since_joined", lily="off"))
    hers, second = await open_tab(alice), await open_tab(alice)
    await hers.enter(private_room.pk)
    old = (await hers.send(private_room.pk, "between us"))["message"]
    await run_action(lambda: Member.objects.create(room=private_room, user=bob, seq=1, joined_seq=2))
    his = await open_tab(bob)
    assert his.hello["rooms"][0]["last_message"] is None
    await his.enter(private_room.pk)
    await hers.ask("message.edit", message_id=old["id"], text="still between us")
    assert (await second.wait_message(id=old["id"], text="still between us"))["edited_by"] == alice.pk
    new = (await hers.send(private_room.pk, "for all"))["message"]
    await his.wait_message(id=new["id"])
    told = [frame["message"]["id"] for frame in his.frames if frame["type"] == "message.changed"]
    assert told == [new["id"]]
    assert (await his.ask("message.favorite", message_id=old["id"], on=True))["code"] == "not_found"


async def test_taking_back_an_answer_on_its_way_stops_it(fireplace: Room, alice: User, open_tab: OpenTab) -> None:
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    await tab.send(fireplace.pk, "Lily, hang")
    progress = await tab.wait_for(lambda frame: frame["type"] == "reply.progress")
    gone = (await tab.ask("message.delete", message_id=progress["message_id"]))["message"]
    assert (gone["deleted"], gone["status"], gone["text"]) == (True, "stopped", "")
    await tab.send(fireplace.pk, "Lily, again")  # the slot is free for the next answer
    final = await tab.wait_message(status="complete")
    assert final["id"] != gone["id"]
    assert (await run_query(Message.objects.get, pk=gone["id"])).text == ""
