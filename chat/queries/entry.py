"""Reads of a room from within: as one enters it, what changed since, a window of its history."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from chat.models import Member, Room, User
from chat.presence import seats
from chat.protocol.bodies import HistoryAnswer
from chat.protocol.shapes import MemberData, MessageData, Presence, ReadMark, RoomData
from chat.queries.access import role_of
from chat.queries.messages import (
    Cursor,
    list_favorite_ids,
    load_changes,
    load_referenced,
    load_window,
)
from chat.queries.people import load_head
from chat.queries.rooms import member_data, room_data, visible_from

MOST_MEMBERS = 100  # of those a room is entered with


@dataclass(frozen=True)
class RoomLoad:
    """A room as one enters it: the body of `room.entered` without its `ref`."""

    room: RoomData
    members: list[MemberData]
    member_count: int
    present: list[Presence]
    marks: list[ReadMark]
    favorites: list[int]
    head: int
    user_head: int
    read_seq: int
    messages: list[MessageData]
    referenced: list[MessageData]
    complete: bool


def load_room(user: User, member: Member, since: int | None) -> RoomLoad:
    """A room from the start (`since` null), or what changed after `since`. The heads are read before the rows."""
    user_head = load_head(user)
    room = Room.objects.get(pk=member.room_id)
    floor = visible_from(member, room)
    changes = None if since is None or since > room.head else load_changes(room.pk, since, floor)
    afresh = changes is None
    messages = load_window(room.pk, floor).messages if changes is None else changes
    present = seats.list_present(room.pk, MOST_MEMBERS)
    members = _load_members(room, present, None if afresh else since)
    mine = Member.objects.get(pk=member.pk)  # its mark, newer than the head that was read before
    mine.user, mine.room = user, room
    return RoomLoad(
        room=room_data(room, role_of(mine)),
        members=members,
        member_count=Member.objects.filter(room=room, left_at__isnull=True).count(),
        present=present,
        marks=list_marks(room.pk, [here.user_id for here in present]),
        favorites=list_favorite_ids(user, room.pk),
        head=room.head,
        user_head=user_head,
        read_seq=mine.read_seq,
        messages=messages,
        referenced=load_referenced(room.pk, floor, messages),
        complete=not afresh or since is None,
    )


def list_marks(room_id: int, user_ids: Iterable[int]) -> list[ReadMark]:
    """How far these people have read, of those who allow it to be seen; at most 100."""
    rows = Member.objects.filter(room_id=room_id, left_at__isnull=True, user__receipts=True)
    marks = rows.filter(user_id__in=list(user_ids)[:MOST_MEMBERS]).values_list("user_id", "read_seq")
    return [ReadMark(user_id=user_id, created_seq=read_seq) for user_id, read_seq in marks]


def _load_members(room: Room, present: list[Presence], since: int | None) -> list[MemberData]:
    rows = Member.objects.filter(room=room).select_related("user")
    if since is not None:
        return _on_wire(room, rows.filter(seq__gt=since).order_by("seq"))
    here = [presence.user_id for presence in present]
    first = list(rows.filter(user_id__in=here, left_at__isnull=True))
    others = rows.filter(left_at__isnull=True).exclude(user_id__in=here).order_by(F("seq").desc())
    return _on_wire(room, [*first, *others[: MOST_MEMBERS - len(first)]])


def _on_wire(room: Room, rows: Iterable[Member]) -> list[MemberData]:
    """Members of one room, which is not read again for each."""
    members = list(rows)
    for member in members:
        member.room = room
    return [member_data(member) for member in members]


def load_history(user: User, room: Room, cursor: Cursor) -> HistoryAnswer:
    """A window of history as the HTTP call answers it. The head is read first: above the cursor means catch up too."""
    head = Room.objects.values_list("head", flat=True).get(pk=room.pk)
    member = Member.objects.filter(room=room, user=user, left_at__isnull=True).first()
    floor = visible_from(member, room)
    window = load_window(room.pk, floor, cursor)
    return HistoryAnswer.model_construct(
        head=head,
        messages=window.messages,
        referenced=load_referenced(room.pk, floor, window.messages),
        members=_list_authors(room, window.messages),
        has_before=window.has_before,
        has_after=window.has_after,
    )


def _list_authors(room: Room, messages: list[MessageData]) -> list[MemberData]:
    """The memberships behind a window of history."""
    authors = {message.author.user_id for message in messages if message.author.user_id is not None}
    return _on_wire(room, Member.objects.filter(room=room, user_id__in=authors).select_related("user"))
