"""Leaving the house: deleting an account, taking one's data along, silent guests, and what the tidying takes away."""

import io
import json
import zipfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import AsyncClient, Client
from django.utils import timezone

from chat.actions.favorites import set_favorite
from chat.actions.leaving import delete_account
from chat.actions.members import join_room
from chat.actions.messages import edit_message, send_message
from chat.actions.reactions import set_reaction
from chat.actions.settings import save_settings
from chat.actions.tidying import expire_guests, tidy_house, tidy_if_due
from chat.models import (
    Attachment,
    Block,
    Favorite,
    House,
    Member,
    Message,
    Notification,
    PushSubscription,
    Reaction,
    Room,
    User,
    Wording,
)
from chat.protocol.commands import NewMessage
from chat.protocol.mine import SettingsPatch
from chat.protocol.shapes import AttachmentData
from chat.queries.search import Wanted, search_messages
from chat.threads import run_action, run_query
from tests.calls import call
from tests.tab import Tab, new_message

Browser = Callable[..., Client]
OpenTab = Callable[[User], Awaitable[Tab]]
MONTH = timedelta(days=31)


@pytest.fixture
def quiet_fire(fireplace: Room) -> Room:
    fireplace.lily = "off"
    fireplace.save()
    return fireplace


def talk(user: User, room: Room, text: str, **fields: Any) -> Message:
    line = NewMessage.model_validate_json(json.dumps(new_message(text) | fields))
    return Message.objects.get(pk=send_message(member=join_room(user=user, room=room), new=line).id)


def bring_file(user: User, message: Message) -> str:
    """A file that stands under a message, in the storage and in the tables."""
    stored = default_storage.save("somebody.txt", ContentFile(b"chestnuts"))
    row = Attachment.objects.create(
        room=message.room, uploader=user, message=message, kind="document", name="chestnuts.txt",
        media_type="text/plain", bytes=9, file=stored,
    )  # fmt: skip
    on_wire = AttachmentData(
        id=row.pk, kind="document", name=row.name, media_type=row.media_type, bytes=9, width=None, height=None,
        seconds=None, placeholder=None, url="/x", thumbnail_url=None, state="ready", detail=None,
    )  # fmt: skip
    message.attachments = [on_wire.model_dump(mode="json")]
    message.save(update_fields=["attachments"])
    return stored


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("messages", ["keep", "remove"])
def test_what_is_left_of_an_account_is_a_number(quiet_fire: Room, alice: User, bob: User, messages: Any) -> None:
    join_room(user=bob, room=quiet_fire)
    said = talk(alice, quiet_fire, "@Bob come closer")
    edit_message(member=Member.objects.get(user=alice), message=said, text="@Bob come")
    answer = talk(bob, quiet_fire, "gladly", reply_to=said.pk)
    set_reaction(member=Member.objects.get(user=alice), message=answer, emoji="🔥", on=True)
    set_reaction(member=Member.objects.get(user=bob), message=answer, emoji="🔥", on=True)
    set_favorite(user=alice, message=answer, on=True)
    stored = bring_file(alice, said)
    Block.objects.create(user=bob, blocked=alice)
    PushSubscription.objects.create(
        user=alice, endpoint="https://push.example/1", endpoint_hash="1", p256dh="k", auth="a"
    )
    head = Room.objects.get(pk=quiet_fire.pk).head

    delete_account(user=alice, name="Alice", messages=messages)

    left = User.objects.get(pk=alice.pk)
    assert (left.name, left.email, left.is_active, left.ai_settings) == ("someone", "", False, {})
    assert left.avatar_seed != alice.avatar_seed
    gone = Message.objects.get(pk=said.pk)
    assert (gone.author_id, gone.author_name, gone.edited_by_id, gone.attachments) == (None, "someone", None, [])
    assert (gone.text, gone.deleted) == (("@Bob come", False) if messages == "keep" else ("", True))
    assert gone.seq > head
    found = search_messages(bob, Wanted(words=("come",)))
    assert [hit.message.id for hit in found.hits] == ([said.pk] if messages == "keep" else [])
    assert Message.objects.get(pk=answer.pk).reactions == [{"emoji": "🔥", "count": 1, "user_ids": [bob.pk]}]
    assert not default_storage.exists(stored)
    for model in (Attachment, Block, Favorite, PushSubscription, Wording):
        assert not model.objects.exists(), model
    assert not Reaction.objects.filter(user=alice).exists()
    assert set(Notification.objects.values_list("user_id", "from_name")) == {(bob.pk, "someone")}
    assert Member.objects.get(user=alice).left_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_room_gets_another_owner_or_goes(alice: User, bob: User, private_room: Room) -> None:
    Member.objects.create(room=private_room, user=bob, role="guest", seq=1, joined_seq=1)
    delete_account(user=alice, name="Alice", messages="keep")
    assert Member.objects.get(user=bob).role == "owner"
    delete_account(user=bob, name="Bob", messages="keep")
    private_room.refresh_from_db()
    assert private_room.deleted_at is not None


async def test_everybody_sees_the_words_without_their_writer_and_the_own_tabs_close(
    quiet_fire: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await hers.enter(quiet_fire.pk)
    entered = await his.enter(quiet_fire.pk)
    said = (await hers.send(quiet_fire.pk, "good night"))["message"]
    await his.wait_message(id=said["id"])
    await run_action(delete_account, user=alice, name="Alice", messages="keep")
    assert await hers.closed() == 4401
    left = await his.wait_for(lambda frame: frame["type"] == "member.changed" and frame["member"]["left"])
    assert left["seq"] == said["seq"] + 2, "the number between is the hole that makes the page catch up"
    caught = await his.enter(quiet_fire.pk, since=entered["head"], seat=False)
    assert caught["messages"][0]["author"] == {"kind": "user", "user_id": None, "name": "someone"}
    assert caught["members"][0]["name"] == "someone"


@pytest.mark.django_db(transaction=True)
def test_one_writes_ones_name_so_that_it_is_no_slip(quiet_fire: Room, browser: Browser, alice: User) -> None:
    client = browser(alice)
    refused = call(client, "POST", "/api/me/delete", {"name": "Alize", "messages": "keep"})
    assert (refused.status_code, "name" in refused.json()["error"]["message"]) == (422, True)
    assert User.objects.get(pk=alice.pk).is_active
    assert call(client, "POST", "/api/me/delete", {"name": " Alice", "messages": "keep"}).status_code == 204
    assert client.get("/api/session").json()["user"] is None
    assert client.get("/api/settings").status_code == 401


@pytest.mark.django_db(transaction=True)
def test_signing_out_ends_this_session_only(quiet_fire: Room, browser: Browser, alice: User) -> None:
    here, there = browser(alice), browser(alice)
    assert call(here, "POST", "/api/me/sign-out").status_code == 204
    assert here.get("/api/settings").status_code == 401
    assert there.get("/api/settings").status_code == 200


async def test_the_sockets_of_a_session_close_when_one_signs_out(
    quiet_fire: Room, browser: Browser, alice: User, open_tab: OpenTab
) -> None:
    tab = await open_tab(alice)
    client = await run_query(browser)
    session = await run_query(Session.objects.get)
    client.cookies["hearth_session"] = session.session_key
    assert (await run_action(call, client, "POST", "/api/me/sign-out")).status_code == 204
    assert await tab.closed() == 4401


def bring_things(room: Room, alice: User, bob: User) -> Message:
    """Something of everything that is Alice's; returns a line of Bob's under which she reacted."""
    bring_file(alice, talk(alice, room, "불 앞에서"))
    secret = talk(bob, room, "only Bob says this")
    set_favorite(user=alice, message=talk(bob, room, "worth keeping"), on=True)
    set_reaction(member=Member.objects.get(user=alice), message=secret, emoji="🔥", on=True)
    save_settings(user=alice, patch=SettingsPatch(time_zone="Asia/Seoul"))
    return secret


async def export_of(client: AsyncClient) -> dict[str, bytes]:
    answer = await client.get("/api/me/export")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    body = b"".join([piece async for piece in answer])  # type: ignore[attr-defined]
    archive = zipfile.ZipFile(io.BytesIO(body))
    return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.django_db(transaction=True)
async def test_the_export_holds_what_is_mine_and_nothing_else(quiet_fire: Room, alice: User, bob: User) -> None:
    secret = await run_action(bring_things, quiet_fire, alice, bob)
    client = AsyncClient()
    await client.aforce_login(alice)
    files = await export_of(client)
    tables = {name: json.loads(body) for name, body in files.items() if name.endswith(".json")}
    assert [message["text"] for message in tables["messages.json"]] == ["불 앞에서"]
    assert tables["person.json"][1]["time_zone"] == "Asia/Seoul"
    assert [row["text"] for row in tables["favorites.json"]] == ["worth keeping"]
    assert [row["message_id"] for row in tables["reactions.json"]] == [secret.pk]
    assert [row["room"]["id"] for row in tables["rooms.json"]] == [quiet_fire.pk]
    assert [body for name, body in files.items() if name.startswith("files/")] == [b"chestnuts"]
    assert b"only Bob says this" not in b"".join(files.values())


@pytest.mark.django_db(transaction=True)
async def test_exports_are_bounded(quiet_fire: Room, alice: User) -> None:
    client = AsyncClient()
    await client.aforce_login(alice)
    for _ in range(3):
        await export_of(client)
    assert (await client.get("/api/me/export")).status_code == 429


@pytest.mark.parametrize("path", ["/api/me/export", "/api/me/delete", "/api/me/sign-out"])
def test_nobody_in_particular_can_neither_export_nor_go(fireplace: Room, browser: Browser, path: str) -> None:
    client = browser()
    answer = client.get(path) if path.endswith("export") else call(client, "POST", path, {})
    assert answer.status_code == 401


@pytest.mark.django_db(transaction=True)
def test_guests_who_fell_silent_go_and_their_words_stay_under_their_name(
    quiet_fire: Room, alice: User, bob: User, charlie: User
) -> None:
    now = timezone.now()
    said = talk(alice, quiet_fire, "a long time ago")
    talk(bob, quiet_fire, "just now")
    Message.objects.filter(pk=said.pk).update(created_at=now - MONTH)
    User.objects.filter(pk__in=(alice.pk, bob.pk)).update(created_at=now - MONTH)
    User.objects.filter(pk=charlie.pk).update(created_at=now - MONTH, is_guest=False)
    assert expire_guests(now=now) == 1
    assert (User.objects.get(pk=alice.pk).deleted_at is None, User.objects.get(pk=bob.pk).is_active) == (False, True)
    said.refresh_from_db()
    assert (said.author_id, said.author_name, said.text) == (None, "Alice", "a long time ago")


@pytest.mark.django_db(transaction=True)
def test_a_deleted_room_goes_with_its_words_and_files(private_room: Room, alice: User) -> None:
    said = talk(alice, private_room, "burn this")
    talk(alice, private_room, "and this", reply_to=said.pk)
    stored = bring_file(alice, said)
    assert tidy_house(now=timezone.now()).rooms == 0
    Room.objects.filter(pk=private_room.pk).update(deleted_at=timezone.now())
    went = tidy_house(now=timezone.now())
    assert (went.rooms, went.messages) == (1, 2)
    assert not Room.objects.filter(pk=private_room.pk).exists()
    assert not default_storage.exists(stored)
    assert User.objects.filter(pk=alice.pk).exists()


def test_news_that_were_read_are_forgotten_after_a_season(fireplace: Room, alice: User) -> None:
    old, unread, young = (
        Notification.objects.create(user=alice, kind="keeper", room=fireplace, from_name="Bob", read=read)
        for read in (True, False, True)
    )
    ages = Notification.objects.filter(pk__in=(old.pk, unread.pk))
    ages.update(created_at=timezone.now() - timedelta(days=91))
    assert tidy_house(now=timezone.now()).notifications == 1
    assert set(Notification.objects.values_list("pk", flat=True)) == {unread.pk, young.pk}


def test_one_tidying_an_hour_is_enough(fireplace: Room) -> None:
    assert tidy_if_due() is not None
    assert tidy_if_due() is None
    House.objects.update(tidied_at=timezone.now() - timedelta(minutes=61))
    assert tidy_if_due() is not None


def test_the_command_says_what_went(fireplace: Room, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("tidy")
    assert capsys.readouterr().out.startswith("Gone: 0 guests, 0 messages, 0 rooms")
