"""Faces that people bring: square, small, without a word about the picture; everyone in the rooms sees the change."""

from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from chat.actions.members import join_room
from chat.files.storage import list_stored
from chat.models import Member, Room, User
from chat.threads import run_query
from tests import media
from tests.tab import Tab

Browser = Callable[..., Client]
OpenTab = Callable[[User], Awaitable[Tab]]
pytestmark = pytest.mark.usefixtures("empty_storage")


def bring_face(client: Client, content: bytes, name: str = "me.jpg") -> Any:
    token = client.get("/api/session").json()["csrf_token"]
    return client.post("/api/me/avatar", {"file": SimpleUploadedFile(name, content)}, headers={"X-CSRFToken": token})


def drop_face(client: Client) -> Any:
    token = client.get("/api/session").json()["csrf_token"]
    return client.delete("/api/me/avatar", headers={"X-CSRFToken": token})


def test_a_face_is_a_small_square_that_everyone_signed_in_may_see(
    fireplace: Room, browser: Browser, alice: User, charlie: User
) -> None:
    answer = bring_face(browser(alice), media.jpeg_of_a_phone(600, 400))
    assert answer.status_code == 200
    url = answer.json()["avatar"]["image_url"]
    assert browser(alice).get("/api/session").json()["user"]["avatar"]["image_url"] == url
    face = browser(charlie).get(url)
    assert (face.status_code, face["Content-Type"], face["X-Content-Type-Options"]) == (200, "image/webp", "nosniff")
    assert face["Cache-Control"] == "private, max-age=31536000, immutable"
    image = Image.open(BytesIO(face.content))
    assert (image.size, dict(image.getexif())) == ((256, 256), {})
    assert browser().get(url).status_code == 401


def test_another_face_removes_the_one_before(
    fireplace: Room, browser: Browser, alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    client = browser(alice)
    first = bring_face(client, media.png()).json()["avatar"]["image_url"]
    with django_capture_on_commit_callbacks(execute=True):
        second = bring_face(client, media.png()).json()["avatar"]["image_url"]
    assert first != second
    assert client.get(first).status_code == 404
    assert len(list(list_stored())) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert drop_face(client).json()["avatar"]["image_url"] is None
    assert list(list_stored()) == []
    assert drop_face(client).status_code == 200


async def test_the_rooms_and_ones_own_tabs_see_the_new_face(
    transactional_db: None, fireplace: Room, browser: Browser, alice: User, bob: User, open_tab: OpenTab
) -> None:
    await run_query(lambda: join_room(user=alice, room=fireplace))
    hers, his = await open_tab(alice), await open_tab(bob)
    await his.enter(fireplace.pk)
    answer = await run_query(lambda: bring_face(browser(alice), media.png()))
    avatar = answer.json()["avatar"]
    seen = await his.wait_for(
        lambda frame: frame["type"] == "member.changed" and frame["member"]["user_id"] == alice.pk
    )
    assert seen["member"]["avatar"] == avatar
    member = await run_query(lambda: Member.objects.get(room=fireplace, user=alice))
    assert member.seq == seen["seq"]
    mine = await hers.wait_for(lambda frame: frame["type"] == "me.changed" and frame["part"] == "settings")
    assert mine["data"]["avatar"] == avatar


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("a.txt", b"words", 422, "Only a picture"),
        ("a.svg", b"<svg/>", 422, "are welcome"),
        ("a.png", media.png()[:-30], 422, "damaged"),
        ("a.png", media.png_header(20_000, 20_000), 413, "million"),
        ("a.png", b"", 422, "empty"),
    ],
)
@pytest.mark.usefixtures("fireplace")
def test_what_is_no_picture_changes_nothing(
    browser: Browser, alice: User, name: str, content: bytes, status: int, said: str
) -> None:
    answer = bring_face(browser(alice), content, name)
    assert (answer.status_code, said in answer.json()["error"]["message"]) == (status, True)
    assert list(list_stored()) == []
    assert User.objects.get(pk=alice.pk).avatar_file == ""


@pytest.mark.parametrize("name", ["x", "..%2F..%2Fhearth.sqlite3", "0" * 32, "0" * 32 + ".webp", "0" * 32 + ".png"])
def test_a_face_that_is_not_there_is_not_found(fireplace: Room, browser: Browser, alice: User, name: str) -> None:
    answer = browser(alice).get(f"/api/avatars/{name}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
