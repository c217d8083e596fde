"""`manage.py serve` as a real process: its address, its refusals, its sockets' limits, its end."""

import json
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.processes import Hearth, Lily, Process
from tests.tab import new_message

BecomeGuest = Callable[[str, str], httpx.Client]


@pytest.fixture
def hearth(database: Path) -> Iterator[Hearth]:
    with Hearth(database, SLOW_CLIENT_SECONDS="1", SOCKET_QUEUE_FRAMES="50", RATE_LIMITS_ENABLED="0") as process:
        yield process.wait_ready()


def open_socket(client: httpx.Client, **options: Any) -> ClientConnection:
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    address = str(client.base_url).replace("http", "ws", 1) + "/ws/"
    tab: ClientConnection = connect(address.replace("//ws", "/ws"), additional_headers={"Cookie": cookie}, **options)
    return tab


def ask(tab: ClientConnection, kind: str, **fields: Any) -> dict[str, Any]:
    tab.send(json.dumps({"type": kind, "ref": kind, **fields}))
    while (frame := json.loads(tab.recv(timeout=10))).get("ref") != kind:
        pass
    answer: dict[str, Any] = frame
    return answer


def close_code(tab: ClientConnection) -> int | None:
    try:
        while True:
            tab.recv(timeout=10)
    except ConnectionClosed:
        return tab.close_code


def test_a_taken_port_is_one_clear_line(database: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with Hearth(database, PORT=str(port)) as process:
            assert process.child.wait(30) == 1
            process.stop()
            assert [line for line in process.lines if line != "<end of output>"] == [
                f"CommandError: Cannot listen on 127.0.0.1:{port} (Address already in use). Set PORT to another one."
            ]


def test_several_processes_without_redis_refuse_to_start(database: Path) -> None:
    with Hearth(database, WEB_CONCURRENCY="2") as process:
        assert process.child.wait(30) == 1
        process.wait_line("WEB_CONCURRENCY is more than 1")


def test_no_secret_no_start() -> None:
    with Process("manage.py", "serve", env={"SECRET_KEY": "", "PORT": "0"}) as process:
        assert process.child.wait(30) == 1
        process.wait_line("SECRET_KEY is missing")


def test_a_foreign_origin_gets_403_and_no_session_4401(hearth: Hearth) -> None:
    with httpx.Client(base_url=hearth.url) as nobody:
        with pytest.raises(InvalidStatus) as refused:
            open_socket(nobody, origin="https://evil.example")
        assert refused.value.response.status_code == 403
        with open_socket(nobody) as tab:
            assert close_code(tab) == 4401


def test_another_socket_path_is_refused(hearth: Hearth) -> None:
    with pytest.raises(InvalidStatus):
        connect(hearth.url.replace("http", "ws", 1) + "/ws/other/")


def test_a_frame_over_a_mebibyte_closes_the_socket(hearth: Hearth, become_guest: BecomeGuest) -> None:
    with open_socket(become_guest(hearth.url, "Large")) as tab:
        tab.recv(timeout=10)
        tab.send("x" * (1024 * 1024 + 1))
        assert close_code(tab) == 1009


def test_who_does_not_read_is_closed_and_nobody_waits_for_him(hearth: Hearth, become_guest: BecomeGuest) -> None:
    deaf, talker = become_guest(hearth.url, "Deaf"), become_guest(hearth.url, "Talker")
    room = talker.get("/api/session").json()["config"]["default_room_id"]
    with (
        open_socket(deaf, max_queue=1) as silent,
        open_socket(talker) as tab,
        open_socket(talker) as listener,
        ThreadPoolExecutor(1) as readers,
    ):
        for each in (silent, tab, listener):
            assert ask(each, "room.enter", room_id=room, since=None, seat=True)["type"] == "room.entered"
        hearing = readers.submit(hear, listener, 400)
        sent = []
        for _ in range(400):  # more than the sockets' buffers and the server's queue together hold
            done = ask(tab, "message.send", room_id=room, **new_message("불" * 8000))
            sent.append(done["message"]["id"])
        hearth.wait_line("slow_client")
        assert hearing.result(timeout=30) == sent


def hear(tab: ClientConnection, count: int) -> list[int]:
    """The ids of so many messages of people, as they come."""
    heard: list[int] = []
    while len(heard) < count:
        frame = json.loads(tab.recv(timeout=20))
        if frame["type"] == "message.changed" and frame["message"]["author"]["kind"] == "user":
            heard.append(frame["message"]["id"])
    return heard


def resident_bytes(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * 4096


def test_memory_stays_flat_under_frames_that_are_nonsense(hearth: Hearth, become_guest: BecomeGuest) -> None:
    guest = become_guest(hearth.url, "Fuzzer")
    nonsense = ["{", "[" * 5000, '{"type": "ping"}', "\u0000", '{"type": "x", "ref": "a"}', '"' + "불" * 40_000 + '"']

    def send_nonsense(rounds: int) -> int:
        for _ in range(rounds):
            with open_socket(guest) as tab:
                for number in range(19):  # one more, and the socket is closed
                    tab.send(nonsense[number % len(nonsense)])
                ask(tab, "ping")
        return resident_bytes(hearth.child.pid)

    warm = send_nonsense(20)
    assert send_nonsense(80) - warm < 16 * 1024 * 1024
    assert [line for line in hearth.lines if "Traceback" in line or "level=error" in line] == []


def test_a_stop_is_quick_and_clean_and_clients_are_told(hearth: Hearth, become_guest: BecomeGuest) -> None:
    with open_socket(become_guest(hearth.url, "Alice")) as tab:
        tab.recv(timeout=10)
        assert hearth.stop() == 0
        assert close_code(tab) == 1012


def test_an_answer_survives_a_restart_in_its_middle(database: Path, become_guest: BecomeGuest) -> None:
    with Lily(LILY_ECHO_DELAY_MS="300") as lily:
        lily.wait_ready()
        first = Hearth(database, LILY_API_URL=lily.url).wait_ready()
        guest = become_guest(first.url, "Alice")
        room = guest.get("/api/session").json()["config"]["default_room_id"]
        with open_socket(guest) as tab:
            ask(tab, "room.enter", room_id=room, since=None, seat=True)
            ask(tab, "message.send", room_id=room, **new_message("Lily, one two three four five six seven"))
            while json.loads(tab.recv(timeout=10))["type"] != "reply.progress":
                pass
            first.kill()
        with Hearth(database, LILY_API_URL=lily.url) as second:
            guest.base_url = httpx.URL(second.wait_ready().url)
            with open_socket(guest) as tab:
                entered = ask(tab, "room.enter", room_id=room, since=None, seat=True)
                finished = wait_finished(tab)
            assert entered["messages"][-1]["id"] == finished["id"]
            history = guest.get(f"/api/rooms/{room}/messages").json()["messages"]
            assert [message["status"] for message in history if message["author"]["kind"] == "lily"] == ["complete"]


def wait_finished(tab: ClientConnection) -> dict[str, Any]:
    """Lily's message once it is complete."""
    while True:
        frame = json.loads(tab.recv(timeout=20))
        if frame["type"] == "message.changed" and frame["message"]["status"] == "complete":
            message: dict[str, Any] = frame["message"]
            if message["author"]["kind"] == "lily":
                return message
