"""Who sits where and who is writing: leases in memory, for one process. Never stored, never sent from here.

A seat belongs to (room, person, connection). It is seated while any of the person's connections is, away when the
last one broke off, gone when its lease ran out.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from chat.protocol.shapes import Presence, PresenceState

LEASE_SECONDS = 30.0
RENEW_SECONDS = 15.0
TYPING_SECONDS = 6.0


class SeatLeases:
    """Seats by room. Thread-safe: queries read it from their own threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._seats: defaultdict[int, dict[int, dict[str, float]]] = defaultdict(dict)  # room, person, connection
        self._broken: set[str] = set()  # connections that broke off and were not renewed since
        self._told: defaultdict[int, dict[int, PresenceState]] = defaultdict(dict)  # what the room was told last

    def sit(self, room_id: int, user_id: int, connection: str) -> None:
        with self._lock:
            self._seats[room_id].setdefault(user_id, {})[connection] = self._now() + LEASE_SECONDS

    def stand_up(self, room_id: int, user_id: int, connection: str) -> None:
        """Give the seat up on purpose: gone at once, unless another of the person's tabs sits here."""
        with self._lock:
            seats = self._seats[room_id].get(user_id, {})
            for gone in [connection, *(self._broken & seats.keys())]:
                seats.pop(gone, None)
            if not seats:
                self._seats[room_id].pop(user_id, None)

    def break_off(self, connection: str) -> None:
        """The connection is lost: its seats are away until their lease runs out."""
        with self._lock:
            self._broken.add(connection)

    def renew(self, connections: Iterable[str]) -> None:
        alive = set(connections)
        until = self._now() + LEASE_SECONDS
        with self._lock:
            for people in self._seats.values():
                for seats in people.values():
                    for connection in alive & seats.keys():
                        seats[connection] = until

    def list_present(self, room_id: int) -> list[Presence]:
        """Everyone who is seated or away, in the order they came."""
        with self._lock:
            return [Presence(user_id=user, state=state) for user, state in self._states(room_id).items()]

    def list_seated(self, room_id: int) -> set[int]:
        return {presence.user_id for presence in self.list_present(room_id) if presence.state == "seated"}

    def list_rooms(self) -> list[int]:
        with self._lock:
            return [room_id for room_id, people in self._seats.items() if people]

    def take_changes(self) -> dict[int, list[Presence]]:
        """What changed in each room since the last call."""
        with self._lock:
            self._expire()
            return {room_id: found for room_id in list(self._seats) if (found := self._changes(room_id))}

    def _changes(self, room_id: int) -> list[Presence]:
        states, told = self._states(room_id), self._told[room_id]
        changes = [Presence(user_id=user, state=state) for user, state in states.items() if told.get(user) != state]
        changes += [Presence(user_id=user, state="gone") for user in told.keys() - states.keys()]
        self._told[room_id] = states
        if not states:
            del self._told[room_id], self._seats[room_id]
        return changes

    def _states(self, room_id: int) -> dict[int, PresenceState]:
        return {
            user_id: "seated" if seats.keys() - self._broken else "away"
            for user_id, seats in self._seats.get(room_id, {}).items()
        }

    def _expire(self) -> None:
        now = self._now()
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

    def set_typing(self, room_id: int, user_id: int, on: bool) -> None:
        with self._lock:
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
