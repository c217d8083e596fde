"""What a server process runs beside its requests: the reply worker, the gathered presence, the look at slow sockets.

Started by the first ASGI call or by the server's lifespan, whichever comes first.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import structlog
from django.conf import settings

from chat.actions import presence, replies
from chat.hub import hub
from chat.outgoing import all_outgoing
from chat.presence import RENEW_SECONDS, seats
from chat.queries.people import list_standing
from chat.threads import run_action, run_query
from chat.worker import ReplyWorker

GATHER_SECONDS = 0.5
FULL_LIST_SECONDS = 30.0
SESSIONS_A_QUERY = 500

log = structlog.get_logger("chat.runtime")
T = TypeVar("T")


@dataclass(frozen=True)
class OpenTab:
    """A socket of this process: whose, by which session, and how to end it when that session is no more."""

    user_id: int
    session_key: str
    end: Callable[[], None]


open_tabs: dict[str, OpenTab] = {}  # by connection; their seats are renewed, their sessions looked at


class Runtime:
    """One per process and event loop."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin on the running loop; a second call does nothing."""
        loop = asyncio.get_running_loop()
        if self._loop is loop:
            return
        self._loop = loop
        hub.attach(loop)
        self._tasks = [
            asyncio.create_task(_work(), name="reply-worker"),
            asyncio.create_task(_gather(), name="presence"),
            asyncio.create_task(_renew(), name="leases"),
            asyncio.create_task(_watch_sessions(), name="sessions"),
        ]

    async def stop(self) -> None:
        """End what runs; unfinished replies go back to the queue."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks, self._loop = [], None


async def _work() -> None:
    async def work() -> None:
        await run_action(replies.requeue_orphans)  # the only process: whoever ran a job before is gone
        await ReplyWorker().run()

    await _forever("reply-worker", work)


async def _watch_sessions() -> None:
    """A client that never pings must not outlive its session."""

    async def look() -> None:
        await asyncio.sleep(settings.SESSION_LOOK_SECONDS)
        for tabs in batched(list(open_tabs.values()), SESSIONS_A_QUERY):
            standing = await run_query(list_standing, {tab.session_key for tab in tabs})
            for tab in tabs:
                if tab.session_key not in standing:
                    tab.end()

    await _forever("sessions", look)


async def _gather() -> None:
    async def tick() -> None:
        presence.tell_changes()
        now = time.monotonic()
        for outgoing in list(all_outgoing):
            outgoing.look_slow(now)
        await asyncio.sleep(GATHER_SECONDS)

    await _forever("presence", tick)


async def _renew() -> None:
    async def tick() -> None:
        for _ in range(round(FULL_LIST_SECONDS / RENEW_SECONDS)):
            seats.renew(open_tabs)
            await asyncio.sleep(RENEW_SECONDS)
        presence.tell_everyone()

    await _forever("leases", tick)


async def _forever(name: str, step: Callable[[], Awaitable[None]]) -> None:
    """Repeat a step; one that breaks is logged and tried again, so that a passing fault never ends it for good."""
    while True:
        try:
            await step()
        except Exception:
            log.exception("task_broke", task=name)
            await asyncio.sleep(1)


runtime = Runtime()


def batched(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """`itertools.batched` of Python 3.12."""
    return (items[start : start + size] for start in range(0, len(items), size))
