"""Leaving the house while something else happens: whoever is gone is nowhere, and who came back to life stays."""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chat.actions.accounts import become_account
from chat.actions.avatars import set_avatar
from chat.actions.blocks import block_person
from chat.actions.house import light_fire
from chat.actions.leaving import delete_account, remove_person
from chat.actions.members import join_room
from chat.actions.messages import send_message
from chat.actions.rooms import change_my_room
from chat.actions.sanctions import remove_member
from chat.actions.settings import save_settings
from chat.actions.tidying import tidy_house
from chat.files.storage import list_stored
from chat.models import Block, Invite, Member, Message, Notification, Reply, Room, User
from chat.protocol.commands import NewMessage
from chat.protocol.mine import SettingsPatch
from chat.protocol.rooms import MyRoomPatch
from chat.queries.export import export_person
from chat.refusals import NotFound
from tests import media
from tests.tab import ai_settings, new_message

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_has_left_the_house_comes_into_no_room(fireplace: Room, alice: User) -> None:
    in_flight = User.objects.get(pk=alice.pk)
    delete_account(user=alice, name="Alice", messages="keep")
    with pytest.raises(NotFound):
        join_room(user=in_flight, room=fireplace)
    assert not Member.objects.filter(user=alice, left_at__isnull=True).exists()


def test_who_comes_into_a_room_while_his_account_goes_does_not_stay_there(
    fireplace: Room, private_room: Room, alice: User
) -> None:
    in_flight = User.objects.get(pk=alice.pk)
    looked: list[str] = []

    def come_in(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        """Once his rooms were looked up, and before they are locked."""
        result = execute(sql, *rest)
        if "chat_attachment" in sql and not looked:
            looked.append(sql)
            join_room(user=in_flight, room=fireplace)
        return result

    with connection.execute_wrapper(come_in):
        delete_account(user=alice, name="Alice", messages="keep")
    assert Member.objects.get(user=alice, room=fireplace).left_at is not None


@pytest.mark.usefixtures("empty_storage")
def test_what_is_under_way_when_one_leaves_writes_nothing_of_him(alice: User, bob: User) -> None:
    in_flight = User.objects.get(pk=alice.pk)
    delete_account(user=alice, name="Alice", messages="keep")
    with pytest.raises(NotFound):
        save_settings(user=in_flight, patch=SettingsPatch(name="Alicia"))
    with pytest.raises(NotFound):
        set_avatar(user=in_flight, upload=SimpleUploadedFile("me.png", media.png()))
    with pytest.raises(NotFound):
        block_person(user=in_flight, other=bob)
    left = User.objects.get(pk=alice.pk)
    assert (left.name, left.avatar_file) == ("someone", "")
    assert not Block.objects.exists()
    assert list(list_stored()) == []


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


def test_the_export_says_of_a_room_one_has_left_only_that(alice: User, bob: User, study: Room) -> None:
    belongs = Member.objects.select_related("room", "user")
    remove_member(keeper=belongs.get(user=alice), user_id=bob.pk)
    Room.objects.filter(pk=study.pk).update(topic="What we think of Bob")
    with export_person(bob) as file, zipfile.ZipFile(file) as archive:
        [row] = json.loads(archive.read("rooms.json"))
    assert row["room"] == {"id": study.pk}
    assert row["left_at"] is not None


def test_a_room_is_nothing_to_who_was_taken_out_meanwhile(alice: User, bob: User, study: Room) -> None:
    belongs = Member.objects.select_related("room", "user")
    in_flight = belongs.get(user=bob)
    remove_member(keeper=belongs.get(user=alice), user_id=bob.pk)
    with pytest.raises(NotFound):
        change_my_room(member=in_flight, patch=MyRoomPatch(favorite=True))
    assert not Member.objects.get(user=bob).favorite


def test_the_fireplace_is_called_in_the_language_of_who_is_told(fireplace: Room, alice: User, bob: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    join_room(user=alice, room=fireplace)
    join_room(user=bob, room=fireplace)
    remove_member(keeper=Member.objects.select_related("room", "user").get(user=alice), user_id=bob.pk)
    told = Notification.objects.get(user=bob)
    assert told.from_name == "By the fireplace"
    assert "벽난로" not in told.excerpt


def test_links_that_are_used_up_are_forgotten_after_a_month(private_room: Room) -> None:
    light_fire()
    used_up = Invite.objects.create(room=private_room, token="C" * 43, max_uses=1, uses=1)
    open_still = Invite.objects.create(room=private_room, token="D" * 43, max_uses=2, uses=1)
    Invite.objects.update(created_at=timezone.now() - timedelta(days=29))
    tidy_house(now=timezone.now())
    assert set(Invite.objects.all()) == {used_up, open_still}
    Invite.objects.update(created_at=timezone.now() - timedelta(days=31))
    tidy_house(now=timezone.now())
    assert Invite.objects.get() == open_still
