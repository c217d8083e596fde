"""The cache: Redis where there is one; while Redis is away each process counts for itself, as `chat/limits.py` does."""

from collections.abc import Callable
from typing import Any

import redis
import structlog
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

SHARED_SECONDS = 0.2  # a Redis that takes longer is away
log = structlog.get_logger("hearth_chat.cache")


class SharedCache(BaseCache):
    """What allauth's limits need: add, get, set, delete, clear."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        patience = {"socket_timeout": SHARED_SECONDS, "socket_connect_timeout": SHARED_SECONDS}
        self._shared = RedisCache(server, params | {"OPTIONS": patience})
        self._own = LocMemCache("redis-is-away", params)

    def add(self, *arguments: Any, **named: Any) -> Any:
        return self._ask(lambda cache: cache.add(*arguments, **named))

    def get(self, *arguments: Any, **named: Any) -> Any:
        return self._ask(lambda cache: cache.get(*arguments, **named))

    def set(self, *arguments: Any, **named: Any) -> Any:
        return self._ask(lambda cache: cache.set(*arguments, **named))

    def delete(self, *arguments: Any, **named: Any) -> Any:
        return self._ask(lambda cache: cache.delete(*arguments, **named))

    def clear(self) -> None:
        self._ask(lambda cache: cache.clear())

    def _ask(self, question: Callable[[BaseCache], Any]) -> Any:
        try:
            return question(self._shared)
        except redis.RedisError as error:
            log.warning("cache_away", error=type(error).__name__)
            return question(self._own)
