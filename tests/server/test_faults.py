"""Faults of what the house stands on, against real processes: a full disk, a database that goes away and comes back."""

import contextlib
import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.processes import PATIENCE, Hearth, Process
from tests.server.test_serve import ask, open_socket
from tests.tab import new_message

BecomeGuest = Callable[[str, str], httpx.Client]


def enter(tab: Any, guest: httpx.Client) -> int:
    room: int = guest.get("/api/session").json()["config"]["default_room_id"]
    assert ask(tab, "room.enter", room_id=room, since=None, seat=True)["type"] == "room.entered"
    return room


def texts_of(guest: httpx.Client, room: int) -> list[str]:
    history = guest.get(f"/api/rooms/{room}/messages?limit=200").json()["messages"]
    return [message["text"] for message in history if message["author"]["kind"] == "user"]


def test_a_full_disk_is_a_clear_error_and_no_half_message(database: Path, become_guest: BecomeGuest) -> None:
    with Hearth(database) as hearth:
        guest = become_guest(hearth.wait_ready().url, "Alice")
        with open_socket(guest) as tab:
            room = enter(tab, guest)
            acknowledged = ["before"]
            ask(tab, "message.send", room_id=room, **new_message("before"))
            limit = sum(path.stat().st_size for path in database.parent.glob("hearth.sqlite3*")) + 60_000
            resource.prlimit(hearth.child.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
            answer: dict[str, Any] = {"type": "command.done"}
            for number in range(200):
                if answer["type"] != "command.done":
                    break
                text = f"{number} " + "불" * 3000
                answer = ask(tab, "message.send", room_id=room, **new_message(text))
                if answer["type"] == "command.done":
                    acknowledged.append(text)
            assert (answer["type"], answer["code"]) == ("command.failed", "unavailable")
            assert answer["retry_after"] is not None
            assert ask(tab, "ping")["type"] == "pong"
            resource.prlimit(hearth.child.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            assert ask(tab, "message.send", room_id=room, **new_message("room again"))["type"] == "command.done"
        assert texts_of(guest, room) == [*acknowledged, "room again"]


@pytest.fixture
def mariadb(tmp_path: Path) -> Iterator["MariaDB"]:
    server = shutil.which("mariadbd") or shutil.which("mariadbd", path="/usr/sbin")
    if server is None or not os.environ.get("TEST_DATABASE_URL"):
        pytest.skip("no MariaDB (TEST_DATABASE_URL)")
    running = MariaDB(server, tmp_path / "mariadb")
    yield running
    running.stop()


class MariaDB:
    """A server of this test's own, which can be stopped and started again on the same data."""

    def __init__(self, server: str, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.user = [f"--user={'root' if os.getuid() == 0 else os.environ.get('USER', '')}"]
        install = ["mariadb-install-db", "--no-defaults", f"--datadir={folder}", "--skip-test-db"]
        subprocess.run(
            [*install, "--auth-root-authentication-method=normal", *self.user], check=True, capture_output=True
        )
        (folder / "boot.sql").write_text(
            "CREATE DATABASE IF NOT EXISTS hearth CHARACTER SET utf8mb4;\n"
            "CREATE USER IF NOT EXISTS 'hearth'@'127.0.0.1' IDENTIFIED BY 'test';\n"
            "GRANT ALL PRIVILEGES ON hearth.* TO 'hearth'@'127.0.0.1';\n"
        )
        self.port = spare_port()
        self.url = f"mysql://hearth:test@127.0.0.1:{self.port}/hearth"
        self.start()

    def start(self) -> None:
        options = [
            "--no-defaults", f"--datadir={self.folder}", f"--socket={self.folder}/socket", f"--port={self.port}",
            "--bind-address=127.0.0.1", "--skip-name-resolve", f"--init-file={self.folder}/boot.sql", *self.user,
        ]  # fmt: skip
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen([self.server, *options], stdout=log, stderr=subprocess.STDOUT)
        log.close()
        wait_for_port(self.port)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)


def spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for_port(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        threading.Event().wait(0.1)
    raise AssertionError(f"nobody listens on {port}")


def test_mariadb_may_go_away_and_come_back(mariadb: MariaDB, become_guest: BecomeGuest) -> None:
    env = {"SECRET_KEY": "only-for-tests", "DATABASE_URL": mariadb.url}
    with Process("manage.py", "migrate", "-v0", env=env) as process:
        assert process.child.wait(PATIENCE) == 0, process.lines
    with Hearth(Path("unused"), DATABASE_URL=mariadb.url) as hearth:
        guest = become_guest(hearth.wait_ready().url, "Alice")
        with open_socket(guest) as tab:
            room = enter(tab, guest)
            messages = [new_message(f"line {number}") for number in range(3)]
            assert ask(tab, "message.send", room_id=room, **messages[0])["type"] == "command.done"
            mariadb.stop()
            away = ask(tab, "message.send", room_id=room, **messages[1])
            assert (away["type"], away["code"]) == ("command.failed", "unavailable")
            assert guest.get("/ready").status_code == 503
            mariadb.start()
            for message in (messages[1], messages[2], messages[1]):
                assert ask(tab, "message.send", room_id=room, **message)["type"] == "command.done"
        assert texts_of(guest, room) == ["line 0", "line 1", "line 2"]


def test_a_server_whose_database_only_fails_still_ends_when_it_is_asked_to(
    database: Path, become_guest: BecomeGuest
) -> None:
    with Hearth(database, REPLY_POLL_SECONDS="0", LOG_LEVEL="CRITICAL") as hearth:  # one claim after the other
        guest = become_guest(hearth.wait_ready().url, "Alice")
        with open_socket(guest) as tab:
            room = enter(tab, guest)
            assert ask(tab, "message.send", room_id=room, **new_message("all is well"))["type"] == "command.done"
        with contextlib.closing(sqlite3.connect(database, timeout=PATIENCE)) as connection, connection:
            connection.execute("DROP TABLE chat_reply")
        hearth.child.terminate()
        try:
            assert hearth.child.wait(15) == 0
        finally:
            hearth.child.kill()
