"""Leaving the house while something else happens: whoever is gone is nowhere, and who came back to life stays."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chat.actions.accounts import become_account
from chat.actions.leaving import delete_account, remove_person
from chat.actions.members import join_room
from chat.actions.messages import send_message
from chat.models import Invite, Member, Message, Notification, Reply, Room, User
from chat.protocol.commands import NewMessage
from chat.refusals import NotFound
from tests.tab import ai_settings, new_message

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_has_left_the_house_comes_into_no_room(fireplace: Room, alice: User) -> None:
    in_flight = User.objects.get(pk=alice.pk)
    delete_account(user=alice, name="Alice", messages="keep")
    with pytest.raises(NotFound):
        join_room(user=in_flight, room=fireplace)
    assert not Member.objects.filter(user=alice, left_at__isnull=True).exists()


def test_one_leaves_once(fireplace: Room, alice: User) -> None:
    in_flight = User.objects.get(pk=alice.pk)
    delete_account(user=alice, name="Alice", messages="keep")
    with pytest.raises(NotFound):
        delete_account(user=in_flight, name="Alice", messages="keep")


def test_a_guest_who_signs_up_while_the_house_is_tidied_stays(fireplace: Room, alice: User) -> None:
    silent = User.objects.filter(is_guest=True, created_at__lt=timezone.now() + timedelta(days=1))
    listed = silent.get()
    become_account(user=alice)
    assert not remove_person(user=listed, messages="keep", name="Alice", among=silent)
    assert User.objects.get(pk=alice.pk).name == "Alice"


def test_leaving_joins_no_table_of_everybodys_words_with_everybodys_files(fireplace: Room, alice: User) -> None:
    join_room(user=alice, room=fireplace)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        delete_account(user=alice, name="Alice", messages="keep")
    joined = [query["sql"] for query in asked if query["sql"].count("OUTER JOIN") > 1]
    assert joined == []


def test_the_last_one_of_a_room_ends_it_with_its_doors(alice: User, bob: User, private_room: Room) -> None:
    Invite.objects.create(room=private_room, token="B" * 43)
    Notification.objects.create(user=bob, kind="keeper", room=private_room, from_name="Alice")
    delete_account(user=alice, name="Alice", messages="keep")
    private_room.refresh_from_db()
    assert private_room.deleted_at is not None
    assert Invite.objects.get().revoked_at is not None
    assert not Notification.objects.exists()


def test_what_somebody_wanted_of_lily_goes_with_him(fireplace: Room, alice: User) -> None:
    wish = ai_settings(ai_enabled=True, max_tokens=7)
    line = NewMessage.model_validate_json(json.dumps(new_message("Lily?") | {"client_ai_settings": wish}))
    send_message(member=join_room(user=alice, room=fireplace), new=line)
    assert Message.objects.filter(author_kind="lily").exists()
    delete_account(user=alice, name="Alice", messages="keep")
    reply = Reply.objects.get()
    assert (reply.asker_id, reply.client_ai_settings) == (None, None)
