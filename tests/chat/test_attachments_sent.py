"""Messages that carry files: whose they may be, what is told, what goes when a message is taken back."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from chat.actions.attachments import sweep_attachments
from chat.actions.members import join_room
from chat.actions.messages import delete_message
from chat.files.storage import list_stored
from chat.models import Attachment, Message, Notification, Room, User
from chat.queries.access import access_membership, access_message
from chat.threads import run_action, run_query
from tests import media
from tests.tab import Tab, new_message
from tests.uploads import bring, send

Browser = Callable[..., Client]
OpenTab = Callable[[User], Awaitable[Tab]]
pytestmark = pytest.mark.usefixtures("empty_storage")


def bring_some(client: Client, room: Room, count: int = 2) -> list[str]:
    return [bring(client, room.pk, f"words {n}".encode(), f"{n}.txt").json()["id"] for n in range(count)]


def test_a_message_carries_files_in_the_order_they_were_given(study: Room, browser: Browser, alice: User) -> None:
    client = browser(alice)
    ids = bring_some(client, study, 3)[::-1]
    sent = send(client, study.pk, ids)
    assert sent.status_code == 201
    assert [file["id"] for file in sent.json()["attachments"]] == ids
    rows = Attachment.objects.order_by("position")
    assert [(str(row.pk), row.position, row.message_id) for row in rows] == [
        (attachment_id, position, sent.json()["id"]) for position, attachment_id in enumerate(ids)
    ]
    assert Message.objects.get().attachments == sent.json()["attachments"]
    history = client.get(f"/api/rooms/{study.pk}/messages").json()["messages"]
    assert history[-1]["attachments"] == sent.json()["attachments"]


async def test_everyone_in_the_room_sees_the_files_at_once(
    transactional_db: None, study: Room, browser: Browser, alice: User, bob: User, open_tab: OpenTab
) -> None:
    ids = await run_query(bring_some, await run_query(browser, alice), study)
    hers, his = await open_tab(alice), await open_tab(bob)
    await his.enter(study.pk)
    await hers.enter(study.pk)
    sent = await hers.send(study.pk, "", attachment_ids=ids)
    assert sent["type"] == "command.done"
    seen = await his.wait_message(id=sent["message"]["id"])
    assert [file["id"] for file in seen["attachments"]] == ids
    assert seen["attachments"] == sent["message"]["attachments"]


def test_a_repeat_returns_the_first_message_with_its_files(study: Room, browser: Browser, alice: User) -> None:
    client = browser(alice)
    message = new_message("look") | {"attachment_ids": bring_some(client, study)}
    token = client.get("/api/session").json()["csrf_token"]
    path = f"/api/rooms/{study.pk}/messages"
    first, again = (
        client.post(path, json.dumps(message), content_type="application/json", headers={"X-CSRFToken": token})
        for _ in range(2)
    )
    assert (first.status_code, first.json()) == (201, again.json())


def test_only_ones_own_unsent_files_of_this_room_can_be_sent(
    study: Room, fireplace: Room, browser: Browser, alice: User, bob: User
) -> None:
    join_room(user=alice, room=fireplace)
    hers, his = browser(alice), browser(bob)
    own, used = bring_some(hers, study)
    send(hers, study.pk, [used])
    of_bob = bring_some(his, study, 1)
    elsewhere = bring_some(hers, fireplace, 1)
    for ids in ([str(uuid4())], [used], of_bob, elsewhere, [own, own], [own, used], [own, *of_bob]):
        refused = send(hers, study.pk, ids, "look")
        assert (refused.status_code, refused.json()["error"]["code"]) == (422, "bad_frame")
    assert Message.objects.count() == 1
    assert Attachment.objects.get(pk=own).message_id is None


def test_more_than_ten_files_are_refused_by_field(study: Room, browser: Browser, alice: User) -> None:
    refused = send(browser(alice), study.pk, [str(uuid4()) for _ in range(11)], "look")
    assert (refused.status_code, list(refused.json()["error"]["fields"])) == (422, ["attachment_ids"])


def test_who_is_answered_with_a_picture_reads_its_name(study: Room, browser: Browser, alice: User, bob: User) -> None:
    hers = send(browser(alice), study.pk, [], "who has a picture?").json()
    client = browser(bob)
    message = new_message("") | {"attachment_ids": bring_some(client, study, 1), "reply_to": hers["id"]}
    token = client.get("/api/session").json()["csrf_token"]
    path = f"/api/rooms/{study.pk}/messages"
    client.post(path, json.dumps(message), content_type="application/json", headers={"X-CSRFToken": token})
    assert Notification.objects.get(user=alice).excerpt == "0.txt"


def test_a_message_taken_back_takes_its_files_along(
    study: Room, browser: Browser, alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    client = browser(alice)
    data = bring(client, study.pk, media.png()).json()
    sent = send(client, study.pk, [data["id"]]).json()
    member, message = access_message(alice, sent["id"])
    with django_capture_on_commit_callbacks() as after_commit:
        told = delete_message(member=member, message=message)
    assert told.attachments == []
    assert Message.objects.get().attachments == []
    assert not Attachment.objects.exists()
    assert client.get(data["url"]).status_code == 404
    assert len(list(list_stored())) == 2  # the database has not said yes yet
    for callback in after_commit:
        callback()
    assert list(list_stored()) == []


def test_a_file_that_was_not_sent_can_be_taken_back_by_its_uploader_alone(
    study: Room, browser: Browser, alice: User, bob: User, django_capture_on_commit_callbacks: Any
) -> None:
    def drop(client: Client, attachment_id: str) -> int:
        token = client.get("/api/session").json()["csrf_token"]
        return client.delete(f"/api/attachments/{attachment_id}", headers={"X-CSRFToken": token}).status_code

    hers = browser(alice)
    kept, dropped = bring_some(hers, study)
    send(hers, study.pk, [kept])
    assert [drop(browser(bob), dropped), drop(hers, kept), drop(hers, str(uuid4()))] == [404, 404, 404]
    with django_capture_on_commit_callbacks(execute=True):
        assert drop(hers, dropped) == 204
    assert [str(row.pk) for row in Attachment.objects.all()] == [kept]
    assert len(list(list_stored())) == 1


def age(rows: Any) -> None:
    rows.update(created_at=timezone.now() - timedelta(hours=25))


def test_a_sweep_removes_what_nobody_sent_and_nothing_else(
    study: Room, browser: Browser, alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    client = browser(alice)
    sent = bring(client, study.pk, media.png()).json()["id"]
    send(client, study.pk, [sent])
    bring(client, study.pk, media.png())
    age(Attachment.objects.all())
    fresh = bring(client, study.pk, media.png()).json()["id"]
    with django_capture_on_commit_callbacks(execute=True):
        swept = sweep_attachments(now=timezone.now())
    assert (swept.unsent, swept.orphans, swept.missing) == (1, 0, [])
    assert {str(row.pk) for row in Attachment.objects.all()} == {sent, fresh}
    assert len(list(list_stored())) == 4


def test_a_sweep_removes_forgotten_files_and_names_missing_ones(
    study: Room, browser: Browser, alice: User, bob: User
) -> None:
    bring(browser(alice), study.pk, b"words", "a.txt")
    row = Attachment.objects.get()
    default_storage.delete(row.file)
    default_storage.save("attachments/aa/forgotten.png", ContentFile(b"x"))
    default_storage.save("avatars/aa/forgotten.webp", ContentFile(b"x"))
    now = timezone.now()
    young = sweep_attachments(now=now)
    assert (young.orphans, len(list(list_stored()))) == (0, 2)
    old = [sweep_attachments(now=now + timedelta(hours=2)) for _ in range(2)]
    assert [(swept.unsent, swept.orphans, swept.missing) for swept in old] == [(0, 2, [row.file]), (0, 0, [row.file])]
    assert list(list_stored()) == []
    said = StringIO()
    call_command("sweep_attachments", stdout=said)
    assert said.getvalue().splitlines() == [
        "Removed 0 unsent and 0 forgotten files.", f"Missing in the storage: {row.file}",
    ]  # fmt: skip


async def test_a_file_that_is_sent_while_the_sweep_runs_stays(
    transactional_db: None, study: Room, browser: Browser, alice: User, open_tab: OpenTab
) -> None:
    ids = await run_query(bring_some, await run_query(browser, alice), study)
    await run_action(age, Attachment.objects.all())
    hers = await open_tab(alice)
    await hers.enter(study.pk)
    await hers.send(study.pk, "", attachment_ids=ids)
    await run_action(lambda: sweep_attachments(now=timezone.now()))
    member = await run_query(access_membership, alice, study.pk)
    assert await run_query(lambda: Attachment.objects.filter(room_id=member.room_id).count()) == 2
