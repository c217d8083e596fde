"""Lilies for tests: started when asked for, always stopped."""

from collections.abc import Iterator

import httpx
import pytest

from tests.lily.running import Lily, StartLily


@pytest.fixture
def start_lily() -> Iterator[StartLily]:
    """Start as many as a test needs; the echo engine unless the test says otherwise."""
    started: list[Lily] = []

    def start(*, wait: bool = True, **settings: str) -> Lily:
        lily = Lily(**{"LILY_MODEL": "echo", **settings})
        started.append(lily)
        if wait:
            lily.wait_for_line("model ready")
        return lily

    yield start
    for lily in started:
        lily.close()


@pytest.fixture(scope="session")
def echo_lily() -> Iterator[Lily]:
    """One echo server for all tests that only ask."""
    lily = Lily(LILY_MODEL="echo", LILY_QUEUE_MAX="50")
    lily.wait_for_line("model ready")
    yield lily
    lily.close()


@pytest.fixture
def ask(echo_lily: Lily) -> Iterator[httpx.Client]:
    with echo_lily.connect() as client:
        yield client
