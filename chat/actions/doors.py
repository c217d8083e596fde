"""The doors of a room: links that open it, coming in by one, asking to be let in, letting in."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from chat.actions.clock import RoomClock, lock_room
from chat.actions.memberships import begin_membership, look_again
from chat.actions.notifications import notify
from chat.models import Invite, JoinRequest, Member, Room, User
from chat.protocol.rooms import InviteAccepted, InviteData, NewInvite
from chat.queries.access import is_banned, require
from chat.queries.doors import (
    MOST_INVITES,
    MOST_REQUESTS,
    access_invite,
    access_request,
    invite_data,
    open_invites,
)
from chat.queries.members import list_keepers
from chat.queries.notifications import name_room
from chat.refusals import NotFound, Refused
from chat.texts import say


def create_invite(*, member: Member, new: NewInvite) -> InviteData:
    """A link into the room. Raises Refused: forbidden, room_closed, conflict (too many are open)."""
    with lock_room(member.room_id) as clock:
        require(look_again(clock, member), "invite")
        _require_open(clock.room)
        if open_invites().filter(room=clock.room).count() >= MOST_INVITES:
            raise Refused("conflict", "invites_many", limit=MOST_INVITES)
        until = None if new.expires_in is None else timezone.now() + timedelta(seconds=new.expires_in)
        invite = Invite.objects.create(
            room=clock.room,
            token=secrets.token_urlsafe(32),
            created_by=member.user,
            expires_at=until,
            max_uses=new.max_uses,
            approval=new.approval,
        )
    return invite_data(invite)


def revoke_invite(*, member: Member, invite_id: UUID) -> None:
    """Take a link back. Raises Refused("forbidden"), NotFound for one that is not this room's or taken back already."""
    require(member, "invite")
    rows = Invite.objects.filter(pk=invite_id, room_id=member.room_id, revoked_at__isnull=True)
    if rows.update(revoked_at=timezone.now()) != 1:
        raise NotFound


def accept_invite(*, user: User, token: str) -> InviteAccepted:
    """Come in by a link, or ask the keepers where the link says so. Again changes nothing and uses nothing.

    Raises NotFound (a link that does not open, somebody banned), Refused: room_full, conflict (too many ask).
    """
    room_id = access_invite(user, token).room_id
    with lock_room(room_id) as clock:
        invite = access_invite(user, token)  # the last use may have gone while we waited
        known = Member.objects.filter(room=clock.room, user=user, left_at__isnull=True).exists()
        if known:
            return InviteAccepted(state="joined", room_id=room_id)
        if is_banned(user, room_id):
            raise NotFound
        if invite.approval:
            if JoinRequest.objects.filter(room=clock.room, user=user).exists():
                return InviteAccepted(state="asked", room_id=room_id)
            _ask(clock, user)
        else:
            begin_membership(clock, user)
        invite.uses += 1
        invite.save(update_fields=["uses"])
    return InviteAccepted(state="asked" if invite.approval else "joined", room_id=room_id)


def answer_request(*, member: Member, user_id: int, accept: bool) -> None:
    """Let somebody in who asked, or not; he is told. Raises Refused: forbidden, room_closed, room_full; NotFound."""
    with lock_room(member.room_id) as clock:
        require(look_again(clock, member), "let_in")
        asked = access_request(clock.room, user_id)
        if accept:
            _require_open(clock.room)
            begin_membership(clock, asked.user)
        asked.delete()
        _tell(asked.user, "invite", clock.room, member.user.name, "let_in" if accept else "not_let_in")


def _require_open(room: Room) -> None:
    if room.deleted_at is not None:
        raise NotFound
    if room.archived:
        raise Refused("room_closed")


def _ask(clock: RoomClock, user: User) -> None:
    if JoinRequest.objects.filter(room=clock.room).count() >= MOST_REQUESTS:
        raise Refused("conflict", "requests_many")
    JoinRequest.objects.create(room=clock.room, user=user)
    for keeper in list_keepers(clock.room).exclude(user__blocks__blocked=user):
        _tell(keeper.user, "keeper", clock.room, user.name, "asks_to_join")


def _tell(user: User, kind: str, room: Room, from_name: str, key: str) -> None:
    line = say(key, user.language, room=name_room(room, user.language))
    notify(user_id=user.pk, kind=kind, room_id=room.pk, from_name=from_name, excerpt=line)
