"""Reads about rooms: rooms and members on the wire, the list of a person's rooms, a room as one enters it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chat.models import Member, Message, Notification, Room, User
from chat.presence import seats
from chat.protocol.bodies import HistoryAnswer
from chat.protocol.rooms import RoomCount
from chat.protocol.shapes import MemberData, MessageData, Partner, Presence, ReadMark, Role, RoomData, RoomSummary
from chat.queries.access import role_of, standing_bans
from chat.queries.messages import (
    Cursor,
    list_favorite_ids,
    load_changes,
    load_referenced,
    load_window,
    message_data,
)
from chat.queries.notifications import CALLS
from chat.queries.people import avatar_of, load_head

MOST_MEMBERS = 100  # of those a room is entered with


def room_data(room: Room, my_role: Role | None) -> RoomData:
    """A room on the wire; `my_role` stays null in events."""
    stored: Any = room  # its words (visibility, lily, ...) are only ever written by the actions
    return RoomData.model_construct(
        id=room.pk,
        name=room.name,
        topic=room.topic,
        visibility=stored.visibility,
        capacity=room.capacity,
        lily=stored.lily,
        slow_seconds=room.slow_seconds,
        history=stored.history,
        archived=room.archived,
        my_role=my_role,
        seq=room.seq,
        head=room.head,
        purged_before_seq=room.purged_before_seq,
        created_at=room.created_at,
    )


def member_data(member: Member) -> MemberData:
    """A membership on the wire. Needs `member.user` and `member.room`."""
    return MemberData.model_construct(
        room_id=member.room_id,
        user_id=member.user_id,
        name=member.user.name,
        avatar=avatar_of(member.user),
        role=role_of(member),
        muted_until=member.muted_until,
        left=member.left_at is not None,
        seq=member.seq,
    )


def list_heads(user: User) -> dict[int, int]:
    """The head of every room that the person belongs to."""
    mine = Member.objects.filter(user=user, left_at__isnull=True)
    return dict(mine.values_list("room_id", "room__head"))


def load_room_heads(room_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The heads and the membership numbers of these rooms."""
    rows = Room.objects.filter(pk__in=list(room_ids)).values_list("pk", "head", "members_version")
    return {room_id: (head, version) for room_id, head, version in rows}


def _unread() -> QuerySet[Message, Any]:
    """Messages that count as unread for the membership of the outer query."""
    return Message.objects.filter(
        Q(author_kind="user") | Q(author_kind="lily", status__in=("complete", "stopped")),
        room=OuterRef("room"),
        created_seq__gt=OuterRef("read_seq"),
        deleted=False,
    ).exclude(author=OuterRef("user"))


def visible_from(member: Member | None, room: Room) -> int:
    """The first `created_seq` that a person may see here: rule 7 of the wire."""
    if room.history == "all":
        return 0
    return room.head + 1 if member is None else member.joined_seq


def _with_unread(members: QuerySet[Member]) -> QuerySet[Member]:
    counted = _unread().order_by().values("room").annotate(count=Count("pk")).values("count")
    seen = Q(room__history="all") | Q(created_seq__gte=OuterRef("joined_seq"))
    newest = Message.objects.filter(seen, room=OuterRef("room")).order_by("-created_seq").values("pk")[:1]
    called = Notification.objects.filter(user=OuterRef("user"), room=OuterRef("room"), read=False, kind__in=CALLS)
    mentions = called.order_by().values("room").annotate(count=Count("pk")).values("count")
    return members.annotate(
        unread=Coalesce(Subquery(counted), 0), mentions=Coalesce(Subquery(mentions), 0), last_id=Subquery(newest)
    )


def list_summaries(user: User, room_id: int | None = None) -> list[RoomSummary]:
    """The person's rooms (or one of them) with what is unread; a fixed number of queries."""
    members = Member.objects.filter(user=user, left_at__isnull=True, room__deleted_at__isnull=True)
    members = members.select_related("room", "user")
    if room_id is not None:
        members = members.filter(room_id=room_id)
    rows: list[Any] = list(_with_unread(members).order_by("-favorite", "pk"))
    last = Message.objects.in_bulk([row.last_id for row in rows if row.last_id is not None])
    partners = _load_partners(user, rows)
    return [
        RoomSummary.model_construct(
            room=room_data(row.room, role_of(row)),
            read_seq=row.read_seq,
            unread=min(row.unread, 100),
            mentions=min(row.mentions, 100),
            favorite=row.favorite,
            notify=row.notify,
            last_message=message_data(last[row.last_id]) if row.last_id in last else None,
            partner=partners.get(row.room_id),
        )
        for row in rows
    ]


def _load_partners(user: User, mine: Iterable[Member]) -> dict[int, Partner]:
    """Who sits on the other side, by room, of the person's one-to-one rooms."""
    direct = [member.room_id for member in mine if member.room.visibility == "direct"]
    if not direct:
        return {}
    rows = Member.objects.filter(room_id__in=direct).exclude(user=user).select_related("user")
    return {row.room_id: Partner(user_id=row.user_id, name=row.user.name, avatar=avatar_of(row.user)) for row in rows}


def list_public_rooms(user: User) -> list[RoomSummary]:
    """Public rooms that the person does not belong to: nothing is unread there yet."""
    rooms = Room.objects.filter(visibility="public", archived=False, deleted_at__isnull=True)
    rooms = rooms.exclude(bans__in=standing_bans(user))
    mine = Member.objects.filter(user=user, left_at__isnull=True).values("room")
    return [
        RoomSummary.model_construct(
            room=room_data(room, None),
            read_seq=room.head,
            unread=0,
            mentions=0,
            favorite=False,
            notify="all",
            last_message=None,
            partner=None,
        )
        for room in rooms.exclude(pk__in=mine).order_by("pk")
    ]


def count_unread(member: Member) -> int:
    """Unread messages of one membership, counted to 100."""
    row: Any = _with_unread(Member.objects.filter(pk=member.pk)).get()
    return min(int(row.unread), 100)


def count_mentions(member: Member) -> int:
    """How often the person was called in one room and has not read it, counted to 100."""
    rows = Notification.objects.filter(user_id=member.user_id, room_id=member.room_id, read=False, kind__in=CALLS)
    return rows[:100].count()


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
    members = _load_members(room.pk, present, None if afresh else since)
    mine = Member.objects.select_related("user", "room").get(
        pk=member.pk
    )  # its mark, newer than the head that was read before
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


def _load_members(room_id: int, present: list[Presence], since: int | None) -> list[MemberData]:
    rows = Member.objects.filter(room_id=room_id).select_related("user", "room")
    if since is not None:
        return [member_data(row) for row in rows.filter(seq__gt=since).order_by("seq")]
    here = [presence.user_id for presence in present]
    first = list(rows.filter(user_id__in=here, left_at__isnull=True))
    others = rows.filter(left_at__isnull=True).exclude(user_id__in=here).order_by(F("seq").desc())
    return [member_data(row) for row in [*first, *others[: MOST_MEMBERS - len(first)]]]


def load_role(user: User, room: Room) -> Role | None:
    """The person's role in a room, if he belongs to it."""
    member = Member.objects.filter(room=room, user=user, left_at__isnull=True).select_related("user", "room").first()
    return None if member is None else role_of(member)


def count_people(summaries: Iterable[RoomSummary]) -> list[RoomCount]:
    """How many belong to each of these rooms, and how many sit there; one query."""
    ids = [summary.room.id for summary in summaries]
    rows = Member.objects.filter(room_id__in=ids, left_at__isnull=True).values_list("room_id")
    members = dict(rows.annotate(count=Count("pk")).order_by())
    return [
        RoomCount(room_id=room_id, members=members.get(room_id, 0), seated=len(seats.list_seated(room_id)))
        for room_id in ids
    ]


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
        members=_list_authors(room.pk, window.messages),
        has_before=window.has_before,
        has_after=window.has_after,
    )


def _list_authors(room_id: int, messages: list[MessageData]) -> list[MemberData]:
    """The memberships behind a window of history."""
    authors = {message.author.user_id for message in messages if message.author.user_id is not None}
    rows = Member.objects.filter(room_id=room_id, user_id__in=authors).select_related("user", "room")
    return [member_data(row) for row in rows]
