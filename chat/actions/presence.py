"""Sitting down, standing up, writing something: leases, nothing stored. Gathered and told a few times a second."""

from chat.events import publish_here, publish_now, room_topic
from chat.models import Member
from chat.presence import seats, typing
from chat.protocol.events import PresenceChanged, ReceiptsChanged, TypingChanged
from chat.protocol.shapes import ReadMark
from chat.queries.access import require_speaker
from chat.receipts import receipts

MOST_LISTED = 100


def take_seat(*, member: Member, connection: str) -> None:
    """Sit down, where others see it; who does not want to be seen gets no seat. Needs `member.user`."""
    if member.user.presence:
        seats.sit(member.room_id, member.user_id, connection)


def leave_seat(*, member: Member, connection: str) -> None:
    seats.stand_up(member.room_id, member.user_id, connection)


def break_off(*, connection: str) -> None:
    """The socket is gone; the person is away until the lease runs out."""
    seats.break_off(connection)


def set_typing(*, member: Member, on: bool) -> None:
    """Show that somebody writes. Raises Refused: muted, room_closed."""
    if on:
        require_speaker(member)
    typing.set_typing(member.room_id, member.user_id, on)


def tell_changes() -> None:
    """Send what was gathered since the last call, once per room."""
    for room_id, changes in seats.take_changes().items():
        publish_here(room_topic(room_id), PresenceChanged(room_id=room_id, changes=changes, full=False))
    for room_id, user_ids in typing.take_changes().items():
        publish_here(room_topic(room_id), TypingChanged(room_id=room_id, user_ids=user_ids[:MOST_LISTED]))


def tell_marks() -> None:
    """Send the receipts that were gathered, once per room."""
    for room_id, noted in receipts.take_changes().items():
        marks = [ReadMark(user_id=user, created_seq=seq) for user, seq in list(noted.items())[:MOST_LISTED]]
        publish_now(room_topic(room_id), ReceiptsChanged(room_id=room_id, marks=marks, full=False))


def tell_all_marks(room_id: int, marks: list[ReadMark]) -> None:
    """Send the full list of a room: it corrects whoever missed a change, or may not see one any more."""
    publish_here(room_topic(room_id), ReceiptsChanged(room_id=room_id, marks=marks, full=True))


def tell_everyone() -> None:
    """Send the full list of every room: it corrects whoever missed a change."""
    for room_id in seats.list_rooms():
        present = seats.list_present(room_id, MOST_LISTED)
        publish_here(room_topic(room_id), PresenceChanged(room_id=room_id, changes=present, full=True))
