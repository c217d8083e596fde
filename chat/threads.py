"""Which thread a piece of database work runs in, so that the event loop never waits for a database.

Channels' default is one shared thread for everything. Here writes have their own: one on SQLite, where there
is one writer anyway and a second would only wait for its lock, several on a database server; reads have a few.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, ParamSpec, TypeVar, cast

import structlog
from channels.db import database_sync_to_async
from django.db import OperationalError, connection, connections

P = ParamSpec("P")
R = TypeVar("R")
READERS = 4
WRITERS_ON_A_SERVER = 4
DEADLOCK = 1213  # MariaDB's number for "try restarting transaction"
MOST_DEADLOCKS = 5  # of one action
log = structlog.get_logger("chat.threads")


@cache
def _writers() -> ThreadPoolExecutor:
    count = 1 if connection.vendor == "sqlite" else WRITERS_ON_A_SERVER
    return ThreadPoolExecutor(max_workers=count, thread_name_prefix="write")


@cache
def _readers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="read")


async def run_action(action: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a write in a writing thread.

    Again, if the database chose it to give way: two rooms that call the same people lock these people's rows behind
    their foreign keys, in an order that is the database's own. Nothing of the first time is left: an action writes in
    one transaction, and tells after it.
    """
    call: Any = database_sync_to_async(action, thread_sensitive=False, executor=_writers())
    for _ in range(MOST_DEADLOCKS):
        try:
            return cast("R", await call(*args, **kwargs))
        except OperationalError as error:
            if error.args[:1] != (DEADLOCK,):
                raise
            log.info("gave_way", action=getattr(action, "__name__", ""))
    return cast("R", await call(*args, **kwargs))


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
