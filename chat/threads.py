"""Which thread a piece of database work runs in, so that the event loop never waits for a database.

Channels' default is one shared thread for everything. Here writes have their own: one on SQLite, where there
is one writer anyway and a second would only wait for its lock, several on a database server; reads have a few.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, ParamSpec, TypeVar

from channels.db import database_sync_to_async
from django.db import connection, connections

P = ParamSpec("P")
R = TypeVar("R")
READERS = 4
WRITERS_ON_A_SERVER = 4


@cache
def _writers() -> ThreadPoolExecutor:
    count = 1 if connection.vendor == "sqlite" else WRITERS_ON_A_SERVER
    return ThreadPoolExecutor(max_workers=count, thread_name_prefix="write")


@cache
def _readers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="read")


async def run_action(action: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a write in a writing thread."""
    call: Any = database_sync_to_async(action, thread_sensitive=False, executor=_writers())
    result: R = await call(*args, **kwargs)
    return result


async def run_query(query: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a read in a reading thread."""
    call: Any = database_sync_to_async(query, thread_sensitive=False, executor=_readers())
    result: R = await call(*args, **kwargs)
    return result


def close_threads() -> None:
    """Let the threads finish and close their connections; new ones are made when needed."""
    for pool in (_writers, _readers):
        threads = pool()
        for _ in range(threads._max_workers):
            threads.submit(connections.close_all)
        threads.shutdown(wait=True)
        pool.cache_clear()
