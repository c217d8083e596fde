"""Token buckets: how much a stranger may ask for in a while. In memory, for one process."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings

from chat.refusals import Refused

MOST_BUCKETS = 50_000  # memory bound; full buckets are forgotten first, they say nothing


@dataclass
class TokenBuckets:
    """`burst` tokens a key at most, one more every `seconds_per_token`."""

    burst: int
    seconds_per_token: float
    now: Callable[[], float] = time.monotonic
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)  # HTTP runs in many threads

    def take(self, key: str) -> None:
        """Take one token, or raise `Refused("rate_limited")` with the seconds until the next one."""
        if not settings.RATE_LIMITS_ENABLED:
            return
        with self._lock:
            self._take(key, self.now())

    def _take(self, key: str, now: float) -> None:
        tokens, since = self._buckets.get(key, (float(self.burst), now))
        tokens = min(float(self.burst), tokens + (now - since) / self.seconds_per_token)
        if tokens < 1:
            raise Refused("rate_limited", retry_after=round((1 - tokens) * self.seconds_per_token, 1))
        if len(self._buckets) >= MOST_BUCKETS:
            self._forget_full(now)
        self._buckets[key] = (tokens - 1, now)

    def forget(self) -> None:
        """Begin anew: everybody has all tokens."""
        self._buckets.clear()

    def _forget_full(self, now: float) -> None:
        full_after = self.burst * self.seconds_per_token
        self._buckets = {key: bucket for key, bucket in self._buckets.items() if now - bucket[1] < full_after}
