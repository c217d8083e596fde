"""Reads about rooms: rooms and members on the wire, the list of a person's rooms, what is unread there."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chat.models import Member, Message, Notification, Room, User
from chat.protocol.shapes import MemberData, Partner, Role, RoomData, RoomSummary
from chat.queries.access import role_of
from chat.queries.messages import message_data
from chat.queries.notifications import CALLS
from chat.queries.people import avatar_of


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


def is_full(room: Room) -> bool:
    """Whether nobody more may belong. For certain only while the room is locked."""
    return room.capacity is not None and Member.objects.filter(room=room, left_at__isnull=True).count() >= room.capacity


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
    members = members.select_related("room")
    if room_id is not None:
        members = members.filter(room_id=room_id)
    rows: list[Any] = list(_with_unread(members).order_by("-favorite", "pk"))
    last = Message.objects.in_bulk([row.last_id for row in rows if row.last_id is not None])
    partners = _load_partners(user, rows)
    for row in rows:
        row.user = user  # not read again
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


def count_unread(member: Member) -> int:
    """Unread messages of one membership, counted to 100."""
    row: Any = _with_unread(Member.objects.filter(pk=member.pk)).get()
    return min(int(row.unread), 100)


def count_mentions(member: Member) -> int:
    """How often the person was called in one room and has not read it, counted to 100."""
    rows = Notification.objects.filter(user_id=member.user_id, room_id=member.room_id, read=False, kind__in=CALLS)
    return rows[:100].count()


def load_role(user: User, room: Room) -> Role | None:
    """The person's role in a room, if he belongs to it."""
    member = Member.objects.filter(room=room, user=user, left_at__isnull=True).select_related("user", "room").first()
    return None if member is None else role_of(member)
