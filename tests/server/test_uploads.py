"""Bodies over a real connection: bounded while they arrive, with nothing left of them; files streamed in parts."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from tests import media
from tests.processes import Hearth

BecomeGuest = Callable[[str, str], httpx.Client]
MIB = 1024 * 1024
BOUNDARY = "hearthhearth"
PART = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'.encode()


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    """Where this server keeps files, and half files."""
    made = {"MEDIA_ROOT": tmp_path / "media", "TMPDIR": tmp_path / "temporary"}
    for folder in made.values():
        folder.mkdir()
    return {name: str(folder) for name, folder in made.items()}


@pytest.fixture
def hearth(database: Path, folders: dict[str, str]) -> Iterator[Hearth]:
    with Hearth(database, PYTHONWARNINGS="error", **folders) as process:
        yield process.wait_ready()


def left_behind(folders: dict[str, str]) -> list[Path]:
    return [path for folder in folders.values() for path in Path(folder).rglob("*") if path.is_file()]


def test_a_picture_of_50_mb_is_refused_before_it_arrives(
    hearth: Hearth, become_guest: BecomeGuest, folders: dict[str, str]
) -> None:
    client = become_guest(hearth.url, "앨리스")
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    head = (
        f"POST /api/attachments HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\nContent-Length: {50 * MIB}\r\n"
        f"X-CSRFToken: {client.headers['X-CSRFToken']}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n"
    )
    url = httpx.URL(hearth.url)
    with socket.create_connection((url.host, url.port or 80), timeout=10) as line:
        line.sendall(head.encode() + PART + b"\0" * 1000)  # of 50 MiB; then the house has heard enough
        answer = b""
        while chunk := line.recv(65536):
            answer += chunk
    headers, _, body = answer.partition(b"\r\n\r\n")
    assert headers.startswith(b"HTTP/1.1 413")
    assert json.loads(body)["error"]["code"] == "too_large"
    assert left_behind(folders) == []


def test_a_body_that_does_not_say_how_long_it_is_is_cut_off(
    hearth: Hearth, become_guest: BecomeGuest, folders: dict[str, str]
) -> None:
    client = become_guest(hearth.url, "Alice")

    def body() -> Iterator[bytes]:
        yield PART
        for _ in range(50):
            yield b"\0" * MIB

    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    for path in ("/api/attachments", "/api/me/avatar"):
        answer = client.post(path, content=body(), headers=kind)
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")
    assert client.get("/api/session").status_code == 200
    assert left_behind(folders) == []


def test_a_file_is_brought_and_read_in_parts(hearth: Hearth, become_guest: BecomeGuest) -> None:
    client = become_guest(hearth.url, "Alice")
    room_id = client.get("/api/session").json()["config"]["default_room_id"]
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    with connect(hearth.url.replace("http", "ws") + "/ws/", additional_headers={"Cookie": cookie}) as tab:
        tab.send(json.dumps({"type": "room.enter", "ref": "1", "room_id": room_id, "since": None, "seat": True}))
        while json.loads(tab.recv(timeout=10))["type"] != "room.entered":
            pass
    sound = media.wav(200)
    brought = client.post("/api/attachments", files={"file": ("a.wav", sound)}, data={"room_id": str(room_id)})
    assert brought.status_code == 201
    url = brought.json()["url"]
    assert client.get(url).content == sound
    part = client.get(url, headers={"Range": "bytes=100-1300000"})
    assert (part.status_code, part.content) == (206, sound[100:1_300_001])
    with client.stream("GET", url) as begun:  # who hangs up in the middle leaves nothing behind
        assert next(begun.iter_bytes())
    assert client.get("/api/session").status_code == 200
    hearth.stop()
    assert [line for line in hearth.lines if "Warning" in line or "Error" in line] == []
