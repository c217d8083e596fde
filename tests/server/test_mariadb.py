"""Hearth on a real MariaDB, by DATABASE_URL: Korean and every emoji survive, and two emoji are two."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.processes import PATIENCE, Hearth, Process
from tests.server.test_serve import ask, open_socket
from tests.tab import new_message

TEST_DATABASE_URL = os.environ.get("TEST_DATABASE_URL", "")
pytestmark = pytest.mark.skipif(not TEST_DATABASE_URL, reason="no MariaDB (TEST_DATABASE_URL)")


@pytest.fixture
def hearth() -> Iterator[Hearth]:
    env = {"SECRET_KEY": "only-for-tests", "DATABASE_URL": TEST_DATABASE_URL}
    for command in (["migrate", "-v0"], ["flush", "--noinput", "-v0"]):
        with Process("manage.py", *command, env=env) as process:
            assert process.child.wait(PATIENCE) == 0, process.lines
    with Hearth(Path("unused"), DATABASE_URL=TEST_DATABASE_URL) as running:
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
