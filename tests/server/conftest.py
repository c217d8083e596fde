"""A migrated database per test, copied from one made once; guests over real HTTP."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.processes import migrate


@pytest.fixture(scope="session")
def fresh_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "fresh.sqlite3"
    migrate(path)
    return path


@pytest.fixture
def database(fresh_database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(fresh_database, tmp_path / "hearth.sqlite3"))


@pytest.fixture
def become_guest() -> Iterator[Callable[[str, str], httpx.Client]]:
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
