"""Who sits where and who is writing: leases in memory. Never stored, never sent from here.

A seat belongs to (room, person, connection). It is seated while any of the person's connections is, away when the
last one broke off, gone when its lease ran out. What other processes announce is kept beside it, under a lease of
their own, and merged: a person is seated if he is anywhere.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.conf import settings

from chat.protocol.shapes import Presence, PresenceState

TYPING_SECONDS = 6.0
States = dict[int, PresenceState]  # by person
Spot = tuple[int, int]  # room, person


@dataclass
class Elsewhere:
    """What another process announced of its seats."""

    until: float = 0.0
    number: int = 0
    rooms: defaultdict[int, States] = field(default_factory=lambda: defaultdict(dict))

    def take(self, word: dict[str, Any]) -> None:
        """Apply one announcement: the full list, or what changed."""
        if word["full"]:
            self.rooms.clear()
        for room_id, user_id, state in word["seats"]:
            if state == "gone":
                self.rooms[room_id].pop(user_id, None)
            else:
                self.rooms[room_id][user_id] = state


class SeatLeases:
    """Seats by room. Thread-safe: queries read it from their own threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic, lease: float | None = None) -> None:
        self._now = now
        self._lease = lease or settings.PRESENCE_LEASE_SECONDS
        self._lock = threading.Lock()
        self._seats: defaultdict[int, dict[int, dict[str, float]]] = defaultdict(dict)  # room, person, connection
        self._broken: set[str] = set()  # connections that broke off and were not renewed since
        self._told: defaultdict[int, States] = defaultdict(dict)  # what the room was told last
        self._elsewhere: defaultdict[str, Elsewhere] = defaultdict(Elsewhere)  # by process
        self._announced: dict[Spot, PresenceState] = {}
        self._number = 0  # of our announcements
        self._left: list[Spot] = []  # who stood up on purpose since the last one
        self._removed: list[Spot] = []  # who was taken out of a room

    def sit(self, room_id: int, user_id: int, connection: str) -> None:
        with self._lock:
            self._seats[room_id].setdefault(user_id, {})[connection] = self._now() + self._lease

    def stand_up(self, room_id: int, user_id: int, connection: str) -> None:
        """Give the seat up on purpose: gone at once, unless another of the person's tabs sits here."""
        with self._lock:
            self._seats[room_id].get(user_id, {}).pop(connection, None)
            self._forget_broken(room_id, user_id)
            self._left.append((room_id, user_id))

    def remove(self, room_id: int, user_id: int) -> None:
        """The person does not belong to the room any more: every seat of his there is given up, in every process."""
        with self._lock:
            self._remove(room_id, user_id)
            self._removed.append((room_id, user_id))

    def break_off(self, connection: str) -> None:
        """The connection is lost: its seats are away until their lease runs out."""
        with self._lock:
            self._broken.add(connection)

    def renew(self, connections: Iterable[str]) -> None:
        alive = set(connections)
        until = self._now() + self._lease
        with self._lock:
            for people in self._seats.values():
                for seats in people.values():
                    for connection in alive & seats.keys():
                        seats[connection] = until

    def list_present(self, room_id: int, most: int | None = None) -> list[Presence]:
        """Who is seated or away, in the order they came; everyone, or so many."""
        with self._lock:
            states = self._states(room_id)
        return [Presence(user_id=user, state=state) for user, state in islice(states.items(), most)]

    def list_seated(self, room_id: int) -> set[int]:
        with self._lock:
            states = self._states(room_id)
        return {user_id for user_id, state in states.items() if state == "seated"}

    def list_rooms(self) -> list[int]:
        with self._lock:
            return [room_id for room_id in self._rooms() if self._states(room_id)]

    def announce(self, *, full: bool) -> dict[str, Any] | None:
        """What other processes should know of the seats here: all, or what changed since the last time, if anything."""
        with self._lock:
            self._expire()
            own = {
                (room_id, user_id): state
                for room_id in self._seats
                for user_id, state in self._own_states(room_id).items()
            }
            last, self._announced = ({} if full else self._announced), own
            changes = [(*spot, state) for spot, state in own.items() if last.get(spot) != state]
            changes += [(*spot, "gone") for spot in last.keys() - own.keys()]
            left, removed = self._left, self._removed
            self._left, self._removed = [], []
            if not (full or changes or left or removed):
                return None
            self._number += 1
            return {"number": self._number, "full": full, "seats": changes, "left": left, "removed": removed}

    def forget_news(self) -> None:
        """There is nobody to announce to."""
        with self._lock:
            self._left.clear()
            self._removed.clear()

    def hear(self, origin: str, word: dict[str, Any]) -> bool:
        """Take another process's announcement. False when one before it is missing: a full list is needed."""
        with self._lock:
            other = self._elsewhere[origin]
            if word["number"] <= other.number:
                return True  # overtaken, or said twice
            whole: bool = word["full"] or word["number"] == other.number + 1
            other.until, other.number = self._now() + self._lease, word["number"]
            other.take(word)
            for room_id, user_id in word["left"]:
                self._forget_broken(room_id, user_id)
            for room_id, user_id in word["removed"]:
                self._remove(room_id, user_id)
            return whole

    def take_changes(self) -> dict[int, list[Presence]]:
        """What changed in each room since the last call."""
        with self._lock:
            self._expire()
            return {room_id: found for room_id in self._rooms() if (found := self._changes(room_id))}

    def _rooms(self) -> set[int]:
        rooms = self._seats.keys() | self._told.keys()
        return rooms.union(*(other.rooms for other in self._elsewhere.values()))

    def _changes(self, room_id: int) -> list[Presence]:
        states, told = self._states(room_id), self._told[room_id]
        changes = [Presence(user_id=user, state=state) for user, state in states.items() if told.get(user) != state]
        changes += [Presence(user_id=user, state="gone") for user in told.keys() - states.keys()]
        self._told[room_id] = states
        if not states:
            del self._told[room_id]
            self._seats.pop(room_id, None)
        return changes

    def _states(self, room_id: int) -> States:
        """Here and elsewhere together."""
        states = self._own_states(room_id)
        for other in self._elsewhere.values():
            for user_id, state in other.rooms.get(room_id, {}).items():
                if state == "seated" or user_id not in states:
                    states[user_id] = state
        return states

    def _own_states(self, room_id: int) -> States:
        return {
            user_id: "seated" if seats.keys() - self._broken else "away"
            for user_id, seats in self._seats.get(room_id, {}).items()
        }

    def _forget_broken(self, room_id: int, user_id: int) -> None:
        """The person left on purpose: what broke off before, here or elsewhere, does not keep him away any longer."""
        seats = self._seats[room_id].get(user_id, {})
        for gone in self._broken & seats.keys():
            del seats[gone]
        if not seats:
            self._seats[room_id].pop(user_id, None)
        for other in self._elsewhere.values():
            if other.rooms.get(room_id, {}).get(user_id) == "away":
                del other.rooms[room_id][user_id]

    def _remove(self, room_id: int, user_id: int) -> None:
        self._seats[room_id].pop(user_id, None)
        for other in self._elsewhere.values():
            if room_id in other.rooms:
                other.rooms[room_id].pop(user_id, None)

    def _expire(self) -> None:
        now = self._now()
        for origin in [origin for origin, other in self._elsewhere.items() if other.until <= now]:
            del self._elsewhere[origin]
        held: set[str] = set()
        for people in self._seats.values():
            for user_id, seats in list(people.items()):
                for connection in [name for name, until in seats.items() if until <= now]:
                    del seats[connection]
                held |= seats.keys()
                if not seats:
                    del people[user_id]
        self._broken &= held


class TypingLeases:
    """Who is writing in which room; each word runs out by itself."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._until: defaultdict[int, dict[int, float]] = defaultdict(dict)
        self._told: dict[int, list[int]] = {}
        self._news: dict[Spot, bool] = {}  # what other processes do not know yet

    def set_typing(self, room_id: int, user_id: int, on: bool) -> None:
        with self._lock:
            self._set(room_id, user_id, on)
            self._news[room_id, user_id] = on

    def announce(self) -> list[tuple[int, int, bool]]:
        """What was set here since the last call, for other processes."""
        with self._lock:
            news, self._news = self._news, {}
        return [(*spot, on) for spot, on in news.items()]

    def hear(self, news: list[tuple[int, int, bool]]) -> None:
        """Take what another process announced."""
        with self._lock:
            for room_id, user_id, on in news:
                self._set(room_id, user_id, on)

    def _set(self, room_id: int, user_id: int, on: bool) -> None:
        if on:
            self._until[room_id][user_id] = self._now() + TYPING_SECONDS
        elif room_id in self._until:
            self._until[room_id].pop(user_id, None)

    def take_changes(self) -> dict[int, list[int]]:
        """The rooms whose list of writing people changed since the last call, with the list."""
        now = self._now()
        changes = {}
        with self._lock:
            for room_id, until in list(self._until.items()):
                typing = [user_id for user_id, end in until.items() if end > now]
                if typing != self._told.get(room_id, []):
                    changes[room_id] = self._told[room_id] = typing
                if not typing:
                    del self._until[room_id]
                    self._told.pop(room_id, None)
        return changes


seats = SeatLeases()
typing = TypingLeases()
