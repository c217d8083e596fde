"""What a server process runs beside its requests: the reply worker, the gathered presence, the look at slow sockets.

Started by the first ASGI call or by the server's lifespan, whichever comes first.
"""

import asyncio
import contextlib
import time

import structlog

from chat.actions import presence, replies
from chat.hub import hub
from chat.outgoing import all_outgoing
from chat.presence import RENEW_SECONDS, seats
from chat.threads import run_action
from chat.worker import ReplyWorker

GATHER_SECONDS = 0.5
FULL_LIST_SECONDS = 30.0

log = structlog.get_logger("chat.runtime")
open_connections: set[str] = set()  # the sockets of this process whose seats are renewed


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
        ]

    async def stop(self) -> None:
        """End what runs; unfinished replies go back to the queue."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks, self._loop = [], None


async def _work() -> None:
    await run_action(replies.requeue_orphans)  # the only process: whoever ran a job before is gone
    await _forever("reply-worker", lambda: ReplyWorker().run())


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
            seats.renew(open_connections)
            await asyncio.sleep(RENEW_SECONDS)
        presence.tell_everyone()

    await _forever("leases", tick)


async def _forever(name: str, step: object) -> None:
    """Repeat a step; one that breaks is logged and tried again, so that a passing fault never ends it for good."""
    while True:
        try:
            await step()  # type: ignore[operator]
        except Exception:
            log.exception("task_broke", task=name)
            await asyncio.sleep(1)


runtime = Runtime()


@contextlib.asynccontextmanager
async def running():  # type: ignore[no-untyped-def]
    """The runtime around a block, for tests."""
    runtime.start()
    try:
        yield runtime
    finally:
        await runtime.stop()
