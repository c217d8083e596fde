"""Reads about the doors of a room: invite links that open it, what one sees through them, who asked to join."""

from datetime import datetime
from typing import Any, Literal

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from chat.models import Invite, JoinRequest, Member, Room, User
from chat.presence import seats
from chat.protocol.base import MAX_SAFE_INTEGER
from chat.protocol.rooms import InviteData, InvitePreview, JoinRequestData
from chat.queries.access import is_banned, standing_bans
from chat.queries.people import avatar_of
from chat.queries.rooms import is_full
from chat.refusals import NotFound

MOST_INVITES = 100  # open ones of a room
MOST_REQUESTS = 200  # of a room
MOST_FACES = 5  # in a preview


def invite_data(invite: Invite) -> InviteData:
    """A link on the wire. Needs `invite.created_by`."""
    return InviteData.model_construct(
        id=invite.pk,
        token=invite.token,
        path=f"/invite/{invite.token}",
        created_by=_name_of(invite.created_by),
        expires_at=invite.expires_at,
        max_uses=invite.max_uses,
        uses=invite.uses,
        approval=invite.approval,
        created_at=invite.created_at,
    )


def open_invites(now: datetime | None = None) -> QuerySet[Invite]:
    """The links that still open a door."""
    unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=now or timezone.now())
    unused = Q(max_uses__isnull=True) | Q(uses__lt=F("max_uses"))
    room = Q(room__archived=False, room__deleted_at__isnull=True)
    return Invite.objects.filter(unexpired, unused, room, revoked_at__isnull=True)


def list_invites(room: Room) -> list[InviteData]:
    """The open links of a room, newest first."""
    rows = open_invites().filter(room=room).select_related("created_by").order_by("-created_at", "-pk")
    return [invite_data(row) for row in rows[:MOST_INVITES]]


def access_invite(user: User | None, token: str) -> Invite:
    """The link behind a token. Who belongs to the room already finds it also when it opens the door no more.

    Raises NotFound: unknown, expired, used up, taken back, or into a room that is closed or gone.
    """
    rows = Invite.objects.select_related("room", "created_by")
    invite = rows.filter(token=token, room__deleted_at__isnull=True).first()
    if invite is None:
        raise NotFound
    if not open_invites().filter(pk=invite.pk).exists() and not _belongs(user, invite.room):
        raise NotFound
    return invite


def preview_invite(user: User | None, token: str) -> InvitePreview:
    """The room as it is seen from its door, by somebody who may have no name yet. Raises NotFound."""
    invite = access_invite(user, token)
    room = invite.room
    here = Member.objects.filter(room=room, left_at__isnull=True)
    seated = seats.list_seated(room.pk)
    return InvitePreview.model_construct(
        room_id=room.pk,
        name=room.name,
        topic=room.topic,
        member_count=here.count(),
        seated=len(seated),
        faces=[avatar_of(member.user) for member in _pick_faces(here, seated)],
        full=is_full(room),
        approval=invite.approval,
        invited_by=_name_of(invite.created_by),
        state=_state_of(user, room),
    )


def _requests(room: Room) -> QuerySet[JoinRequest]:
    """Who asked to join and may still be let in: not those who were banned meanwhile or are gone."""
    banned = standing_bans().filter(room=room).values("user")
    rows = JoinRequest.objects.filter(room=room, user__is_active=True, user__deleted_at__isnull=True)
    return rows.exclude(user__in=banned).select_related("user")


def access_request(room: Room, user_id: int) -> JoinRequest:
    """One person's request. Raises NotFound."""
    asked = _requests(room).filter(user_id=user_id).first() if user_id <= MAX_SAFE_INTEGER else None
    if asked is None:
        raise NotFound
    return asked


def list_requests(room: Room) -> list[JoinRequestData]:
    """Who asked to join, the longest waiting first."""
    waiting: Any = _requests(room).order_by("created_at", "pk")[:MOST_REQUESTS]
    return [
        JoinRequestData.model_construct(
            user_id=row.user_id,
            name=row.user.name,
            avatar=avatar_of(row.user),
            is_guest=row.user.is_guest,
            created_at=row.created_at,
        )
        for row in waiting
    ]


def _name_of(user: User | None) -> str:
    return "" if user is None else user.name


def _belongs(user: User | None, room: Room) -> bool:
    return user is not None and Member.objects.filter(room=room, user=user, left_at__isnull=True).exists()


def _state_of(user: User | None, room: Room) -> Literal["new", "member", "asked", "banned"]:
    if user is None:
        return "new"
    if _belongs(user, room):
        return "member"
    if is_banned(user, room.pk):
        return "banned"
    return "asked" if JoinRequest.objects.filter(room=room, user=user).exists() else "new"


def _pick_faces(here: QuerySet[Member], seated: set[int]) -> list[Member]:
    """Those who sit there first."""
    first = list(here.filter(user_id__in=sorted(seated)[:MOST_FACES]).select_related("user"))
    others = here.exclude(pk__in=[member.pk for member in first]).select_related("user").order_by("pk")
    return [*first, *others[: MOST_FACES - len(first)]]
