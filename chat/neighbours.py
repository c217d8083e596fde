"""What the processes of a house tell each other twice a second: seats and typing. Nothing of it is stored.

The full list goes out twice in a lease and whenever somebody asks; a process that is new, or missed something, asks.
Which sockets hear of it is `actions/presence.py`: each process tells only its own.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

from chat.hub import Hub
from chat.presence import SeatLeases, TypingLeases


class Neighbours:
    """One per process. `tell` is called when changes are gathered, `hear` by the hub."""

    def __init__(
        self, hub: Hub, seats: SeatLeases, typing: TypingLeases, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._hub, self._seats, self._typing, self._now = hub, seats, typing, now
        self._every = settings.PRESENCE_LEASE_SECONDS / 2
        self._full_at = 0.0
        self._ask = True  # new here

    def tell(self) -> None:
        """Announce what changed, or everything when it is time; ask the others when something is missing."""
        typing = self._typing.announce()
        if self._hub.layer is None:
            self._seats.forget_news()
            return
        full = self._now() >= self._full_at
        if full:
            self._full_at = self._now() + self._every
        seats = self._seats.announce(full=full)
        if seats or typing or self._ask:
            self._hub.tell_processes({"seats": seats, "typing": typing, "ask": self._ask})
        self._ask = False

    def hear(self, origin: str, word: dict[str, Any]) -> None:
        if word["seats"] and not self._seats.hear(origin, word["seats"]):
            self._ask = True
        self._typing.hear(word["typing"])
        if word["ask"]:
            self._full_at = 0.0
