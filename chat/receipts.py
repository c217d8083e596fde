"""How far people have read, gathered in memory until the room is told. The truth is `Member.read_seq`."""

import threading
from collections import defaultdict


class ReceiptMarks:
    """Marks since the last telling, by room and person. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._marks: defaultdict[int, dict[int, int]] = defaultdict(dict)

    def note(self, room_id: int, user_id: int, created_seq: int) -> None:
        with self._lock:
            marks = self._marks[room_id]
            marks[user_id] = max(created_seq, marks.get(user_id, 0))

    def take_changes(self) -> dict[int, dict[int, int]]:
        """What was noted since the last call."""
        with self._lock:
            changes, self._marks = self._marks, defaultdict(dict)
        return changes


receipts = ReceiptMarks()
