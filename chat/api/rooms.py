"""Rooms: the list, one room, its settings, what it is to me."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from ninja.security import django_auth

from chat.actions.members import leave_room
from chat.actions.rooms import change_my_room, change_room
from chat.protocol.rooms import MyRoomPatch, RoomList, RoomPatch
from chat.protocol.shapes import RoomData, RoomSummary
from chat.queries.access import access_membership, access_room
from chat.queries.rooms import count_people, list_public_rooms, list_summaries, load_role, room_data

router = Router(tags=["rooms"], auth=django_auth)


@router.get("/rooms", response=RoomList)
def list_rooms(request: HttpRequest) -> RoomList:
    """The rooms one may see: mine first, then public ones."""
    user: Any = request.user
    rooms = [*list_summaries(user), *list_public_rooms(user)]
    return RoomList(rooms=rooms, counts=count_people(rooms))


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
    return change_room(member=access_membership(user, room_id), patch=patch)


@router.patch("/rooms/{int:room_id}/me", response=RoomSummary)
def set_my_room(request: HttpRequest, room_id: int, patch: MyRoomPatch) -> RoomSummary:
    """What a room is to me: favourite, which notifications."""
    user: Any = request.user
    return change_my_room(member=access_membership(user, room_id), patch=patch)


@router.post("/rooms/{int:room_id}/leave", response={204: None})
def leave(request: HttpRequest, room_id: int) -> Status[None]:
    """Give up my membership."""
    user: Any = request.user
    leave_room(member=access_membership(user, room_id))
    return Status(204, None)
