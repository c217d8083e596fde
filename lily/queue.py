"""Who is next: a bounded waiting line that is fair between callers.

Here: slots, waiting, fairness. Not here: what is done with a turn. Lives on one event loop and needs no lock.
"""

import asyncio
from collections import OrderedDict, deque

from lily.errors import LilyError

Turn = asyncio.Future[None]


class FairQueue:
    """``slots`` turns at once; callers (rooms) with something waiting take turns, each first in first out."""

    def __init__(self, slots: int, limit: int) -> None:
        self._free = slots
        self._limit = limit
        self._lines: OrderedDict[str, deque[Turn]] = OrderedDict()
        self._mean_turn_s = 5.0  # a first guess; follows what is measured

    @property
    def waiting(self) -> int:
        return sum(len(line) for line in self._lines.values())

    def join(self, caller: str) -> Turn:
        """Stand in line. The turn is a future, done when it is yours. Raises LilyError (busy) when the line is full."""
        turn: Turn = asyncio.get_running_loop().create_future()
        if self._free > 0:
            self._free -= 1
            turn.set_result(None)
        elif self.waiting >= self._limit:
            raise LilyError(503, "busy", "Lily is talking with many people. Please ask again soon.", self._guess_wait())
        else:
            self._lines.setdefault(caller, deque()).append(turn)
        return turn

    def leave(self, turn: Turn, seconds: float = 0.0) -> None:
        """Give the turn back, or the place in the line. Call exactly once for each ``join``."""
        if turn.done() and not turn.cancelled():
            if seconds:
                self._mean_turn_s += 0.3 * (seconds - self._mean_turn_s)
            self._free += 1
            self._call_next()
            return
        turn.cancel()
        for caller, line in list(self._lines.items()):
            if turn in line:
                line.remove(turn)
                if not line:
                    del self._lines[caller]

    def _call_next(self) -> None:
        while self._free > 0 and self._lines:
            caller, line = self._lines.popitem(last=False)
            turn = line.popleft()
            if line:
                self._lines[caller] = line  # to the end: the others come first
            if not turn.done():
                self._free -= 1
                turn.set_result(None)

    def _guess_wait(self) -> int:
        return max(1, min(60, round(self._mean_turn_s)))
