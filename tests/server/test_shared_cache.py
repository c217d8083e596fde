"""The cache that allauth counts in: shared through a real Redis, and what happens while it is away."""

import uuid

import pytest

from hearth_chat.cache import SharedCache
from tests.server.redis_server import TEST_REDIS_URL, needs_redis


@needs_redis
def test_what_one_process_counts_another_reads() -> None:
    here, there = SharedCache(TEST_REDIS_URL, {}), SharedCache(TEST_REDIS_URL, {})
    key = f"test.{uuid.uuid4()}"
    assert here.add(key, [1.5], 60)
    assert not there.add(key, [2.5], 60)
    assert there.get(key) == [1.5]
    there.set(key, [3.5], 60)
    assert here.get(key) == [3.5]
    there.delete(key)
    assert here.get(key, "nothing") == "nothing"


def test_while_redis_is_away_the_process_counts_for_itself(caplog: pytest.LogCaptureFixture) -> None:
    cache = SharedCache("redis://127.0.0.1:9/0", {})
    cache.clear()
    assert cache.add("key", 1, 60)
    assert not cache.add("key", 2, 60)
    assert cache.get("key") == 1
    cache.clear()
    assert cache.get("key") is None
