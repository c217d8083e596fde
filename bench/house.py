"""A Hearth of its own for a scenario: its database filled, its processes on one core, its CPU time and memory."""

import json
import shutil
import socket
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from bench.machine import LOAD_CORE, SERVER_CORE, children_of, cpu_seconds, pin, resident_bytes
from bench.seed import Plan
from tests.processes import Hearth, Process

SEED_SECONDS = 900  # a million messages on a slow machine
SECRET = "only-for-the-bench"  # noqa: S105  a house that lives for a minute


@dataclass(frozen=True)
class Server:
    """A running server, ours or a reference: where it listens, and the processes that do its work."""

    urls: list[str]
    pids: list[int]

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pids)

    def resident_bytes(self) -> int:
        return sum(resident_bytes(pid) for pid in self.pids)


@dataclass(frozen=True)
class House(Server):
    """A Hearth, with the cookies of its people and the ids of its rooms in the order of the plan."""

    cookies: list[str]
    rooms: list[int]
    database_url: str
    index_seconds: float = 0.0


@contextmanager
def open_house(
    plan: Plan,
    *,
    redis_url: str = "",
    processes: int = 1,
    env: dict[str, str] | None = None,
    database_url: str = "",
) -> Iterator[House]:
    """A fresh Hearth without rate limits, gone afterwards; on a SQLite file unless a database is named."""
    folder = Path(tempfile.mkdtemp(prefix="hearth-bench-"))
    database = folder / "hearth.sqlite3"
    try:
        database_url = database_url or f"sqlite:///{database}"
        filled = _seed(database_url, plan)
        more = {
            "DATABASE_URL": database_url,
            "RATE_LIMITS_ENABLED": "0",
            "REDIS_URL": redis_url,
            "WEB_CONCURRENCY": str(processes),
        } | (env or {})
        with Hearth(database, SECRET_KEY=SECRET, **more) as server:
            pin(server.child.pid, SERVER_CORE)
            server.wait_ready()
            pids = children_of(server.child.pid) if processes > 1 else [server.child.pid]
            _spread(pids)
            yield House([server.url], pids, database_url=database_url, **filled)
    finally:
        shutil.rmtree(folder)


def _spread(pids: list[int]) -> None:
    """The first process on a core of its own, the second beside the load."""
    for place, pid in enumerate(pids):
        pin(pid, (SERVER_CORE, LOAD_CORE)[place % 2])


def _seed(database_url: str, plan: Plan) -> dict[str, Any]:
    env = {"SECRET_KEY": SECRET, "DATABASE_URL": database_url}
    with Process("-m", "bench.seed", plan.as_json(), env=env) as process:
        process.child.wait(SEED_SECONDS)
        filled: dict[str, Any] = json.loads(process.wait_line(r"^seeded (.*)").group(1))
        return filled


@contextmanager
def open_reference(kind: str, *, redis_url: str = "", processes: int = 1) -> Iterator[Server]:
    """A server of `bench/reference.py`, or several of them, on the cores that ours would be on."""
    opened = [Process("-m", "bench.reference", kind, redis_url, env={}) for _ in range(processes)]
    try:
        _spread([process.child.pid for process in opened])
        urls = [process.wait_line(r"listening on (\S+)").group(1) for process in opened]
        yield Server(urls, [process.child.pid for process in opened])
    finally:
        for process in opened:
            process.stop()


class Redis(Process):
    """A Redis that keeps nothing, on a port of its own."""

    def __init__(self, program: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{port}/0"
        become = "import os, sys; os.execv(sys.argv[1], sys.argv[1:])"  # a Process starts Python
        super().__init__("-c", become, program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", env={})


@contextmanager
def open_redis() -> Iterator[Redis | None]:
    """A Redis on the core of the load, or None where the machine has no `redis-server`."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    with Redis(program) as redis:
        pin(redis.child.pid, LOAD_CORE)
        redis.wait_line("Ready to accept connections")
        yield redis


async def open_tab(house: House, place: int) -> ClientConnection:
    """A socket of a person, from a plain client: for scenarios of a few sockets."""
    url = house.urls[0].replace("http", "ws", 1) + "/ws/"
    return await connect(url, additional_headers={"Cookie": house.cookies[place]}, compression=None, max_size=None)


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


def say(line: str) -> None:
    """Progress, beside the table."""
    print(line, file=sys.stderr, flush=True)
