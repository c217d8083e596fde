"""Token buckets: how much one may ask for in a while. In memory; shared through Redis where there is one."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import redis
import structlog
from django.conf import settings

from chat.refusals import Refused

MOST_BUCKETS = 50_000  # memory bound; full buckets are forgotten first, they say nothing
SHARED_SECONDS = 0.2  # a Redis that takes longer does not decide
log = structlog.get_logger("chat.limits")

# Takes a token in one step. KEYS[1] bucket; ARGV burst, seconds a token, now. Returns the seconds to wait, or "0".
_TAKE = """
local held = redis.call('HMGET', KEYS[1], 'tokens', 'since')
local burst, each, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local tokens = math.min(burst, (tonumber(held[1]) or burst) + math.max(0, now - (tonumber(held[2]) or now)) / each)
if tokens < 1 then return tostring((1 - tokens) * each) end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens - 1), 'since', tostring(now))
redis.call('EXPIRE', KEYS[1], math.ceil(burst * each) + 1)
return '0'
"""


@dataclass
class TokenBuckets:
    """`burst` tokens a key at most, one more every `seconds_per_token`. Thread-safe."""

    name: str
    burst: int
    seconds_per_token: float
    now: Callable[[], float] = time.monotonic
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: str) -> None:
        """Take one token, or raise `Refused("rate_limited")` with the seconds until the next one.

        With REDIS_URL this asks Redis, so it belongs into a thread; a Redis that is away leaves it to this process.
        """
        if not settings.RATE_LIMITS_ENABLED:
            return
        wait = self._take_shared(key) if settings.REDIS_URL else self._take_here(key)
        if wait > 0:
            raise Refused("rate_limited", retry_after=round(max(wait, 0.1), 1))

    def forget(self) -> None:
        """Begin anew: everybody has all tokens."""
        self._buckets.clear()

    def _take_shared(self, key: str) -> float:
        try:
            arguments = (self.burst, self.seconds_per_token, time.time())
            return float(_shared().eval(_TAKE, 1, f"hearth.limit.{self.name}.{key}", *arguments))
        except redis.RedisError as error:
            log.warning("shared_limit_away", error=type(error).__name__)
            return self._take_here(key)

    def _take_here(self, key: str) -> float:
        """The seconds to wait, or 0 and a token is taken."""
        with self._lock:
            now = self.now()
            tokens, since = self._buckets.get(key, (float(self.burst), now))
            tokens = min(float(self.burst), tokens + (now - since) / self.seconds_per_token)
            if tokens < 1:
                return (1 - tokens) * self.seconds_per_token
            if len(self._buckets) >= MOST_BUCKETS:
                self._forget_full(now)
            self._buckets[key] = (tokens - 1, now)
            return 0

    def _forget_full(self, now: float) -> None:
        full_after = self.burst * self.seconds_per_token
        self._buckets = {key: bucket for key, bucket in self._buckets.items() if now - bucket[1] < full_after}


@cache
def _shared() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=SHARED_SECONDS, socket_connect_timeout=SHARED_SECONDS
    )


@dataclass
class OpenSockets:
    """How many sockets a person and an address have open in this process. On the event loop only."""

    of_people: Counter[int] = field(default_factory=Counter)
    of_addresses: Counter[str] = field(default_factory=Counter)

    def open(self, user_id: int, address: str) -> bool:
        """Count one more, unless there are too many."""
        if settings.RATE_LIMITS_ENABLED and (
            self.of_people[user_id] >= settings.SOCKETS_PER_PERSON
            or self.of_addresses[address] >= settings.SOCKETS_PER_ADDRESS
        ):
            return False
        self.of_people[user_id] += 1
        self.of_addresses[address] += 1
        return True

    def close(self, user_id: int, address: str) -> None:
        for counter, key in ((self.of_people, user_id), (self.of_addresses, address)):
            counter[key] -= 1  # type: ignore[index]
            if counter[key] <= 0:  # type: ignore[index]
                del counter[key]


guests = TokenBuckets("guest", burst=settings.GUESTS_PER_ADDRESS, seconds_per_token=6.0)
sends_of_person = TokenBuckets("send.person", burst=60, seconds_per_token=0.25)
sends_in_room = TokenBuckets("send.room", burst=400, seconds_per_token=0.01)
sends_of_address = TokenBuckets("send.address", burst=600, seconds_per_token=0.02)
answers_of_person = TokenBuckets("answer.person", burst=20, seconds_per_token=3.0)
commands_of_person = TokenBuckets("command.person", burst=300, seconds_per_token=0.05)
exports_of_person = TokenBuckets("export.person", burst=3, seconds_per_token=1200.0)
rooms_of_person = TokenBuckets("room.person", burst=10, seconds_per_token=60.0)
rooms_of_address = TokenBuckets("room.address", burst=60, seconds_per_token=10.0)
invites_of_person = TokenBuckets("invite.person", burst=20, seconds_per_token=10.0)
joins_of_person = TokenBuckets("join.person", burst=30, seconds_per_token=5.0)
invite_looks = TokenBuckets("invite.look", burst=30, seconds_per_token=10.0)  # by address: tokens are not guessed here
reports_of_person = TokenBuckets("report.person", burst=10, seconds_per_token=360.0)
acts_of_person = TokenBuckets("act.person", burst=60, seconds_per_token=1.0)  # what is done to others: each is told
pushes_of_person = TokenBuckets("push.person", burst=20, seconds_per_token=6.0)
uploads_of_person = TokenBuckets("upload.person", burst=60, seconds_per_token=2.0)
uploads_of_address = TokenBuckets("upload.address", burst=300, seconds_per_token=0.5)
searches_of_person = TokenBuckets("search.person", burst=30, seconds_per_token=0.5)
all_buckets = tuple(value for value in list(vars().values()) if isinstance(value, TokenBuckets))
open_sockets = OpenSockets()


def take_send(user_id: int, room_id: int, address: str) -> None:
    """Before a message is stored, however it comes. Raises Refused("rate_limited")."""
    sends_of_person.take(str(user_id))
    sends_of_address.take(address)
    sends_in_room.take(str(room_id))


def take_room(user_id: int, address: str) -> None:
    """Before a room is made. Raises Refused("rate_limited")."""
    rooms_of_person.take(str(user_id))
    rooms_of_address.take(address)


def take_knock(user_id: int, address: str) -> None:
    """Before somebody comes in by a link. Raises Refused("rate_limited")."""
    invite_looks.take(address)
    joins_of_person.take(str(user_id))


def take_upload(user_id: int, address: str) -> None:
    """Before a file is looked at. Raises Refused("rate_limited")."""
    uploads_of_person.take(str(user_id))
    uploads_of_address.take(address)
