"""A Hearth of its own for a scenario, guests in it, and the CPU time that its process took."""

import json
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

from tests.processes import Hearth, migrate

CLOCK_TICKS = 100  # per second, USER_HZ on Linux


@dataclass(frozen=True)
class House:
    """A running server."""

    url: str
    pid: int

    def cpu_seconds(self) -> float:
        """User and system time of the server process, from /proc."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


@contextmanager
def open_house(**env: str) -> Iterator[House]:
    """A fresh Hearth without rate limits, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hearth-bench-"))
    try:
        migrate(folder / "hearth.sqlite3")
        with Hearth(folder / "hearth.sqlite3", RATE_LIMITS_ENABLED="0", **env) as server:
            server.wait_ready()
            yield House(server.url, server.child.pid)
    finally:
        shutil.rmtree(folder)


async def become_guest(house: House, name: str) -> tuple[str, int]:
    """A guest's cookies and the fireplace's id."""
    async with httpx.AsyncClient(base_url=house.url) as client:
        session = (await client.get("/api/session")).json()
        headers = {"X-CSRFToken": session["csrf_token"]}
        (await client.post("/api/guest", json={"name": name, "language": "en"}, headers=headers)).raise_for_status()
        cookies = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
        return cookies, int(session["config"]["default_room_id"])


async def sit_down(house: House, name: str) -> tuple[ClientConnection, int]:
    """A socket of a guest who is seated at the fire."""
    cookies, room_id = await become_guest(house, name)
    tab = await connect(
        house.url.replace("http", "ws", 1) + "/ws/", additional_headers={"Cookie": cookies}, compression=None
    )
    await ask(tab, "room.enter", room_id=room_id, since=None, seat=True)
    return tab, room_id


async def ask(tab: ClientConnection, kind: str, **fields: Any) -> dict[str, Any]:
    """Send a command, read until its answer."""
    ref = uuid.uuid4().hex
    await tab.send(json.dumps({"type": kind, "ref": ref, **fields}))
    while True:
        frame: dict[str, Any] = json.loads(await tab.recv())
        if frame.get("ref") == ref:
            return frame


def compose(text: str) -> dict[str, Any]:
    """The fields of a message."""
    return {
        "client_id": str(uuid.uuid4()),
        "text": text,
        "reply_to": None,
        "attachment_ids": [],
        "client_ai_settings": None,
    }
