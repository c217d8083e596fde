"""Getting files: who may, from when on, in parts, from a folder and from a bucket; nothing runs in the page's name."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from moto.server import ThreadedMotoServer
from pytest_django.fixtures import Settings

from chat.actions.members import join_room, leave_room
from chat.actions.messages import delete_message
from chat.api.downloads import parse_range
from chat.files.storage import list_stored
from chat.models import Attachment, Ban, Room, User
from chat.queries.access import access_membership, access_message
from tests import media
from tests.uploads import bring, read, send

Browser = Callable[..., Client]
WORDS = bytes(range(32, 127)) * 9000  # more than one chunk


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> None:
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": files}


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(settings: Settings, s3: str) -> None:
    access = {"region_name": "us-east-1", "endpoint_url": s3}
    key = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    boto3.client("s3", **access, **key).create_bucket(Bucket="hearth")
    options = access | {"bucket_name": "hearth", "access_key": "test", "secret_key": "test"}
    files = {"BACKEND": "chat.files.bucket.BucketStorage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": files}


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest) -> None:
    """Each place that a house may keep its files in."""
    request.getfixturevalue(request.param)


@pytest.fixture
def hers(study: Room, browser: Browser, alice: User) -> Client:
    """Alice's browser."""
    return browser(alice)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=5-9", 5, 10),
        ("bytes=300000-600000", 300_000, 600_001),
        ("bytes=854990-", 854_990, 855_000),
        ("bytes=854990-999999999", 854_990, 855_000),
        ("bytes=-10", 854_990, 855_000),
        ("bytes=-999999999", 0, 855_000),
    ],
)
def test_a_part_of_a_file(storage: None, study: Room, hers: Client, asked: str, start: int, end: int) -> None:
    url = bring(hers, study.pk, WORDS, "a.txt").json()["url"]
    part = hers.get(url, headers={"Range": asked})
    assert part.status_code == 206
    assert part["Content-Range"] == f"bytes {start}-{end - 1}/855000"
    assert part["Content-Length"] == str(end - start)
    assert read(part) == WORDS[start:end]


@pytest.mark.parametrize("asked", ["", "bytes=9-5", "bytes=-", "bytes=a-b", "lines=0-1", "bytes=0-1,5-6"])
def test_what_is_no_range_is_answered_with_everything(
    storage: None, study: Room, browser: Browser, alice: User, asked: str
) -> None:
    client = browser(alice)
    whole = client.get(bring(client, study.pk, WORDS, "a.txt").json()["url"], headers={"Range": asked})
    assert (whole.status_code, whole["Accept-Ranges"], whole["Content-Length"]) == (200, "bytes", "855000")
    assert read(whole) == WORDS


@pytest.mark.parametrize("asked", ["bytes=855000-", "bytes=999999999-1000000000", "bytes=-0"])
def test_a_part_that_is_not_there_is_416(folder: None, study: Room, browser: Browser, alice: User, asked: str) -> None:
    client = browser(alice)
    answer = client.get(bring(client, study.pk, WORDS, "a.txt").json()["url"], headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */855000")


def test_no_size_of_a_range_can_be_wrong() -> None:
    for size in (0, 1, 10):
        for header in ("bytes=0-", "bytes=0-0", "bytes=-1", "bytes=3-7", "bytes=9-99"):
            part = parse_range(header, size)
            assert part is not None
            assert set(part) <= set(range(size))


def test_an_unchanged_file_is_not_sent_again_but_asked_for_every_time(
    storage: None, study: Room, browser: Browser, alice: User
) -> None:
    client = browser(alice)
    data = bring(client, study.pk, media.png()).json()
    for url in (data["url"], data["thumbnail_url"]):
        first = client.get(url)
        assert first["Cache-Control"] == "private, no-cache"
        assert read(first)
        again = client.get(url, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    changed = client.get(data["url"], headers={"Range": "bytes=0-1", "If-Range": '"another"'})
    assert (changed.status_code, len(read(changed))) == (200, data["bytes"])


@pytest.mark.parametrize(
    ("name", "content", "way"),
    [
        ("a.png", media.png(), "inline"),
        ("a.gif", media.moving("GIF"), "inline"),
        ("a.wav", media.wav(), "inline"),
        ("a.html", b"<!doctype html><script>alert(1)</script>", "attachment"),
        ("a.pdf", b"%PDF-1.7", "attachment"),
        ("a.docx", media.office("docx"), "attachment"),
        ("a.txt", b"words", "attachment"),
    ],
)
def test_only_checked_pictures_and_sounds_are_shown_in_place(
    folder: None, study: Room, hers: Client, name: str, content: bytes, way: str
) -> None:
    answer = hers.get(bring(hers, study.pk, content, f"한글 \"'{name}").json()["url"])
    quoted = f"%ED%95%9C%EA%B8%80%20%22%27{name}"
    assert answer["Content-Disposition"] == f"{way}; filename*=UTF-8''{quoted}"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert read(answer)


def status(client: Client, url: str) -> int:
    """How asking for a file is answered; the body is read to its end."""
    answer = client.get(url)
    read(answer)
    return int(answer.status_code)


def statuses(client: Client, data: Any) -> set[int]:
    """Of the file and its thumbnail."""
    return {status(client, data[key]) for key in ("url", "thumbnail_url")}


def test_an_unsent_file_is_its_uploaders_alone(
    folder: None, study: Room, browser: Browser, alice: User, bob: User, charlie: User
) -> None:
    data = bring(browser(alice), study.pk, media.png()).json()
    assert statuses(browser(alice), data) == {200}
    assert statuses(browser(bob), data) == statuses(browser(charlie), data) == {404}
    assert statuses(browser(), data) == {401}


def test_a_sent_file_is_for_those_who_may_see_its_message(
    folder: None, study: Room, browser: Browser, alice: User, bob: User, charlie: User
) -> None:
    client = browser(alice)
    data = bring(client, study.pk, media.png()).json()
    sent = send(client, study.pk, [data["id"]]).json()
    assert statuses(client, data) == statuses(browser(bob), data) == {200}
    assert statuses(browser(charlie), data) == {404}
    leave_room(member=access_membership(bob, study.pk))
    assert statuses(browser(bob), data) == {404}
    join_room(user=bob, room=study)
    assert statuses(browser(bob), data) == {200}
    Room.objects.filter(pk=study.pk).update(history="since_joined")
    assert statuses(browser(bob), data) == {404}
    Room.objects.filter(pk=study.pk).update(history="all")
    member, message = access_message(alice, sent["id"])
    delete_message(member=member, message=message)
    assert statuses(client, data) == statuses(browser(bob), data) == {404}


def test_who_left_or_is_banned_does_not_get_what_he_never_sent(
    folder: None, study: Room, browser: Browser, bob: User
) -> None:
    data = bring(browser(bob), study.pk, media.png()).json()
    leave_room(member=access_membership(bob, study.pk))
    Ban.objects.create(room=study, user=bob)
    assert statuses(browser(bob), data) == {404}


def test_a_file_that_is_missing_in_the_storage_is_not_found(
    storage: None, study: Room, browser: Browser, alice: User
) -> None:
    data = bring(browser(alice), study.pk, media.png()).json()
    row = Attachment.objects.get()
    for name in (row.file, row.thumbnail):
        default_storage.delete(name)
    assert statuses(browser(alice), data) == {404}


def test_documents_and_sounds_have_no_thumbnail(folder: None, study: Room, browser: Browser, alice: User) -> None:
    client = browser(alice)
    data = bring(client, study.pk, b"words", "a.txt").json()
    assert data["thumbnail_url"] is None
    assert client.get(f"/api/attachments/{data['id']}/thumbnail").status_code == 404


def test_names_in_a_bucket_are_random_and_listed(bucket: None, study: Room, browser: Browser, alice: User) -> None:
    bring(browser(alice), study.pk, WORDS, "private words.txt")
    row = Attachment.objects.get()
    assert row.file in list(list_stored())
    assert "private" not in row.file
