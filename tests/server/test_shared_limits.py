"""Token buckets that all processes share through a real Redis, and what happens while it is away."""

import os
import uuid
from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from chat import limits
from chat.limits import TokenBuckets
from chat.refusals import Refused

TEST_REDIS_URL = os.environ.get("TEST_REDIS_URL", "")
pytestmark = pytest.mark.skipif(not TEST_REDIS_URL, reason="no Redis (TEST_REDIS_URL)")


@pytest.fixture(autouse=True)
def _fresh_client() -> Iterator[None]:
    limits._shared.cache_clear()
    yield
    limits._shared.cache_clear()


def two_processes() -> tuple[TokenBuckets, TokenBuckets]:
    """The same bucket as two processes have it."""
    name = f"test.{uuid.uuid4()}"
    return TokenBuckets(name, burst=3, seconds_per_token=60), TokenBuckets(name, burst=3, seconds_per_token=60)


def test_a_token_taken_in_one_process_is_gone_in_the_other(settings: Settings) -> None:
    settings.REDIS_URL = TEST_REDIS_URL
    here, there = two_processes()
    here.take("alice")
    there.take("alice")
    here.take("alice")
    with pytest.raises(Refused) as refused:
        there.take("alice")
    assert refused.value.code == "rate_limited"
    assert 0 < (refused.value.retry_after or 0) <= 60
    there.take("bob")


def test_while_redis_is_away_each_process_counts_for_itself(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    here, there = two_processes()
    for buckets in (here, there):
        for _ in range(3):
            buckets.take("alice")
        with pytest.raises(Refused):
            buckets.take("alice")
