"""The way out: topics and the local sockets that follow them. An event is serialised once and offered to each.

A process delivers straight to its own sockets; with a layer the other processes hear it once, each for its own.
The hub waits for nobody: `offer` only puts the text into the socket's own bounded queue.
"""

import asyncio
import contextlib
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Protocol

import structlog

from chat import metrics
from chat.layer import Layer, Message

ROOM, PERSON = "room.", "user."  # how the topics begin that the hub knows by their kind
PROCESSES = "processes"  # what processes tell each other; no socket follows it
UNKNOWN = -1  # older than every membership number
MOST_HELD_BACK = 1000  # envelopes of a room whose members are being read

log = structlog.get_logger("chat.hub")


class Subscriber(Protocol):
    """Who can be offered an event. Called on the event loop; must return at once."""

    def offer(self, text: str) -> None: ...


@dataclass(frozen=True)
class Envelope:
    """One event on its way to the followers of a topic, and what the hubs do when it comes by."""

    topic: str
    text: str = ""
    follow: str | None = None  # a room topic that this topic's followers follow from now on
    unfollow: str | None = None  # and one that they leave
    members_version: int | None = None  # the room's membership number at the time of the event
    check_sessions: bool = False  # nothing is offered: the sessions of this person's sockets are looked at
    here: bool = False  # only for this process's own sockets


_FIELDS = {each.name for each in fields(Envelope)}


@dataclass
class Check:
    """A room whose members are being read: what waits, and who came meanwhile with which membership number."""

    asked: set[Subscriber]
    number: int  # the one that the event came with
    waiting: deque[Envelope] = field(default_factory=lambda: deque(maxlen=MOST_HELD_BACK))
    fresh: dict[Subscriber, int] = field(default_factory=dict)


class Hub:
    """One per process. `publish` may be called from any thread; the rest from the event loop.

    `load_members` reads a room's membership number, then its members; `on_check_sessions` gets a person's id;
    `on_word` gets what another process said. The runtime sets them.
    """

    def __init__(self) -> None:
        self.layer: Layer | None = None
        self.load_members: Callable[[int], Awaitable[tuple[int, set[int]]]] | None = None
        self.on_check_sessions: Callable[[int], None] | None = None
        self.on_word: Callable[[str, Message], None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._forget_all()

    def _forget_all(self) -> None:
        self._subscribers: defaultdict[str, set[Subscriber]] = defaultdict(set)
        self._topics: defaultdict[Subscriber, set[str]] = defaultdict(set)
        self._people: dict[Subscriber, int] = {}
        self._held: dict[str, int] = {}  # by room topic: the oldest membership number that a follower came with
        self._checks: dict[str, Check] = {}

    def attach(self, loop: asyncio.AbstractEventLoop, layer: Layer | None = None) -> None:
        """Belong to this loop. Another loop starts empty."""
        if loop is not self._loop:
            self._forget_all()
        self._loop, self.layer = loop, layer
        if layer is not None:
            for topic in (PROCESSES, *self._subscribers):
                layer.join(topic)

    def subscribe(self, topic: str, subscriber: Subscriber, version: int | None = None) -> None:
        """Follow a topic. `version`: the room's membership number, read together with this person's membership.

        Without it the members are read again before anything more of this room is heard.
        """
        claim = UNKNOWN if version is None else version
        followers = self._subscribers[topic]
        if check := self._checks.get(topic):
            check.fresh[subscriber] = claim
        elif subscriber not in followers and topic.startswith(ROOM):
            self._held[topic] = min(claim, self._held.get(topic, claim))
        if not followers and self.layer is not None:
            self.layer.join(topic)
        followers.add(subscriber)
        self._topics[subscriber].add(topic)
        if topic.startswith(PERSON):
            self._people[subscriber] = int(topic.removeprefix(PERSON))

    def doubt(self, subscriber: Subscriber, room_ids: Iterable[int]) -> None:
        """From the heartbeat: where this person belongs. Of a further room that he follows a removal may be lost."""
        known = {f"{ROOM}{room_id}" for room_id in room_ids}
        for topic in self._topics.get(subscriber, set()) - known:
            if topic in self._held:
                self._held[topic] = UNKNOWN

    def list_rooms(self) -> list[int]:
        """Every room that a socket of this process follows."""
        return [int(topic.removeprefix(ROOM)) for topic in self._subscribers if topic.startswith(ROOM)]

    def rooms_of(self, subscriber: Subscriber) -> list[int]:
        """The rooms that one socket follows."""
        topics = self._topics.get(subscriber, ())
        return [int(topic.removeprefix(ROOM)) for topic in topics if topic.startswith(ROOM)]

    def expect(self, versions: Mapping[int, int]) -> None:
        """From the heads: the membership numbers as they are. A room that is held with an older one is read again."""
        for room_id, version in versions.items():
            topic = f"{ROOM}{room_id}"
            if self._held.get(topic, version) < version:
                self._held[topic] = UNKNOWN

    async def settle(self) -> None:
        """Wait until other processes are heard on everything that was subscribed: load what there is after this."""
        if self.layer is not None:
            await self.layer.settle()

    def unsubscribe(self, topic: str, subscriber: Subscriber) -> None:
        self._topics.get(subscriber, set()).discard(topic)
        self._leave(topic, subscriber)

    def drop(self, subscriber: Subscriber) -> None:
        """Forget a subscriber and its empty topics."""
        for topic in self._topics.pop(subscriber, ()):
            self._leave(topic, subscriber)
        self._people.pop(subscriber, None)

    def _leave(self, topic: str, subscriber: Subscriber) -> None:
        self._subscribers[topic].discard(subscriber)
        if not self._subscribers[topic]:
            del self._subscribers[topic]
            self._held.pop(topic, None)
            if self.layer is not None:
                self.layer.leave(topic)

    def publish(self, envelope: Envelope) -> None:
        """Hand an event to the loop. Without a running loop (a management command) nobody listens here."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop was closed
                self._loop.call_soon_threadsafe(self._send_out, envelope, time.perf_counter())

    def tell_processes(self, word: Message) -> None:
        """Say something to the other processes, not to sockets."""
        if self.layer is not None:
            self.layer.publish(PROCESSES, {"word": word})

    def hear(self, origin: str, message: Message) -> None:
        """From the layer: another process published something."""
        if (word := message.get("word")) is not None:
            if self.on_word is not None:
                self.on_word(origin, word)
            return
        known: dict[str, Any] = {name: value for name, value in message["envelope"].items() if name in _FIELDS}
        self._deliver(Envelope(**known))

    def _send_out(self, envelope: Envelope, published: float) -> None:
        self._deliver(envelope)
        metrics.deliver_seconds.observe(time.perf_counter() - published)
        if self.layer is not None and not envelope.here:
            said = {name: value for name, value in vars(envelope).items() if value is not None and value is not False}
            self.layer.publish(envelope.topic, {"envelope": said})

    def _deliver(self, envelope: Envelope) -> None:
        topic = envelope.topic
        if topic not in self._subscribers:
            return
        if check := self._checks.get(topic):
            check.waiting.append(envelope)
        elif topic in self._held and (envelope.members_version or 0) > self._held[topic]:
            self._read_members(envelope)
        else:
            self._offer(envelope)

    def _offer(self, envelope: Envelope) -> None:
        subscribers = tuple(self._subscribers.get(envelope.topic, ()))  # a full one leaves while it is offered
        if envelope.follow is not None:
            for subscriber in subscribers:
                self.subscribe(envelope.follow, subscriber, envelope.members_version)
        if envelope.unfollow is not None:
            self._drop_all(envelope.unfollow, subscribers)
        if envelope.check_sessions:
            self._have_sessions_checked(envelope.topic)
            return
        text = envelope.text
        metrics.deliveries.inc(len(subscribers))
        for subscriber in subscribers:
            try:
                subscriber.offer(text)
            except Exception:
                log.exception("offer_broke")  # one bad socket takes nothing from the others
                self.drop(subscriber)

    def _have_sessions_checked(self, topic: str) -> None:
        if self.on_check_sessions is not None:
            self.on_check_sessions(int(topic.removeprefix(PERSON)))

    def _read_members(self, envelope: Envelope) -> None:
        """This process holds an older membership number: nobody hears more of this room until it is read again."""
        if self.load_members is None or not envelope.topic.startswith(ROOM):
            self._offer(envelope)
            return
        check = Check(asked=set(self._subscribers[envelope.topic]), number=envelope.members_version or 0)
        check.waiting.append(envelope)
        self._checks[envelope.topic] = check
        loading = self.load_members(int(envelope.topic.removeprefix(ROOM)))
        task = asyncio.ensure_future(self._check(envelope.topic, check, loading))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _check(self, topic: str, check: Check, loading: Awaitable[tuple[int, set[int]]]) -> None:
        try:
            version, members = await loading
        except Exception:
            log.exception("members_unread", topic=topic)  # rather silent than heard by a stranger; heads heal it
            self._checks.pop(topic, None)
            self._held[topic] = UNKNOWN
            return
        strangers = (each for each in check.asked - check.fresh.keys() if self._people.get(each) not in members)
        self._drop_all(topic, strangers)
        self._checks.pop(topic, None)
        if topic in self._subscribers:
            self._held[topic] = min([max(version, check.number), *check.fresh.values()])
        for envelope in check.waiting:
            self._deliver(envelope)

    def _drop_all(self, topic: str, subscribers: Iterable[Subscriber]) -> None:
        for subscriber in subscribers:
            if subscriber in self._subscribers.get(topic, ()):
                self.unsubscribe(topic, subscriber)


hub = Hub()
