"""Reads for the lobby: public rooms one may come into, one's own rooms by words, how many are in each."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from chat.models import Member, Message, Room, User
from chat.presence import seats
from chat.protocol.rooms import RoomCount, RoomList
from chat.protocol.shapes import RoomSummary
from chat.queries.access import standing_bans
from chat.queries.messages import message_data
from chat.queries.rooms import list_summaries, room_data

MOST_PUBLIC = 200


def load_lobby(user: User, words: str) -> RoomList:
    """The person's rooms, favourites first, then public ones; those whose name or topic has `words`, if there are."""
    mine = [summary for summary in list_summaries(user) if _has(summary, words.casefold())]
    rooms = [*mine, *list_public_rooms(user, words)]
    return RoomList.model_construct(rooms=rooms, counts=count_people(rooms))


def _has(summary: RoomSummary, words: str) -> bool:
    partner = summary.partner.name if summary.partner else ""
    return any(words in each.casefold() for each in (summary.room.name, summary.room.topic, partner))


def list_public_rooms(user: User, words: str = "") -> list[RoomSummary]:
    """Public rooms that the person does not belong to, the most lively first. Nothing is unread there yet.

    The last words only where newcomers see what was said before them.
    """
    rooms = Room.objects.filter(visibility="public", archived=False, deleted_at__isnull=True)
    if words:
        rooms = rooms.filter(Q(name__icontains=words) | Q(topic__icontains=words))
    mine = Member.objects.filter(user=user, left_at__isnull=True).values("room")
    rooms = rooms.exclude(bans__in=standing_bans(user)).exclude(pk__in=mine)
    newest = Message.objects.filter(room=OuterRef("pk")).order_by("-created_seq")
    lively: Any = rooms.annotate(
        last_id=Subquery(newest.values("pk")[:1]),
        lively_at=Coalesce(Subquery(newest.values("created_at")[:1]), "created_at"),
    )
    found = list(lively.order_by("-lively_at", "-pk")[:MOST_PUBLIC])
    last = Message.objects.in_bulk([room.last_id for room in found if room.history == "all" and room.last_id])
    return [_public_summary(room, last.get(room.last_id)) for room in found]


def _public_summary(room: Room, last: Message | None) -> RoomSummary:
    return RoomSummary.model_construct(
        room=room_data(room, None),
        read_seq=room.head,
        unread=0,
        mentions=0,
        favorite=False,
        notify="all",
        last_message=None if last is None else message_data(last),
        partner=None,
    )


def count_people(summaries: Iterable[RoomSummary]) -> list[RoomCount]:
    """How many belong to each of these rooms, and how many sit there; one query."""
    ids = [summary.room.id for summary in summaries]
    rows = Member.objects.filter(room_id__in=ids, left_at__isnull=True).values_list("room_id")
    members = dict(rows.annotate(count=Count("pk")).order_by())
    return [
        RoomCount(room_id=room_id, members=members.get(room_id, 0), seated=len(seats.list_seated(room_id)))
        for room_id in ids
    ]
