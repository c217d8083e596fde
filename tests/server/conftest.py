"""Guests over real HTTP."""

from collections.abc import Callable, Iterator

import httpx
import pytest


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
