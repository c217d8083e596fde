"""Reports: who may ask for a look, who is told, what a decision does, and what both sides hear of it."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from chat import limits
from chat.actions.members import join_room, leave_room
from chat.actions.messages import send_message
from chat.models import Ban, Member, Message, Notification, Report, Room, User
from chat.protocol.commands import NewMessage
from chat.queries.access import access_membership
from chat.threads import run_action, run_query
from tests.calls import call, code_of
from tests.conftest import make_person
from tests.tab import Tab, new_message

Browser = Callable[[User | None], Client]
OpenTab = Callable[[User], Awaitable[Tab]]


@pytest.fixture
def dora(db: None) -> User:
    """The one who reports."""
    return make_person("Dora")


@pytest.fixture
def room(alice: User, bob: User, dora: User) -> Room:
    """Alice's room with Bob and Dora in it."""
    room = Room.objects.create(name="The porch", visibility="private", lily="off")
    for person, role in ((alice, "owner"), (bob, "member"), (dora, "member")):
        Member.objects.create(room=room, user=person, role=role, seq=0, joined_seq=0)
    return room


def speak(user: User, room: Room, text: str) -> int:
    new = NewMessage.model_validate_json(json.dumps(new_message(text)))
    return send_message(member=access_membership(user, room.pk), new=new).id


def report(client: Client, room: Room, **fields: Any) -> Any:
    return call(client, "POST", f"/api/rooms/{room.pk}/reports", {"reason": "This hurts."} | fields)


def decide(client: Client, room: Room, report_id: str, decision: str, **fields: Any) -> Any:
    path = f"/api/rooms/{room.pk}/reports/{report_id}/decision"
    return call(client, "POST", path, {"decision": decision, **fields})


def said_to(user: User) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("created_at").values_list("excerpt", flat=True))


def test_a_report_of_a_message_waits_for_the_keepers_who_are_told(
    room: Room, alice: User, bob: User, dora: User, browser: Browser
) -> None:
    message_id = speak(bob, room, "something unkind")
    made = report(browser(dora), room, message_id=message_id)
    assert made.status_code == 201
    data = made.json()
    assert (data["about_name"], data["about_user_id"], data["reporter_name"]) == ("Bob", bob.pk, "Dora")
    assert (data["excerpt"], data["reason"], data["decision"]) == ("something unkind", "This hurts.", None)
    told = Notification.objects.get()
    assert (told.user, told.kind, told.room) == (alice, "keeper", room)
    assert told.excerpt == "In “The porch” somebody asks you to look at something: This hurts."
    listed = browser(alice).get(f"/api/rooms/{room.pk}/reports").json()["reports"]
    assert listed == [data]
    assert code_of(browser(dora).get(f"/api/rooms/{room.pk}/reports")) == "forbidden"


def test_the_same_report_twice_is_one_while_it_waits(
    room: Room, alice: User, bob: User, dora: User, browser: Browser
) -> None:
    message_id = speak(bob, room, "x")
    client = browser(dora)
    first, again = (report(client, room, message_id=message_id).json() for _ in range(2))
    person = report(client, room, user_id=bob.pk).json()
    assert first["id"] == again["id"] != person["id"]
    assert (Report.objects.count(), Notification.objects.filter(user=alice).count()) == (2, 2)
    decide(browser(alice), room, first["id"], "kept")
    assert report(client, room, message_id=message_id).json()["id"] != first["id"]


def test_words_of_lily_may_be_reported_and_taken_away(room: Room, alice: User, dora: User, browser: Browser) -> None:
    said = Message.objects.create(
        room=room, seq=1, created_seq=1, author_kind="lily", author_name="Lily", text="Nonsense."
    )
    made = report(browser(dora), room, message_id=said.pk).json()
    assert (made["about_name"], made["about_user_id"]) == ("Lily", None)
    for decision in ("muted", "removed", "banned"):
        assert decide(browser(alice), room, made["id"], decision).status_code == 422
    assert decide(browser(alice), room, made["id"], "message_removed").status_code == 200
    said.refresh_from_db()
    assert said.deleted


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"message_id": 1, "user_id": 1}, 422),
        ({"user_id": 987654}, 404),
        ({"message_id": 987654}, 404),
        ({"user_id": -1}, 422),
        ({"user_id": 1, "reason": " "}, 422),
        ({"user_id": 1, "reason": "x" * 501}, 422),
        ({"user_id": 1, "extra": 1}, 422),
    ],
)
def test_a_report_that_makes_no_sense_is_refused(
    room: Room, dora: User, browser: Browser, fields: dict[str, Any], status: int
) -> None:
    assert report(browser(dora), room, **fields).status_code == status
    assert not Report.objects.exists()


def test_one_reports_neither_oneself_nor_what_one_does_not_see(
    room: Room, private_room: Room, alice: User, dora: User, charlie: User, browser: Browser
) -> None:
    own = speak(dora, room, "mine")
    elsewhere = speak(alice, private_room, "between us")
    client = browser(dora)
    for fields, code in (
        ({"user_id": dora.pk}, "forbidden"),
        ({"message_id": own}, "forbidden"),
        ({"message_id": elsewhere}, "not_found"),
        ({"user_id": charlie.pk}, "not_found"),
    ):
        assert code_of(report(client, room, **fields)) == code
    assert code_of(report(browser(charlie), room, message_id=own)) == "not_found"
    direct = Room.objects.create(name="", visibility="direct", direct_key="1:2")
    for person in (alice, dora):
        Member.objects.create(room=direct, user=person, seq=0, joined_seq=0)
    assert code_of(report(client, direct, user_id=alice.pk)) == "forbidden"


def test_reports_are_bounded_per_person(room: Room, bob: User, dora: User, browser: Browser) -> None:
    client = browser(dora)
    answers = [report(client, room, user_id=bob.pk).status_code for _ in range(limits.reports_of_person.burst + 1)]
    assert answers == [201] * limits.reports_of_person.burst + [429]


def test_a_decision_takes_the_message_away_and_tells_both_sides(
    room: Room, alice: User, bob: User, dora: User, browser: Browser
) -> None:
    message_id = speak(bob, room, "something unkind")
    made = report(browser(dora), room, message_id=message_id).json()
    decided = decide(browser(alice), room, made["id"], "message_removed", note="Words like these hurt here.")
    data = decided.json()
    assert (data["decision"], data["note"], data["decided_by"]) == (
        "message_removed", "Words like these hurt here.", "Alice",
    )  # fmt: skip
    assert data["decided_at"] is not None
    assert (data["excerpt"], Message.objects.get(pk=message_id).deleted) == ("something unkind", True)
    assert said_to(bob) == [
        "The keepers of “The porch” took one of your messages away; you are still welcome. Words like these hurt here."
    ]
    assert said_to(dora) == ["The keepers of “The porch” have looked at your report and acted. Thank you for caring."]


def test_left_as_it_is_tells_only_who_reported(
    room: Room, alice: User, bob: User, dora: User, browser: Browser
) -> None:
    made = report(browser(dora), room, user_id=bob.pk).json()
    assert decide(browser(alice), room, made["id"], "kept", note="We know each other.").status_code == 200
    assert said_to(bob) == []
    assert said_to(dora) == [
        "The keepers of “The porch” have looked at your report and left it as it is. Thank you for caring."
    ]


@pytest.mark.parametrize("sentence", [("muted", 2), ("removed", None), ("banned", 48), ("banned", None)])
def test_a_decision_may_be_a_sanction(
    room: Room, alice: User, bob: User, dora: User, browser: Browser, sentence: tuple[str, int | None]
) -> None:
    decision, hours = sentence
    made = report(browser(dora), room, user_id=bob.pk).json()
    assert decide(browser(alice), room, made["id"], decision, note="Enough.", hours=hours).status_code == 200
    member = Member.objects.get(room=room, user=bob)
    ban = Ban.objects.filter(user=bob).first()
    now = timezone.now()
    muted = member.muted_until is not None and round((member.muted_until - now).total_seconds() / 3600)
    kept_out = None if ban is None or ban.until is None else round((ban.until - now).total_seconds() / 3600)
    assert (muted or None, member.left_at is None, ban is not None, kept_out) == {
        ("muted", 2): (2, True, False, None),
        ("removed", None): (None, False, False, None),
        ("banned", 48): (None, False, True, 48),
        ("banned", None): (None, False, True, None),
    }[decision, hours]
    assert said_to(bob)[0].endswith(" Enough.")


async def test_a_decision_is_heard_by_open_tabs(
    room: Room, alice: User, bob: User, dora: User, open_tab: OpenTab, browser: Browser
) -> None:
    his, hers = await open_tab(bob), await open_tab(dora)
    message_id = (await his.send(room.pk, "unkind"))["message"]["id"]
    made = (await run_action(lambda: report(browser(dora), room, message_id=message_id))).json()
    await run_action(lambda: decide(browser(alice), room, made["id"], "message_removed"))
    await hers.wait_message(id=message_id, deleted=True)
    told = await hers.wait_for(lambda f: f["type"] == "me.changed" and f["part"] == "notification")
    assert told["data"]["unread"] == 1
    assert not await run_query(Notification.objects.filter(user=bob, message__isnull=False).exists)


def test_a_second_decision_comes_too_late(room: Room, alice: User, bob: User, dora: User, browser: Browser) -> None:
    made = report(browser(dora), room, user_id=bob.pk).json()
    decide(browser(alice), room, made["id"], "kept")
    again = decide(browser(alice), room, made["id"], "banned")
    assert (again.status_code, code_of(again), Ban.objects.count()) == (409, "conflict", 0)


def test_who_left_meanwhile_can_only_be_banned(
    room: Room, alice: User, bob: User, dora: User, browser: Browser
) -> None:
    made = report(browser(dora), room, user_id=bob.pk).json()
    leave_room(member=access_membership(bob, room.pk))
    for decision in ("muted", "removed"):
        assert code_of(decide(browser(alice), room, made["id"], decision)) == "conflict"
    assert code_of(decide(browser(alice), room, made["id"], "banned")) == "ok"


def test_a_keeper_neither_sees_nor_decides_what_is_about_himself_and_acts_only_downwards(
    room: Room, alice: User, bob: User, dora: User, browser: Browser
) -> None:
    Member.objects.filter(room=room, user=bob).update(role="keeper")
    about_bob = report(browser(dora), room, user_id=bob.pk).json()
    about_alice = report(browser(dora), room, user_id=alice.pk).json()
    assert [said[:13] for said in said_to(bob)] == ["In “The porch"]  # of the one about Alice
    listed = browser(bob).get(f"/api/rooms/{room.pk}/reports").json()["reports"]
    assert [row["id"] for row in listed] == [about_alice["id"]]
    assert code_of(decide(browser(bob), room, about_bob["id"], "kept")) == "not_found"
    for decision in ("muted", "removed", "banned"):
        assert code_of(decide(browser(bob), room, about_alice["id"], decision)) == "forbidden"
    assert code_of(decide(browser(dora), room, about_alice["id"], "kept")) == "forbidden"
    assert Report.objects.filter(decision="").count() == 2


def test_a_report_of_another_room_does_not_exist(
    room: Room, private_room: Room, alice: User, bob: User, dora: User, browser: Browser
) -> None:
    made = report(browser(dora), room, user_id=bob.pk).json()
    assert code_of(decide(browser(alice), private_room, made["id"], "kept")) == "not_found"
    assert code_of(decide(browser(alice), room, str(uuid4()), "kept")) == "not_found"
    assert decide(browser(alice), room, made["id"], "burned").status_code == 422
    assert decide(browser(alice), room, made["id"], "muted", hours=0).status_code == 422


def test_the_queue_shows_what_waits_first_and_can_be_asked_for_either(
    room: Room, alice: User, bob: User, dora: User, browser: Browser
) -> None:
    ids = [report(browser(dora), room, message_id=speak(bob, room, text)).json()["id"] for text in "abcd"]
    for number in (1, 0):
        decide(browser(alice), room, ids[number], "kept")

    def ask(query: str) -> list[int]:
        rows = browser(alice).get(f"/api/rooms/{room.pk}/reports{query}").json()["reports"]
        return [ids.index(row["id"]) for row in rows]

    assert (ask(""), ask("?open=true"), ask("?open=false")) == ([2, 3, 0, 1], [2, 3], [0, 1])
    assert browser(alice).get(f"/api/rooms/{room.pk}/reports?open=maybe").status_code == 422


def test_at_the_fireplace_the_houses_staff_decide(
    fireplace: Room, alice: User, bob: User, dora: User, browser: Browser
) -> None:
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    alice.refresh_from_db()
    for person in (bob, dora):
        join_room(user=person, room=fireplace)
    made = report(browser(dora), fireplace, user_id=bob.pk).json()
    assert len(said_to(alice)) == 1  # no keeper sits here: all of the staff are told
    assert code_of(decide(browser(alice), fireplace, made["id"], "kept")) == "not_found"
    join_room(user=alice, room=fireplace)
    assert code_of(decide(browser(alice), fireplace, made["id"], "muted")) == "ok"
