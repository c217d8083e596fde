"""The doors of rooms: invite links, the room seen through one, who asked to join."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from ninja.security import django_auth

from chat.actions.doors import accept_invite, answer_request, create_invite, revoke_invite
from chat.addresses import address_of_request
from chat.limits import acts_of_person, invite_looks, invites_of_person, take_knock
from chat.protocol.rooms import (
    InviteAccepted,
    InviteData,
    InviteList,
    InvitePreview,
    JoinAnswer,
    JoinRequestList,
    NewInvite,
)
from chat.queries.access import access_membership, require
from chat.queries.doors import list_invites, list_requests, preview_invite

router = Router(tags=["doors"], auth=django_auth)


@router.get("/rooms/{int:room_id}/invites", response=InviteList)
def show_invites(request: HttpRequest, room_id: int) -> InviteList:
    """The links that open this room; its keepers only."""
    user: Any = request.user
    member = access_membership(user, room_id)
    require(member, "invite")
    return InviteList(invites=list_invites(member.room))


@router.post("/rooms/{int:room_id}/invites", response={201: InviteData})
def make_invite(request: HttpRequest, room_id: int, new: NewInvite) -> Status[InviteData]:
    """A link into this room; its keepers only."""
    user: Any = request.user
    member = access_membership(user, room_id)
    invites_of_person.take(str(user.pk))
    return Status(201, create_invite(member=member, new=new))


@router.delete("/rooms/{int:room_id}/invites/{uuid:invite_id}", response={204: None})
def take_back_invite(request: HttpRequest, room_id: int, invite_id: UUID) -> Status[None]:
    """The link opens nothing any more."""
    user: Any = request.user
    revoke_invite(member=access_membership(user, room_id), invite_id=invite_id)
    return Status(204, None)


@router.get("/invites/{str:token}", response=InvitePreview, auth=None)
def look_through(request: HttpRequest, token: str) -> InvitePreview:
    """The room behind a link, also for somebody who has taken no name yet. Bounded per address."""
    user: Any = request.user
    invite_looks.take(address_of_request(request.META))
    return preview_invite(user if user.is_authenticated else None, token)


@router.post("/invites/{str:token}/accept", response=InviteAccepted)
def come_in(request: HttpRequest, token: str) -> InviteAccepted:
    """Come in by a link, or ask to be let in. Bounded per address and person."""
    user: Any = request.user
    take_knock(user.pk, address_of_request(request.META))
    return accept_invite(user=user, token=token)


@router.get("/rooms/{int:room_id}/requests", response=JoinRequestList)
def show_requests(request: HttpRequest, room_id: int) -> JoinRequestList:
    """Who asked to join, the longest waiting first; for the room's keepers."""
    user: Any = request.user
    member = access_membership(user, room_id)
    require(member, "let_in")
    return JoinRequestList(requests=list_requests(member.room))


@router.post("/rooms/{int:room_id}/requests/{int:user_id}", response={204: None})
def answer_knock(request: HttpRequest, room_id: int, user_id: int, answer: JoinAnswer) -> Status[None]:
    """Let somebody in, or not."""
    user: Any = request.user
    acts_of_person.take(str(user.pk))
    answer_request(member=access_membership(user, room_id), user_id=user_id, accept=answer.accept)
    return Status(204, None)
