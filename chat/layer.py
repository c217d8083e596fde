"""The link between processes: one channel of this process on Redis pub/sub, and the topics it has joined.

It is a hint, never the truth: it may drop, repeat and reorder, and nothing here ever raises into a caller or makes one
wait. What a word means is the hub's business.
"""

import asyncio
import contextlib
import time
import uuid
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.conf import settings
from redis.asyncio import ConnectionPool

Message = dict[str, Any]
MOST_WAITING = 10_000  # messages
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 1.0  # seconds between two tries
ANSWER_SECONDS = 2.0  # how long Redis may take for one command
LAST_WORDS_SECONDS = 1.0  # for what still waits when the process ends
SETTLE_SECONDS = 1.0

log = structlog.get_logger("chat.layer")


def is_redis_url(url: str) -> bool:
    """Whether this can be the address of a Redis."""
    try:
        ConnectionPool.from_url(url)
    except ValueError:
        return False
    return True


class Layer:
    """One per process and event loop; everything is called on that loop. `hear` gets what other processes said."""

    def __init__(self, url: str, prefix: str, hear: Callable[[str, Message], None]) -> None:
        self.origin = uuid.uuid4().hex
        self.up = True  # whether the last thing asked of Redis worked
        self.dropped = 0  # messages that never left
        self.joins = 0  # subscriptions made
        # No timeout of its own for a command: `_try` has one, and redis-py's is a task for every command.
        host = {"address": url, "socket_timeout": None, "socket_connect_timeout": ANSWER_SECONDS}
        self._redis = RedisPubSubChannelLayer(hosts=[host], prefix=prefix)
        self._hear = hear
        self._channel: str | None = None
        self._wanted: set[str] = set()
        self._joined: set[str] = set()
        self._changed = asyncio.Event()
        self._settled = asyncio.Event()
        self._waiting: deque[tuple[float, str, Message]] = deque()
        self._unsent = 0  # waiting, and the one on its way
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [
            asyncio.create_task(self._keep_joined(), name="layer-topics"),
            asyncio.create_task(self._send_all(), name="layer-sender"),
        ]

    async def stop(self) -> None:
        """Say what still waits, if Redis answers, and let go."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                while self._unsent and self.up:  # noqa: ASYNC110  once, at the end
                    await asyncio.sleep(0.01)
        while running := [task for task in self._tasks if not task.done()]:
            for task in running:
                task.cancel()
            await asyncio.wait(running, timeout=0.1)  # `asyncio.wait_for` of Python 3.11 can swallow a cancellation
        with contextlib.suppress(Exception):
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                await self._redis.flush()

    def join(self, topic: str) -> None:
        """Hear this topic. Joining twice is joining once."""
        if topic not in self._wanted:
            self._wanted.add(topic)
            self._look_again()

    def leave(self, topic: str) -> None:
        if topic in self._wanted:
            self._wanted.discard(topic)
            self._look_again()

    async def settle(self) -> None:
        """Wait until everything joined so far is heard; not for long when Redis is away."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SETTLE_SECONDS if self.up else 0):
                await self._settled.wait()

    def publish(self, topic: str, message: Message) -> None:
        """Queue a message for the other processes. The oldest one goes when too many wait."""
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.popleft()
            self._count_dropped()
        self._waiting.append((time.monotonic(), topic, message | {"origin": self.origin}))
        self._unsent += 1
        self._wake.set()

    def _look_again(self) -> None:
        self._settled.clear()
        self._changed.set()

    async def _keep_joined(self) -> None:
        """The only one who subscribes, so that two who join at once make one subscription."""
        pause = FIRST_PAUSE
        while True:
            await self._changed.wait()
            self._changed.clear()
            if await self._try(self._join_and_leave):
                pause = FIRST_PAUSE
                if not self._changed.is_set():
                    self._settled.set()
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                self._changed.set()

    async def _join_and_leave(self) -> None:
        if self._channel is None:
            self._channel = await self._redis.new_channel()
            self._tasks.append(asyncio.create_task(self._receive_all(self._channel), name="layer-pump"))
        for topic in self._wanted - self._joined:
            await self._redis.group_add(topic, self._channel)
            self._joined.add(topic)
            self.joins += 1
        for topic in self._joined - self._wanted:
            self._joined.discard(topic)
            await self._redis.group_discard(topic, self._channel)

    async def _receive_all(self, channel: str) -> None:
        """The pump. One bad message, or one bad hearer, never ends it."""
        while True:
            try:
                message = await self._redis.receive(channel)
                origin = message.pop("origin")
                if origin != self.origin:
                    self._hear(origin, message)
            except Exception:
                log.exception("layer_message_broke")
                await asyncio.sleep(0.01)

    async def _send_all(self) -> None:
        while True:
            while not self._waiting:
                self._wake.clear()
                await self._wake.wait()
            await self._send(*self._waiting.popleft())
            self._unsent -= 1

    async def _send(self, since: float, topic: str, message: Message) -> None:
        """Publish, again and again for a while. Said twice is no harm: whoever hears it looks at the numbers."""
        pause = FIRST_PAUSE
        while not await self._try(lambda: self._redis.group_send(topic, message)):
            if time.monotonic() - since > settings.LAYER_RETRY_SECONDS:  # the heartbeat's heads heal it
                self.dropped += 1
                return
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _try(self, step: Callable[[], Awaitable[None]]) -> bool:
        """Whether Redis did it. Going away and coming back are one log line each."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await step()
        except Exception as error:  # noqa: BLE001  whatever a client library raises, the process lives on
            if self.up:
                log.warning("layer_away", error=repr(error))
            self.up = False
            return False
        if not self.up:
            log.warning("layer_back", dropped=self.dropped)
        self.up = True
        return True

    def _count_dropped(self) -> None:
        self._unsent -= 1
        self.dropped += 1
