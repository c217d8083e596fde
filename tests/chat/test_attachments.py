"""Bringing files: what may come, what becomes of it, what is refused and leaves nothing behind."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings

from chat.actions.attachments import bring_file
from chat.files.storage import list_stored
from chat.limits import uploads_of_person
from chat.models import Attachment, Room, User
from chat.queries.access import access_membership
from tests import media
from tests.uploads import bring

Browser = Callable[..., Client]
Bring = Callable[[bytes, str], Any]
pytestmark = pytest.mark.usefixtures("empty_storage")
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def bring_as_alice(private_room: Room, browser: Browser, alice: User) -> Bring:
    """Bring a file into Alice's own room."""
    return partial(bring, browser(alice), private_room.pk)


def stored_image(attachment: Any, field: str = "file") -> Image.Image:
    row = Attachment.objects.get(pk=attachment["id"])
    with default_storage.open(getattr(row, field)) as file:
        return Image.open(BytesIO(file.read()))


def test_a_picture_is_turned_upright_and_says_nothing_of_its_maker_and_place(
    private_room: Room, browser: Browser, alice: User
) -> None:
    answer = bring(browser(alice), private_room.pk, media.jpeg_of_a_phone(), "IMG_0001.JPG")
    assert answer.status_code == 201
    data = answer.json()
    row = Attachment.objects.get(pk=data["id"])
    assert (data["kind"], data["media_type"], data["name"]) == ("image", "image/jpeg", "IMG_0001.jpg")
    assert (data["width"], data["height"], data["state"]) == (40, 60, "ready")
    assert data["placeholder"].startswith("data:image/webp;base64,")
    assert len(data["placeholder"]) < 700
    kept = stored_image(data)
    assert kept.size == (40, 60)
    assert dict(kept.getexif()) == {}
    assert kept.getpixel((20, 5))[0] > 150  # type: ignore[index]  # what was on the left is above now
    with default_storage.open(row.file) as file:
        content = file.read()
    assert data["bytes"] == len(content)
    assert not [word for word in (b"Secret", b"secret", b"Exif", b"GPS") if word in content]
    assert row.file.startswith("attachments/")
    assert "IMG" not in row.file
    assert stored_image(data, "thumbnail").format == "WEBP"
    assert (row.room_id, row.uploader_id, row.message_id) == (private_room.pk, alice.pk, None)


@pytest.mark.parametrize(
    ("name", "content", "kind", "media_type", "shown"),
    [
        ("a.png", media.png(), "image", "image/png", "a.png"),
        ("photo.jfif", media.jpeg_of_a_phone(), "image", "image/jpeg", "photo.jpg"),
        ("a.heic", media.heic(), "image", "image/jpeg", "a.jpg"),
        ("a.avif", media.encode(media.picture(), "AVIF"), "image", "image/jpeg", "a.jpg"),
        ("a.webp", media.encode(media.picture(mode="RGBA"), "WEBP"), "image", "image/png", "a.png"),
        ("a.gif", media.moving("GIF"), "image", "image/gif", "a.gif"),
        ("a.webp", media.moving("WEBP"), "image", "image/webp", "a.webp"),
        ("cmyk.jpg", media.encode(Image.new("CMYK", (9, 9)), "JPEG"), "image", "image/jpeg", "cmyk.jpg"),
        ("deep.png", media.encode(Image.new("I;16", (9, 9), 70), "PNG"), "image", "image/png", "deep.png"),
        ("보고서.docx", media.office("docx"), "document", media_type := "application/vnd.openxmlformats-officedocument."
         "wordprocessingml.document", "보고서.docx"),
        ("a.xlsx", media.office("xlsx"), "document", media_type.replace("wordprocessingml.document",
         "spreadsheetml.sheet"), "a.xlsx"),
        ("a.pptx", media.office("pptx"), "document", media_type.replace("wordprocessingml.document",
         "presentationml.presentation"), "a.pptx"),
        ("a.pdf", b"%PDF-1.7\n%%EOF", "document", "application/pdf", "a.pdf"),
        ("a.md", "# 안녕".encode(), "document", "text/markdown", "a.md"),
        ("a.csv", "이름,값".encode("cp949"), "document", "text/csv", "a.csv"),
        ("a.txt", "안녕".encode("utf-16"), "document", "text/plain", "a.txt"),
        ("a.html", PAGE, "document", "text/html", "a.html"),
        ("Notes of 10.15", b"words", "document", "text/plain", "Notes of 10.15.txt"),
        ("a.wav", media.wav(), "audio", "audio/wav", "a.wav"),
        ("a.opus", media.opus(), "audio", "audio/ogg", "a.opus"),
        ("a.flac", media.flac(), "audio", "audio/flac", "a.flac"),
        ("a.mp3", b"ID3\x04" + b"\0" * 40, "audio", "audio/mpeg", "a.mp3"),
        ("b.mp3", b"\xff\xfb\x90\x00" + b"\0" * 40, "audio", "audio/mpeg", "b.mp3"),
        ("a.m4a", b"\0\0\0\x18ftypM4A \0\0\0\0isommp42", "audio", "audio/mp4", "a.m4a"),
        ("a.webm", b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", "audio", "audio/webm", "a.webm"),
    ],
)  # fmt: skip
def test_these_may_be_brought(
    bring_as_alice: Bring, name: str, content: bytes, kind: str, media_type: str, shown: str
) -> None:
    answer = bring_as_alice(content, name)
    assert answer.status_code == 201, answer.json()
    data = answer.json()
    assert (data["kind"], data["media_type"], data["name"]) == (kind, media_type, shown)
    assert len(list(list_stored())) == (2 if kind == "image" else 1)
    limits = answer.client.get("/api/session").json()["config"]["limits"]["attachments"]
    assert (media_type in limits["media_types"], f".{shown.rsplit('.')[-1]}" in limits["extensions"]) == (True, True)


def test_the_length_of_a_sound_is_known_where_its_header_says_it(
    private_room: Room, browser: Browser, alice: User
) -> None:
    client = browser(alice)
    sounds = {"a.wav": media.wav(0.5), "a.ogg": media.opus(2.0), "a.flac": media.flac(3), "a.mp3": b"ID3\x04"}
    lengths = [bring(client, private_room.pk, content, name).json()["seconds"] for name, content in sounds.items()]
    assert lengths == [0.5, 2.0, 3.0, None]


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_what_moves_keeps_moving_and_tells_nothing_else(
    private_room: Room, browser: Browser, alice: User, kind: str
) -> None:
    data = bring(browser(alice), private_room.pk, media.moving(kind), f"a.{kind.lower()}").json()
    kept = stored_image(data)
    assert (kept.format, kept.n_frames) == (kind, 3)  # type: ignore[attr-defined]
    assert (data["width"], data["height"]) == (32, 24)
    with default_storage.open(Attachment.objects.get().file) as file:
        assert b"secret" not in file.read()


def test_a_large_picture_is_bounded(private_room: Room, browser: Browser, alice: User) -> None:
    data = bring(browser(alice), private_room.pk, media.png(5000, 100)).json()
    assert (data["width"], data["height"]) == (4096, 82)
    assert stored_image(data, "thumbnail").size == (640, 13)


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("a.png", PAGE, 422, "“.png”"),
        ("a.svg", SVG, 422, "are welcome"),
        ("a.txt", SVG, 422, "are welcome"),
        ("a.svg", b"<svg/>", 422, "are welcome"),
        ("a.exe", b"MZ\x90\x00" + b"\0" * 60, 422, "are welcome"),
        ("a.sh", b"#!/bin/sh\necho", 422, "“.sh”"),
        ("a.exe", media.png(), 422, "“.exe”"),
        ("a.png", b"", 422, "empty"),
        ("a.jpg", media.jpeg_of_a_phone()[:-200], 422, "damaged"),
        ("a.png", media.png()[:-30], 422, "damaged"),
        ("a.gif", media.moving("GIF")[:-30], 422, "damaged"),
        ("a.webp", media.moving("WEBP")[:-30], 422, "damaged"),
        ("a.heic", media.heic()[:200], 422, "damaged"),
        ("a.png", media.png_header(20_000, 20_000), 413, "60 million pixels"),
        ("a.png", media.png_header(9_000, 9_000), 413, "60 million pixels"),
        ("a.gif", media.moving("GIF", 2001), 413, "moving picture"),
        ("a.docx", media.zip_bomb(), 422, "unpacks"),
        ("a.docx", media.office("docx")[:-10], 422, "damaged"),
        ("a.docx", media.office("docx", **{"word/vbaProject.bin": b"x"}), 422, "are welcome"),
        ("a.zip", media.office("docx"), 422, "“.zip”"),
        ("a.xlsx", media.office("docx"), 422, "“.xlsx”"),
        ("a.mkv", b"\x1a\x45\xdf\xa3\x42\x82\x88matroska", 422, "are welcome"),
    ],
)
def test_these_are_refused_kindly_and_leave_nothing(
    bring_as_alice: Bring, name: str, content: bytes, status: int, said: str
) -> None:
    answer = bring_as_alice(content, name)
    assert (answer.status_code, said in answer.json()["error"]["message"]) == (status, True), answer.json()
    assert list(list_stored()) == []
    assert not Attachment.objects.exists()


def test_a_refusal_speaks_korean_to_whom_speaks_it(private_room: Room, browser: Browser, alice: User) -> None:
    alice.language = "ko"
    alice.save()
    answer = bring(browser(alice), private_room.pk, SVG, "그림.svg")
    assert "올려 주세요" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/etc/../" + "가" * 500 + ".png", "가" * 196 + ".png"),
        ("C:\\Users\\alice\\" + "a" * 500 + ".png", "a" * 196 + ".png"),
        ("..\u202egnp.\u0007photo\u200b .png", "gnp.photo.png"),
        (".png", "png.png"),
    ],
)
def test_a_name_loses_its_path_and_what_cannot_be_seen(
    private_room: Room, browser: Browser, alice: User, name: str, shown: str
) -> None:
    upload = SimpleUploadedFile("a.png", media.png())
    upload.__dict__["_name"] = name  # past what Django's own class takes off
    member = access_membership(alice, private_room.pk)
    assert bring_file(member=member, upload=upload).name == shown
    assert bring(browser(alice), private_room.pk, media.png(), name).status_code == 201


def test_more_bytes_than_a_kind_may_have_are_refused(
    private_room: Room, browser: Browser, alice: User, settings: Settings
) -> None:
    settings.MAX_DOCUMENT_BYTES = 1024 * 1024
    answer = bring(browser(alice), private_room.pk, b"a" * (1024 * 1024 + 1), "a.txt")
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")
    assert "1 MB" in answer.json()["error"]["message"]


def test_a_stream_that_passes_every_bound_is_stopped(
    private_room: Room, browser: Browser, alice: User, settings: Settings
) -> None:
    settings.MAX_IMAGE_BYTES = settings.MAX_DOCUMENT_BYTES = settings.MAX_AUDIO_BYTES = 100_000
    alice.language = "ko"
    alice.save()
    answer = bring(browser(alice), private_room.pk, b"a" * 4_000_000, "a.txt")
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")
    assert "너무 커요" in answer.json()["error"]["message"]
    assert list(list_stored()) == []


def test_only_who_may_speak_may_bring(private_room: Room, browser: Browser, alice: User, charlie: User) -> None:
    assert bring(browser(), private_room.pk, media.png()).status_code == 401
    strange, missing = (bring(browser(charlie), room_id, media.png()) for room_id in (private_room.pk, 987654))
    assert (strange.status_code, strange.content) == (404, missing.content)
    private_room.archived = True
    private_room.save()
    closed = bring(browser(alice), private_room.pk, media.png())
    assert (closed.status_code, closed.json()["error"]["code"]) == (403, "room_closed")
    assert list(list_stored()) == []


@pytest.mark.parametrize("room_id", ["", "x", "-1", "0", 10**25])
def test_a_wrong_form_is_named_by_field(private_room: Room, browser: Browser, alice: User, room_id: Any) -> None:
    answer = bring(browser(alice), room_id, media.png())
    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (422, ["room_id"])


def test_a_form_without_a_file_is_named_by_field(private_room: Room, browser: Browser, alice: User) -> None:
    client = browser(alice)
    token = client.get("/api/session").json()["csrf_token"]
    answer = client.post("/api/attachments", {"room_id": private_room.pk}, headers={"X-CSRFToken": token})
    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (422, ["file"])


def test_nobody_piles_up_files(
    private_room: Room, browser: Browser, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.actions.attachments.MOST_UNSENT", 2)
    client = browser(alice)
    answers = [bring(client, private_room.pk, b"words", "a.txt") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 409]
    monkeypatch.setattr(uploads_of_person, "burst", 1)
    limited = [bring(client, private_room.pk, b"words", "a.txt").status_code for _ in range(2)]
    assert limited[-1] == 429


def refuse_rows(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """A database that takes no new row just now."""
    if sql.startswith("INSERT"):
        raise DatabaseError("the disk is full")
    return execute(sql, params, many, context)


def test_a_file_whose_row_cannot_be_kept_does_not_stay(private_room: Room, alice: User) -> None:
    member = access_membership(alice, private_room.pk)
    with connection.execute_wrapper(refuse_rows), pytest.raises(DatabaseError):
        bring_file(member=member, upload=SimpleUploadedFile("a.png", media.png()))
    assert list(list_stored()) == []
