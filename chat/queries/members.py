"""Reads about memberships: who is mentioned in a text, who belongs to a room now, who is kept out of it."""

import re

from django.db.models import Q, QuerySet

from chat.models import Block, Member, Room, User
from chat.protocol.base import MAX_NAME, MAX_SAFE_INTEGER
from chat.protocol.rooms import BanData, BanList, MemberList
from chat.queries.access import standing_bans
from chat.queries.people import avatar_of
from chat.queries.rooms import member_data
from chat.refusals import NotFound

_AT = re.compile(r"(?<![\w@])@(?=\S)")
MOST_MENTIONS = 20  # in one message
MEMBER_PAGE = 200
MOST_BANS = 1000  # in one list


def find_mentioned(room_id: int, text: str, author_id: int) -> list[Member]:
    """The members whose name stands after an @. The longest name that fits is meant; names may have spaces.

    Who has blocked the author is not called by him.
    """
    starts = [found.end() for found in _AT.finditer(text)][:MOST_MENTIONS]
    if not starts:
        return []
    wanted = {text[start:end] for start in starts for end in range(start + 1, min(start + MAX_NAME, len(text)) + 1)}
    rows = Member.objects.filter(room_id=room_id, left_at__isnull=True, user__name__in=wanted).select_related("user")
    rows = rows.exclude(user__in=Block.objects.filter(blocked_id=author_id).values("user"))
    members = sorted(rows, key=lambda member: -len(member.user.name))
    found: dict[int, Member] = {}
    for start in starts:
        fitting = [member for member in members if text.startswith(member.user.name, start)]
        longest = len(fitting[0].user.name) if fitting else 0
        found |= {member.user_id: member for member in fitting if len(member.user.name) == longest}
    return list(found.values())[:MOST_MENTIONS]


def list_members(room_id: int, after: int | None) -> MemberList:
    """A page of those who belong to a room, by name; `after` is a person of the room. Raises NotFound for another."""
    rows = Member.objects.filter(room_id=room_id, left_at__isnull=True).select_related("user", "room")
    if after is not None:
        last = User.objects.filter(pk=after, memberships__room_id=room_id).first()
        if last is None:
            raise NotFound
        rows = rows.filter(Q(user__name__gt=last.name) | Q(user__name=last.name, user_id__gt=last.pk))
    page = list(rows.order_by("user__name", "user_id")[: MEMBER_PAGE + 1])
    shown = page[:MEMBER_PAGE]
    more = len(page) > MEMBER_PAGE
    return MemberList.model_construct(
        members=[member_data(row) for row in shown], next=shown[-1].user_id if more else None
    )


def list_versions(user: User) -> dict[int, int]:
    """The membership number of every room that the person belongs to, read together with the membership."""
    mine = Member.objects.filter(user=user, left_at__isnull=True)
    return dict(mine.values_list("room_id", "room__members_version"))


def load_member_ids(room_id: int) -> tuple[int, set[int]]:
    """The room's membership number and who belongs to it; the number is read first."""
    version = Room.objects.values_list("members_version", flat=True).filter(pk=room_id).first() or 0
    members = Member.objects.filter(room_id=room_id, left_at__isnull=True)
    return version, set(members.values_list("user_id", flat=True))


def list_keepers(room: Room) -> QuerySet[Member]:
    """Those who keep this room, in the order in which people's clocks move."""
    keeping = Q(role__in=("owner", "keeper"))
    if room.house_kept:
        keeping |= Q(user__is_staff=True)
    return Member.objects.filter(keeping, room=room, left_at__isnull=True).select_related("user").order_by("user_id")


def find_member(room: Room, user_id: int) -> Member:
    """Somebody who belongs, or belonged, to a room. Raises NotFound."""
    if not 0 < user_id <= MAX_SAFE_INTEGER:
        raise NotFound
    member = Member.objects.select_related("user").filter(room=room, user_id=user_id).first()
    if member is None:
        raise NotFound
    member.room = room
    return member


def list_bans(room_id: int) -> BanList:
    """Who is kept out of a room now, newest first."""
    rows = standing_bans().filter(room_id=room_id)
    bans = [
        BanData.model_construct(
            user_id=row.user_id,
            name=row.user.name,
            avatar=avatar_of(row.user),
            reason=row.reason,
            until=row.until,
            created_at=row.created_at,
        )
        for row in rows.select_related("user").order_by("-created_at", "-pk")[:MOST_BANS]
    ]
    return BanList.model_construct(bans=bans)
