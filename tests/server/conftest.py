"""Servers of one house, guests over real HTTP, and a MariaDB database of a test's own."""

import asyncio
import contextlib
import os
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import environ
import httpx
import pytest

from tests.processes import Hearth, migrate
from tests.server.redis_server import TEST_REDIS_URL
from tests.server.steady import SteadyClient

TEST_DATABASE_URL = os.environ.get("TEST_DATABASE_URL", "")
needs_mariadb = pytest.mark.skipif(not TEST_DATABASE_URL, reason="no MariaDB (TEST_DATABASE_URL)")
BecomeGuest = Callable[[str, str], httpx.Client]
Open = Callable[..., Hearth]
SitDown = Callable[..., contextlib.AbstractAsyncContextManager[SteadyClient]]


@pytest.fixture
def empty_mariadb() -> Iterator[str]:
    """The address of a database with nothing in it, of this test alone."""
    import MySQLdb  # there only where the tests have a MariaDB

    server = environ.Env.db_url_config(TEST_DATABASE_URL)
    name = f"hearth_{uuid.uuid4().hex}"
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    with contextlib.closing(MySQLdb.connect(**{key: server[name] for key, name in names.items()})) as connection:
        connection.query(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        yield f"{TEST_DATABASE_URL.rpartition('/')[0]}/{name}"
        connection.query(f"DROP DATABASE {name}")


@pytest.fixture
def mariadb(empty_mariadb: str) -> str:
    """The address of a migrated database, of this test alone."""
    migrate(empty_mariadb)
    return empty_mariadb


@pytest.fixture
def open_server(database: Path) -> Iterator[Open]:
    """Start servers of one house; they share the secret, the database and Redis."""
    shared = {"SECRET_KEY": uuid.uuid4().hex, "RATE_LIMITS_ENABLED": "0", "PRESENCE_LEASE_SECONDS": "4"}
    with contextlib.ExitStack() as stack:

        def open_one(**env: str) -> Hearth:
            server = Hearth(database, **(shared | {"REDIS_URL": TEST_REDIS_URL} | env))
            return stack.enter_context(server)

        yield open_one


@pytest.fixture
def two(open_server: Open) -> list[Hearth]:
    servers = [open_server(), open_server()]
    return [server.wait_ready() for server in servers]


@pytest.fixture
def sit_down(become_guest: BecomeGuest) -> SitDown:
    """A new guest's tab at the first of these servers; it knows the others too."""

    @contextlib.asynccontextmanager
    async def sit(name: str, *servers: Hearth) -> AsyncIterator[SteadyClient]:
        client = await asyncio.to_thread(become_guest, servers[0].url, name)
        room_id = client.get("/api/session").json()["config"]["default_room_id"]
        async with SteadyClient(client, [server.url for server in servers], room_id) as tab:
            yield tab

    return sit


@pytest.fixture
def become_guest() -> Iterator[BecomeGuest]:
    """Take a name at a running Hearth; the clients are closed with the test."""
    clients: list[httpx.Client] = []

    def become(url: str, name: str) -> httpx.Client:
        client = httpx.Client(base_url=url)
        clients.append(client)
        token = client.get("/api/session").json()["csrf_token"]
        made = client.post("/api/guest", json={"name": name, "language": "en"}, headers={"X-CSRFToken": token})
        assert made.status_code == 201
        client.headers["X-CSRFToken"] = made.json()["csrf_token"]
        return client

    yield become
    for client in clients:
        client.close()
