"""What a process runs beside its requests: the layer to other processes, the gathered presence, the look at slow
sockets and at sessions, the reply worker, the notifier.

Started by the first ASGI call or by the server's lifespan, whichever comes first, and by `manage.py run_replies`.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TypeVar

import structlog
from django.conf import settings
from django.utils.crypto import salted_hmac

from chat.actions import presence, replies
from chat.actions.tidying import tidy_if_due
from chat.heads import heads
from chat.hub import hub
from chat.layer import Layer
from chat.neighbours import Neighbours
from chat.notifier import Notifier
from chat.outgoing import all_outgoing
from chat.presence import seats, typing
from chat.protocol.events import ServerRestarting
from chat.push import may_push
from chat.queries.entry import list_marks
from chat.queries.members import load_member_ids
from chat.queries.people import list_standing, load_person_heads
from chat.queries.rooms import load_room_heads
from chat.threads import run_action, run_query
from chat.worker import ReplyWorker

GATHER_SECONDS = 0.5
HEADS_SECONDS = 1.0
ROWS_A_QUERY = 500
MOST_SPREAD_MS, SPREAD_MS_A_SOCKET = 5000, 5  # how far the clients of an ending server are spread out

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
        self._looks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._layer: Layer | None = None
        self._neighbours = Neighbours(hub, seats, typing)

    def start(self, *, with_replies: bool | None = None) -> None:
        """Begin on the running loop; a second call does nothing. One server process answers itself."""
        loop = asyncio.get_running_loop()
        if self._loop is loop:
            return
        self._loop = loop
        self._layer = open_layer()
        self._neighbours = Neighbours(hub, seats, typing)
        hub.load_members = load_members
        hub.on_check_sessions = self._look_at_sessions_of
        hub.on_word = self._neighbours.hear
        hub.attach(loop, self._layer)
        self._tasks = [
            asyncio.create_task(self._gather(), name="presence"),
            asyncio.create_task(_renew(), name="leases"),
            asyncio.create_task(_watch_sessions(), name="sessions"),
            asyncio.create_task(_refresh_heads(), name="heads"),
        ]
        if settings.WEB_CONCURRENCY == 1 if with_replies is None else with_replies:
            self._tasks.append(asyncio.create_task(_work(), name="reply-worker"))
            self._tasks.append(asyncio.create_task(_tidy(), name="tidying"))
            if may_push():
                self._tasks.append(asyncio.create_task(_push(), name="notifier"))

    async def stop(self) -> None:
        """End what runs; unfinished replies go back to the queue, the other processes hear who broke off."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._layer is not None:
            self._neighbours.tell()
            await self._layer.stop()
        hub.layer = self._layer = None
        self._tasks, self._loop = [], None

    async def _gather(self) -> None:
        async def tick() -> None:
            self._neighbours.tell()
            presence.tell_changes()
            presence.tell_marks()
            now = time.monotonic()
            for outgoing in list(all_outgoing):
                outgoing.look_slow(now)
            await asyncio.sleep(GATHER_SECONDS)

        await _forever("presence", tick)

    def _look_at_sessions_of(self, user_id: int) -> None:
        """From the hub: something about this person's sessions changed."""
        tabs = [tab for tab in open_tabs.values() if tab.user_id == user_id]
        look = asyncio.create_task(_end_without_session(tabs))
        self._looks.add(look)
        look.add_done_callback(self._looks.discard)


def open_layer() -> Layer | None:
    """The layer between processes, where there is a Redis.

    Redis hands everything to everyone who listens: the prefix, made from the secret that a house's processes share,
    keeps two houses apart.
    """
    if not settings.REDIS_URL:
        return None
    prefix = f"hearth.{salted_hmac('hearth.layer', 'events').hexdigest()[:16]}."
    layer = Layer(settings.REDIS_URL, prefix, hub.hear)
    layer.start()
    return layer


def tell_restarting() -> None:
    """Tell every socket that this server goes, and each when to come back, so that they do not all come at once."""
    sockets = list(all_outgoing)
    random.shuffle(sockets)
    spread = min(MOST_SPREAD_MS, len(sockets) * SPREAD_MS_A_SOCKET)
    for place, outgoing in enumerate(sockets):
        after = spread * place // len(sockets)
        outgoing.offer(ServerRestarting(reconnect_after_ms=after).model_dump_json())


def all_written() -> bool:
    """Whether every socket has been given all that was meant for it."""
    return all(outgoing.is_written() for outgoing in all_outgoing)


async def load_members(room_id: int) -> tuple[int, set[int]]:
    """For the hub: a room's membership number, and who belongs to it."""
    return await run_query(load_member_ids, room_id)


async def _work() -> None:
    async def work() -> None:
        if not settings.REDIS_URL:
            await run_action(replies.requeue_orphans)  # the only process: whoever ran a job before is gone
        await ReplyWorker().run()

    await _forever("reply-worker", work)


async def _tidy() -> None:
    """What has run out goes: the processes ask often, and one of them does it when an hour has passed."""

    async def look() -> None:
        await asyncio.sleep(settings.TIDY_LOOK_SECONDS)
        if went := await run_action(tidy_if_due):
            log.info("tidied", **asdict(went))

    await _forever("tidying", look)


async def _push() -> None:
    async def push() -> None:
        await Notifier().run()

    await _forever("notifier", push)


async def _watch_sessions() -> None:
    """A client that never pings must not outlive its session."""

    async def look() -> None:
        await asyncio.sleep(settings.SESSION_LOOK_SECONDS)
        for tabs in batched(list(open_tabs.values()), ROWS_A_QUERY):
            await _end_without_session(tabs)

    await _forever("sessions", look)


async def _refresh_heads() -> None:
    """Read the heads of all rooms and people of this process at once, so that their heartbeats need not."""

    async def refresh() -> None:
        rooms: dict[int, tuple[int, int]] = {}
        people: dict[int, int] = {}
        for room_ids in batched(hub.list_rooms(), ROWS_A_QUERY):
            rooms |= await run_query(load_room_heads, room_ids)
        for user_ids in batched(list({tab.user_id for tab in open_tabs.values()}), ROWS_A_QUERY):
            people |= await run_query(load_person_heads, user_ids)
        heads.replace({room_id: head for room_id, (head, _) in rooms.items()}, people)
        hub.expect({room_id: version for room_id, (_, version) in rooms.items()})
        await asyncio.sleep(HEADS_SECONDS)

    await _forever("heads", refresh)


async def _end_without_session(tabs: Sequence[OpenTab]) -> None:
    standing = await run_query(list_standing, {tab.session_key for tab in tabs})
    for tab in tabs:
        if tab.session_key not in standing:
            tab.end()


async def _renew() -> None:
    """Renew the seats twice in a lease; the full list goes out once in it."""

    async def tick() -> None:
        for _ in range(2):
            seats.renew(open_tabs)
            await asyncio.sleep(settings.PRESENCE_LEASE_SECONDS / 2)
        presence.tell_everyone()
        for room_id in seats.list_rooms():
            here = [each.user_id for each in seats.list_present(room_id)]
            presence.tell_all_marks(room_id, await run_query(list_marks, room_id, here))

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
