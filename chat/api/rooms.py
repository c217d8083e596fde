"""Rooms: the list, one room, its settings, what it is to me."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from ninja.security import django_auth
from pydantic import AfterValidator, Field

from chat.actions.directs import open_direct
from chat.actions.members import join_room, leave_room
from chat.actions.rooms import change_my_room, change_room, create_room, delete_room
from chat.addresses import address_of_request
from chat.limits import commands_of_person, joins_of_person, take_room
from chat.protocol.base import MAX_SAFE_INTEGER, clean_line
from chat.protocol.rooms import MemberList, MyRoomPatch, NewRoom, RoomList, RoomPatch
from chat.protocol.shapes import RoomData, RoomSummary
from chat.queries.access import access_membership, access_room, role_of
from chat.queries.lobby import load_lobby
from chat.queries.members import list_members
from chat.queries.rooms import load_role, room_data

router = Router(tags=["rooms"], auth=django_auth)


class LobbyQuery(Schema):
    """Words that the name or the topic has."""

    q: Annotated[str, Field(max_length=100), AfterValidator(clean_line)] = ""


class PageQuery(Schema):
    """After whom the page begins."""

    after: Annotated[int | None, Field(ge=1, le=MAX_SAFE_INTEGER)] = None


@router.get("/rooms", response=RoomList)
def list_rooms(request: HttpRequest, lobby: Query[LobbyQuery]) -> RoomList:
    """The rooms one may see: mine first, then public ones."""
    user: Any = request.user
    return load_lobby(user, lobby.q)


@router.post("/rooms", response={201: RoomData})
def make_room(request: HttpRequest, new: NewRoom) -> Status[RoomData]:
    """A room of one's own, or the one for two people. Bounded per person and address."""
    user: Any = request.user
    take_room(user.pk, address_of_request(request.META))
    make = open_direct if new.visibility == "direct" else create_room
    return Status(201, make(user=user, new=new))


@router.get("/rooms/{int:room_id}", response=RoomData)
def show_room(request: HttpRequest, room_id: int) -> RoomData:
    """One room."""
    user: Any = request.user
    room = access_room(user, room_id)
    return room_data(room, load_role(user, room))


@router.patch("/rooms/{int:room_id}", response=RoomData)
def set_room(request: HttpRequest, room_id: int, patch: RoomPatch) -> RoomData:
    """Change a room's settings; its keepers only."""
    user: Any = request.user
    commands_of_person.take(str(user.pk))
    return change_room(member=access_membership(user, room_id), patch=patch)


@router.delete("/rooms/{int:room_id}", response={204: None})
def end_room(request: HttpRequest, room_id: int) -> Status[None]:
    """Delete a room for everybody; its owner only."""
    user: Any = request.user
    delete_room(member=access_membership(user, room_id))
    return Status(204, None)


@router.patch("/rooms/{int:room_id}/me", response=RoomSummary)
def set_my_room(request: HttpRequest, room_id: int, patch: MyRoomPatch) -> RoomSummary:
    """What a room is to me: favourite, which notifications."""
    user: Any = request.user
    commands_of_person.take(str(user.pk))
    return change_my_room(member=access_membership(user, room_id), patch=patch)


@router.post("/rooms/{int:room_id}/join", response=RoomData)
def join(request: HttpRequest, room_id: int) -> RoomData:
    """Belong to a public room."""
    user: Any = request.user
    joins_of_person.take(str(user.pk))
    member = join_room(user=user, room=access_room(user, room_id))
    return room_data(member.room, role_of(member))


@router.get("/rooms/{int:room_id}/members", response=MemberList)
def show_members(request: HttpRequest, room_id: int, page: Query[PageQuery]) -> MemberList:
    """Who belongs here, by name; for those who do."""
    user: Any = request.user
    access_membership(user, room_id)
    return list_members(room_id, page.after)


@router.post("/rooms/{int:room_id}/leave", response={204: None})
def leave(request: HttpRequest, room_id: int) -> Status[None]:
    """Give up my membership."""
    user: Any = request.user
    commands_of_person.take(str(user.pk))
    leave_room(member=access_membership(user, room_id))
    return Status(204, None)
