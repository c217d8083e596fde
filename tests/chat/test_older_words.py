"""Rooms that show only what came since one joined: older words reach nobody by a side door.

Bob was there, left, and came back after Alice had said more. What he sees begins where he came back.
"""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from chat.actions.favorites import set_favorite
from chat.actions.members import join_room, leave_room
from chat.actions.messages import edit_message, pin_message, send_message
from chat.actions.reactions import set_reaction
from chat.actions.replies import stop_reply
from chat.models import Member, Message, Notification, Reply, Room, User
from chat.protocol.commands import NewMessage
from chat.queries.access import access_answer
from chat.queries.export import export_person
from chat.queries.replies import load_asking
from chat.refusals import NotFound, Refused
from tests.tab import new_message

pytestmark = pytest.mark.django_db(transaction=True)
Browser = Callable[..., Client]


@pytest.fixture
def den(study: Room) -> Room:
    study.history, study.lily = "since_joined", "called"
    study.save(update_fields=["history", "lily"])
    return study


def belong(user: User, room: Room) -> Member:
    return Member.objects.select_related("room", "user").get(user=user, room=room)


def say(user: User, room: Room, text: str, **fields: Any) -> Message:
    line = NewMessage.model_validate_json(json.dumps(new_message(text) | fields))
    return Message.objects.get(pk=send_message(member=belong(user, room), new=line).id)


def come_back(user: User, room: Room) -> None:
    leave_room(member=belong(user, room))
    join_room(user=user, room=room)


def read_table(user: User, name: str) -> list[dict[str, Any]]:
    with export_person(user) as file, zipfile.ZipFile(file) as archive:
        rows: list[dict[str, Any]] = json.loads(archive.read(name))
    return rows


def test_what_one_kept_before_is_kept_and_not_shown(den: Room, browser: Browser, alice: User, bob: User) -> None:
    old = say(alice, den, "before")
    set_favorite(user=bob, message=old, on=True)
    come_back(bob, den)
    new = say(alice, den, "after")
    set_favorite(user=bob, message=new, on=True)
    shown = browser(bob).get("/api/favorites").json()["messages"]
    assert [message["text"] for message in shown] == ["after"]
    assert [message["text"] for message in read_table(bob, "favorites.json")] == ["after"]


def test_nobody_quotes_what_he_cannot_see(den: Room, alice: User, bob: User) -> None:
    old = say(alice, den, "before")
    come_back(bob, den)
    with pytest.raises(Refused) as refused:
        say(bob, den, "what was that?", reply_to=old.pk)
    assert refused.value.code == "bad_frame"


def test_an_edit_calls_nobody_to_words_that_he_cannot_see(den: Room, alice: User, bob: User) -> None:
    old = say(alice, den, "before")
    come_back(bob, den)
    edit_message(member=belong(alice, den), message=old, text="@Bob before")
    assert not Notification.objects.filter(user=bob).exists()
    assert Message.objects.get(pk=old.pk).mentions == []


def test_lily_hears_no_more_than_who_asks(den: Room, alice: User, bob: User) -> None:
    say(alice, den, "the key is under the stone")
    come_back(bob, den)
    say(alice, den, "good evening")
    say(bob, den, "Lily, where is the key?")
    prompt = load_asking(Reply.objects.get().pk).question.prompt
    assert "good evening" in prompt
    assert "stone" not in prompt


def test_an_older_answer_is_not_to_be_stopped(den: Room, alice: User, bob: User) -> None:
    say(bob, den, "Lily?")
    answer = Message.objects.get(author_kind="lily")
    come_back(bob, den)
    with pytest.raises(NotFound):
        access_answer(bob, answer.pk)
    assert stop_reply(member=belong(alice, den), message=answer).status == "stopped"


def test_the_export_tells_no_news_of_rooms_one_has_left(den: Room, alice: User, bob: User) -> None:
    called = say(alice, den, "@Bob come")
    leave_room(member=belong(bob, den))
    edit_message(member=belong(alice, den), message=called, text="@Bob stay away, we talk about you")
    assert read_table(bob, "notifications.json") == []


def test_what_waited_for_the_room_while_one_was_banned_or_muted_does_nothing(den: Room, alice: User, bob: User) -> None:
    own, in_flight = say(bob, den, "mine"), belong(bob, den)
    Member.objects.filter(pk=in_flight.pk).update(muted_until=timezone.now() + timedelta(hours=1))
    with pytest.raises(Refused, match="muted"):
        edit_message(member=in_flight, message=own, text="other words")
    Member.objects.filter(pk=in_flight.pk).update(left_at=timezone.now(), muted_until=None)
    with pytest.raises(NotFound):
        pin_message(member=in_flight, message=own, on=True)
    with pytest.raises(NotFound):
        set_reaction(member=in_flight, message=own, emoji="🔥", on=True)
    own.refresh_from_db()
    assert (own.text, own.pinned, own.reactions) == ("mine", False, [])
