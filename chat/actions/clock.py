"""The clocks: one per room, one per person. Every change takes the next number under the row's lock."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F

from chat.models import Room, User
from chat.refusals import NotFound

MOST_AT_ONCE = 500  # rows named in one statement


class RoomClock:
    """A locked room inside its transaction."""

    def __init__(self, room: Room) -> None:
        self.room = room

        self._saved = room.head

    def tick(self) -> int:
        """The next number. It is written by `save`, at the latest when the transaction ends."""
        self.room.head += 1
        return self.room.head

    def save(self) -> None:
        """Write the head, for those who read the room before the transaction ends."""
        if self.room.head != self._saved:
            self.room.save(update_fields=["head"])
            self._saved = self.room.head


@contextmanager
def lock_room(room_id: int) -> Iterator[RoomClock]:
    """One transaction on one room: lock its row, let numbers be taken, write the head, commit."""
    with transaction.atomic():
        clock = RoomClock(Room.objects.select_for_update().get(pk=room_id))
        yield clock
        clock.save()


@contextmanager
def lock_rooms(room_ids: Iterable[int]) -> Iterator[list[RoomClock]]:
    """One transaction on several rooms, locked in one order for everybody, so that no two wait for each other."""
    with transaction.atomic():
        rooms = Room.objects.select_for_update().filter(pk__in=set(room_ids)).order_by("pk")
        clocks = [RoomClock(room) for room in rooms]
        yield clocks
        for clock in clocks:
            clock.save()


def lock_person(user_id: int) -> User:
    """The locked row of a person. Raises NotFound for who has left the house.

    Locks are taken in one order everywhere: rooms, memberships, notifications, people; of each kind by number.
    """
    user = User.objects.select_for_update().filter(pk=user_id, deleted_at__isnull=True).first()
    if user is None:
        raise NotFound
    return user


def tick_person(user_id: int) -> int:
    """Take the next number of a person's clock; inside the caller's transaction."""
    User.objects.filter(pk=user_id).update(head=F("head") + 1)
    return User.objects.values_list("head", flat=True).get(pk=user_id)


def tick_people(user_ids: Sequence[int]) -> None:
    """Move the clocks of many people, in one order, so that no two calls wait for each other."""
    ordered = sorted(user_ids)
    for start in range(0, len(ordered), MOST_AT_ONCE):
        User.objects.filter(pk__in=ordered[start : start + MOST_AT_ONCE]).update(head=F("head") + 1)
