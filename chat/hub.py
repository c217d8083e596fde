"""The way out: topics and the local sockets that follow them. An event is serialised once and offered to each.

One process delivers straight to its sockets; the layer between processes joins here when there are several.
The hub waits for nobody: `offer` only puts the text into the socket's own bounded queue.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import Protocol


class Subscriber(Protocol):
    """Who can be offered an event. Called on the event loop; must return at once."""

    def offer(self, text: str) -> None: ...


@dataclass(frozen=True)
class Envelope:
    """One event on its way. `follow` names a room topic that the topic's subscribers follow from now on."""

    topic: str
    text: str
    follow: str | None = None


class Hub:
    """One per process. `publish` may be called from any thread; the rest from the event loop."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._subscribers: defaultdict[str, set[Subscriber]] = defaultdict(set)
        self._topics: defaultdict[Subscriber, set[str]] = defaultdict(set)

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Belong to this loop. Another loop starts empty."""
        if loop is not self._loop:
            self._subscribers.clear()
            self._topics.clear()
        self._loop = loop

    def subscribe(self, topic: str, subscriber: Subscriber) -> None:
        self._subscribers[topic].add(subscriber)
        self._topics[subscriber].add(topic)

    def drop(self, subscriber: Subscriber) -> None:
        """Forget a subscriber and its empty topics."""
        for topic in self._topics.pop(subscriber, ()):
            self._subscribers[topic].discard(subscriber)
            if not self._subscribers[topic]:
                del self._subscribers[topic]

    def publish(self, envelope: Envelope) -> None:
        """Hand an event to the loop. Without a running loop (a management command) nobody listens here."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._deliver, envelope)

    def _deliver(self, envelope: Envelope) -> None:
        subscribers = tuple(self._subscribers.get(envelope.topic, ()))  # a full one leaves while it is offered
        if envelope.follow is not None:
            for subscriber in subscribers:
                self.subscribe(envelope.follow, subscriber)
        for subscriber in subscribers:
            subscriber.offer(envelope.text)


hub = Hub()
