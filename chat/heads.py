"""The heads of rooms and people, held by a process and read from the database once a second for all at once.

So a heartbeat costs nothing. A head may be a second old: whoever holds a newer one ignores it.
"""

from collections.abc import Iterable


class Heads:
    """What was read last. Empty until then, and for whoever came since."""

    def __init__(self) -> None:
        self._rooms: dict[int, int] = {}
        self._people: dict[int, int] = {}

    def replace(self, rooms: dict[int, int], people: dict[int, int]) -> None:
        self._rooms, self._people = rooms, people

    def find(self, user_id: int, room_ids: Iterable[int]) -> tuple[dict[int, int], int] | None:
        """The heads of these rooms and of the person, or None where one of them is not known yet."""
        found = {room_id: self._rooms.get(room_id) for room_id in room_ids}
        head = self._people.get(user_id)
        if head is None or None in found.values():
            return None
        return {room_id: known for room_id, known in found.items() if known is not None}, head


heads = Heads()
