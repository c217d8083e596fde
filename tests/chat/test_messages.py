"""Saying something: what is stored, which events go out to whom, in how many queries; by action and by socket."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chat.actions.members import join_room
from chat.actions.messages import send_message
from chat.events import room_topic
from chat.hub import Envelope, hub
from chat.models import Member, Message, Reply, Room, User
from chat.presence import seats
from chat.protocol.commands import NewMessage
from chat.threads import run_action, run_query
from tests.conftest import make_person
from tests.tab import Tab, ai_settings, new_message

OpenTab = Callable[[User], Awaitable[Tab]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Envelope]:
    """The envelopes that went out; the hub itself is real elsewhere."""
    envelopes: list[Envelope] = []
    monkeypatch.setattr(hub, "publish", envelopes.append)
    return envelopes


def compose(text: str, **fields: Any) -> NewMessage:
    return NewMessage.model_validate_json(json.dumps(new_message(text) | fields))


def test_a_message_is_stored_with_the_rooms_next_number_and_told_once_after_the_commit(
    fireplace: Room, alice: User, sent: list[Envelope], django_capture_on_commit_callbacks: Any
) -> None:
    member = join_room(user=alice, room=fireplace)
    seats.sit(fireplace.pk, 999, "somebody else")
    with django_capture_on_commit_callbacks(execute=True):
        data = send_message(member=member, new=compose("안녕하세요 🔥"))
        assert sent == []
    row = Message.objects.get()
    assert (row.text, row.seq, row.created_seq, row.author_name) == ("안녕하세요 🔥", 2, 2, "Alice")
    assert Room.objects.get().head == 2
    assert [envelope.topic for envelope in sent] == [room_topic(fireplace.pk)]
    assert data.id == row.pk
    assert Reply.objects.count() == 0


def test_sending_takes_the_same_few_queries_with_twenty_members(fireplace: Room, alice: User) -> None:
    member = join_room(user=alice, room=fireplace)
    for number in range(20):
        person = make_person(f"guest {number}")
        join_room(user=person, room=fireplace)
        seats.sit(fireplace.pk, person.pk, str(number))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        send_message(member=member, new=compose("hello"))
    assert len(queries) <= 8  # begin, lock, look for a repeat, look at the member again, insert, index, head, commit


def test_a_repeat_returns_the_first_message_and_stores_nothing(fireplace: Room, alice: User) -> None:
    member = join_room(user=alice, room=fireplace)
    new = compose("Lily?")
    first = send_message(member=member, new=new)
    again = send_message(member=member, new=new.model_copy(update={"text": "something else"}))
    assert again == first
    assert Message.objects.filter(author_kind="user").count() == 1
    assert Reply.objects.count() == 1


def test_two_people_may_use_the_same_client_id(fireplace: Room, alice: User, bob: User) -> None:
    new = compose("hello")
    for person in (alice, bob):
        send_message(member=join_room(user=person, room=fireplace), new=new)
    assert Message.objects.filter(author_kind="user").count() == 2


def test_lily_answers_whoever_sits_alone_and_keeps_still_in_company(fireplace: Room, alice: User) -> None:
    member = join_room(user=alice, room=fireplace)
    seats.sit(fireplace.pk, alice.pk, "a")
    send_message(member=member, new=compose("nobody here"))
    assert Reply.objects.count() == 1
    seats.sit(fireplace.pk, 999, "b")
    send_message(member=member, new=compose("somebody came"))
    assert Reply.objects.count() == 1
    send_message(member=member, new=compose("릴리야, 들었어?"))
    assert Reply.objects.count() == 2


def test_who_switched_ai_off_gets_no_answer(fireplace: Room, alice: User) -> None:
    member = join_room(user=alice, room=fireplace)
    send_message(member=member, new=compose("Lily?", client_ai_settings=ai_settings(ai_enabled=False)))
    assert Reply.objects.count() == 0


async def test_everyone_in_the_room_hears_it_and_the_sender_is_told_it_is_stored(
    fireplace: Room, alice: User, bob: User, charlie: User, open_tab: OpenTab
) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    second = await open_tab(alice)
    outside = await open_tab(charlie)
    await hers.enter(fireplace.pk)
    await his.enter(fireplace.pk)
    done = await hers.send(fireplace.pk, "In our village it was chestnuts.")
    assert done["type"] == "command.done"
    for tab in (hers, his, second):
        message = await tab.wait_message(id=done["message"]["id"])
        assert message == done["message"]
        assert message["author"] == {"kind": "user", "user_id": alice.pk, "name": "Alice"}
    await outside.ask("ping")
    assert [frame["type"] for frame in outside.frames] == ["hello", "pong"]


async def test_the_same_client_id_over_two_sockets_is_one_message(
    fireplace: Room, alice: User, open_tab: OpenTab
) -> None:
    first, second = await open_tab(alice), await open_tab(alice)
    await first.enter(fireplace.pk)
    client_id = str(uuid4())
    a = await first.send(fireplace.pk, "once", client_id=client_id)
    b = await second.send(fireplace.pk, "once", client_id=client_id)
    assert a["message"] == b["message"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "  \n "}, "text"),
        ({"text": "\u200b"}, "text"),
        ({"text": "x" * 8001}, "text"),
        ({"client_id": "7"}, "client_id"),
        ({"reply_to": 987654}, "reply_to"),
        ({"attachment_ids": [str(uuid4())]}, "attachment_ids"),
        ({"attachment_ids": ["x"]}, "attachment_ids"),
        ({"surprise": 1}, "surprise"),
        ({"client_ai_settings": {"ai_enabled": "yes"}}, "client_ai_settings"),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_is_stored(
    fireplace: Room, alice: User, open_tab: OpenTab, change: dict[str, Any], field: str
) -> None:
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    failed = await tab.send(fireplace.pk, "x", **change)
    assert (failed["type"], failed["code"]) == ("command.failed", "bad_frame")
    assert field in failed["message"]
    assert await run_query(Message.objects.count) == 0
    assert (await tab.ask("ping"))["type"] == "pong"


async def test_eight_thousand_characters_of_any_script_pass(fireplace: Room, alice: User, open_tab: OpenTab) -> None:
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    text = "불🔥" * 4000
    done = await tab.send(fireplace.pk, text, client_ai_settings=ai_settings(ai_enabled=False))
    assert done["message"]["text"] == text


async def test_an_address_that_the_operator_did_not_allow_is_forbidden_at_the_send(
    fireplace: Room, alice: User, open_tab: OpenTab
) -> None:
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    wish = ai_settings(lily_api_url="http://evil.example")
    failed = await tab.send(fireplace.pk, "Lily?", client_ai_settings=wish)
    assert failed["code"] == "forbidden"
    assert await run_query(Message.objects.count) == 0


async def test_a_stranger_and_a_missing_room_look_the_same(
    private_room: Room, charlie: User, open_tab: OpenTab
) -> None:
    tab = await open_tab(charlie)
    commands: list[tuple[str, dict[str, Any]]] = [
        ("room.enter", {"since": None, "seat": True}),
        ("room.enter", {"since": 0, "seat": False}),
        ("room.leave", {}),
        ("message.send", new_message("let me in")),
        ("room.read", {"created_seq": 1}),
        ("typing.set", {"on": True}),
    ]
    for kind, fields in commands:
        answers = [await tab.ask(kind, room_id=room_id, **fields) for room_id in (private_room.pk, 987654)]
        assert [answer["code"] for answer in answers] == ["not_found", "not_found"]
        assert answers[0]["message"] == answers[1]["message"]
    assert await run_query(Message.objects.count) == 0
    assert not await run_query(Member.objects.filter(user=charlie).exists)


async def test_a_muted_member_may_listen_but_not_speak(fireplace: Room, alice: User, open_tab: OpenTab) -> None:
    tab = await open_tab(alice)
    await tab.enter(fireplace.pk)
    later = timezone.now() + timedelta(hours=1)
    await run_action(lambda: Member.objects.filter(user=alice).update(muted_until=later))
    assert (await tab.send(fireplace.pk, "x"))["code"] == "muted"
    await run_action(lambda: Room.objects.update(archived=True))
    assert (await tab.send(fireplace.pk, "x"))["code"] == "room_closed"
