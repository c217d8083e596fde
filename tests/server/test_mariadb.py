"""Hearth on a real MariaDB, by DATABASE_URL: Korean and every emoji survive, and two emoji are two."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.processes import Hearth
from tests.server.conftest import needs_mariadb
from tests.server.test_serve import ask, open_socket
from tests.tab import new_message

pytestmark = needs_mariadb


@pytest.fixture
def hearth(mariadb: str, tmp_path: Path) -> Iterator[Hearth]:
    with Hearth(tmp_path / "unused", DATABASE_URL=mariadb) as running:
        yield running.wait_ready()


def test_words_of_every_script_survive(hearth: Hearth, become_guest: Callable[[str, str], httpx.Client]) -> None:
    guest = become_guest(hearth.url, "민지 🔥")
    room = guest.get("/api/session").json()["config"]["default_room_id"]
    texts = ["안녕하세요, 벽난로!", "👍", "🔥", "👩‍👩‍👧‍👦 é ŷ 漢字 العربية", "x" * 8000]
    with open_socket(guest) as tab:
        ask(tab, "room.enter", room_id=room, since=None, seat=True)
        for text in texts:
            message = new_message(text)
            first = ask(tab, "message.send", room_id=room, **message)["message"]
            again = ask(tab, "message.send", room_id=room, **message)["message"]
            assert first == again, json.dumps(again)
            assert first["text"] == text
        entered = ask(tab, "room.enter", room_id=room, since=None, seat=False)
    assert [m["text"] for m in entered["messages"] if m["author"]["kind"] == "user"] == texts
    assert entered["members"][0]["name"] == "민지 🔥"
