"""A socket's way out: a bounded queue and a pump of its own, so that nobody waits for anybody.

A socket that stays full, or that takes longer than SLOW_CLIENT_SECONDS for one frame, is closed (4408).
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from weakref import WeakSet

from django.conf import settings

MOST_WAITING = 8 * 1024 * 1024  # characters that one socket may keep in memory
all_outgoing: "WeakSet[Outgoing]" = WeakSet()


_framed: tuple[str, bytes] = ("", b"")


def frame_of(text: str) -> bytes:
    """The WebSocket frame of a text, made once for all sockets that an event goes to in a row.

    A server's frame is not masked (RFC 6455, 5.2), and without compression it is the same for every client.
    """
    global _framed  # noqa: PLW0603  the last one is all that is worth keeping
    if text is not _framed[0]:
        payload = text.encode()
        _framed = (text, _header(len(payload)) + payload)
    return _framed[1]


def _header(length: int) -> bytes:
    """FIN and opcode 1 (text), then the length in one, two or eight bytes."""
    if length < 126:
        return bytes((0x81, length))
    return b"\x81\x7e" + length.to_bytes(2) if length < 65536 else b"\x81\x7f" + length.to_bytes(8)


class Outgoing:
    """`offer` from the hub, `send` for answers; `run` is the pump. `on_slow` closes the socket."""

    def __init__(
        self,
        write: Callable[[str], Awaitable[None]],
        on_slow: Callable[[], None],
        write_now: Callable[[bytes], bool] | None = None,
    ) -> None:
        self._write = write
        self._write_now = write_now  # the server's transport has one; a test's has not
        self._open = False  # the pump runs: the first frame is out
        self._on_slow = on_slow
        self._queue: deque[str] = deque()
        self._waiting = 0  # characters in the queue
        self._wake = asyncio.Event()
        self._writing_since: float | None = None
        self._ended = False  # the client is too slow, or gone
        all_outgoing.add(self)

    def offer(self, text: str) -> None:
        """Queue a frame; never waits. A full queue ends the socket: a hole would be found, but only by asking."""
        if self._ended or self._is_written_now(text):
            return
        self._waiting += len(text)
        if len(self._queue) >= settings.SOCKET_QUEUE_FRAMES or self._waiting > MOST_WAITING:
            self._give_up()
            return
        self._queue.append(text)
        self._wake.set()

    def _is_written_now(self, text: str) -> bool:
        """Write past the queue where nothing waits and the client keeps up: no task is woken, nothing is copied."""
        if self._write_now is None or not self._open or self._queue or self._writing_since is not None:
            return False
        return self._write_now(frame_of(text))

    def is_written(self) -> bool:
        """Whether nothing waits and nothing is on its way."""
        return not self._queue and self._writing_since is None

    def look_slow(self, now: float) -> None:
        """Called now and then: a frame that is on its way for too long ends the socket."""
        since = self._writing_since
        if since is not None and now - since > settings.SLOW_CLIENT_SECONDS and not self._ended:
            self._give_up()

    async def run(self) -> None:
        """Write frame after frame until cancelled."""
        self._open = True
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                while self._queue:
                    self._writing_since = time.monotonic()
                    text = self._queue.popleft()
                    self._waiting -= len(text)
                    await self._write(text)
                self._writing_since = None
        finally:
            self._ended, self._writing_since = True, None
            self._queue.clear()

    def _give_up(self) -> None:
        self._ended = True
        self._queue.clear()
        self._on_slow()
