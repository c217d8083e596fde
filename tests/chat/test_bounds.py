"""What every call has in common: nothing kept by a cache, bounded per person, no input that breaks it."""

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chat.actions.house import light_fire
from chat.files.sniffing import MOST_LISTED, sniff
from chat.limits import TokenBuckets, acts_of_person, commands_of_person
from chat.models import Ban, Member, Room, User
from chat.queries.access import access_room
from chat.refusals import Refused
from tests.calls import call, refusal
from tests.conftest import make_person

pytestmark = pytest.mark.django_db(transaction=True)
Browser = Callable[..., Client]
Spend = Callable[[TokenBuckets, User], None]


@pytest.fixture
def spent(monkeypatch: pytest.MonkeyPatch) -> Spend:
    """Somebody has used up all his tokens, and time stands still."""

    def spend(buckets: TokenBuckets, user: User) -> None:
        monkeypatch.setattr(buckets, "now", lambda: 0.0)
        with suppress(Refused):
            while True:
                buckets.take(str(user.pk))

    return spend


@pytest.mark.parametrize("path", ["/api/session", "/api/rooms", "/api/settings", "/api/notifications", "/api/nowhere"])
def test_no_cache_keeps_what_is_ones_own(browser: Browser, fireplace: Room, alice: User, path: str) -> None:
    assert browser(alice).get(path)["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/api/settings", {"name": "Alicia"}),
        ("POST", "/api/notifications/read", {"ids": None}),
        ("PATCH", "/api/rooms/{room}", {"topic": "tea"}),
        ("PATCH", "/api/rooms/{room}/me", {"favorite": True}),
        ("POST", "/api/rooms/{room}/leave", None),
        ("DELETE", "/api/me/avatar", None),
    ],
)
def test_what_one_changes_is_bounded_as_on_the_socket(
    spent: Spend, alice: User, private_room: Room, method: str, path: str, body: Any
) -> None:
    light_fire()
    spent(commands_of_person, alice)
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    answer = call(client, method, path.format(room=private_room.pk), body)
    assert refusal(answer) == (429, "rate_limited")
    assert int(answer["Retry-After"]) >= 1


def test_letting_in_is_bounded(spent: Spend, browser: Browser, alice: User, bob: User, private_room: Room) -> None:
    light_fire()
    spent(acts_of_person, alice)
    answer = call(browser(alice), "POST", f"/api/rooms/{private_room.pk}/requests/{bob.pk}", {"accept": True})
    assert refusal(answer) == (429, "rate_limited")


@pytest.mark.parametrize("until", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"])
def test_a_time_beyond_the_calendar_is_refused(
    browser: Browser, fireplace: Room, study: Room, alice: User, bob: User, until: str
) -> None:
    path = f"/api/rooms/{study.pk}/members/{bob.pk}"
    answer = call(browser(alice), "PATCH", path, {"banned": True, "banned_until": until})
    assert refusal(answer) == (422, "bad_request")
    assert "banned_until" in answer.json()["error"]["fields"]
    assert not Ban.objects.exists()


def test_who_may_see_a_room_is_told_without_looking_at_everybody_in_it(study: Room, alice: User) -> None:
    for number in range(20):
        Member.objects.create(room=study, user=make_person(f"Guest {number}"), seq=0, joined_seq=0)
    with CaptureQueriesContext(connection) as asked:
        assert access_room(alice, study.pk).pk == study.pk
    assert len(asked) == 1
    assert "DISTINCT" not in asked[0]["sql"]


class Counted(BytesIO):
    """A file that remembers the largest piece that was read of it."""

    largest = 0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        self.largest = max(self.largest, len(piece))
        return piece


def test_a_zip_whose_list_of_parts_is_endless_is_not_listed() -> None:
    part = b"PK\1\2" + bytes(24) + b"\1" + bytes(17) + b"a"  # one line of the list: a part that is called "a"
    parts = part * 60_000
    start = b"PK\3\4" + bytes(26)
    ending = b"PK\5\6" + bytes(8) + len(parts).to_bytes(4, "little") + len(start).to_bytes(4, "little") + bytes(2)
    file = Counted(start + parts + ending)
    with pytest.raises(Refused) as refused:
        sniff(file, "plan.docx")
    assert refused.value.key == "file_bomb"
    assert file.largest <= MOST_LISTED


def test_a_database_that_gives_way_is_asked_again_later(browser: Browser, alice: User, private_room: Room) -> None:
    light_fire()
    client = browser(alice)

    def give_way(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and "chat_room" in sql:
            raise OperationalError(1213, "Deadlock found when trying to get lock; try restarting transaction")
        return execute(sql, *rest)

    with connection.execute_wrapper(give_way):
        answer = call(client, "PATCH", f"/api/rooms/{private_room.pk}", {"topic": "tea"})
    assert refusal(answer) == (503, "unavailable")
    assert answer["Retry-After"] == "1"
    private_room.refresh_from_db()
    assert private_room.topic == ""
