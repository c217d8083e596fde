"""Rooms: the list, one room."""

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.security import django_auth

from chat.protocol.bodies import RoomList
from chat.protocol.shapes import RoomData
from chat.queries.access import access_room
from chat.queries.rooms import list_public_rooms, list_summaries, load_role, room_data

router = Router(tags=["rooms"], auth=django_auth)


@router.get("/rooms", response=RoomList)
def list_rooms(request: HttpRequest) -> RoomList:
    """The rooms one may see: mine first, then public ones."""
    user: Any = request.user
    return RoomList(rooms=[*list_summaries(user), *list_public_rooms(user)])


@router.get("/rooms/{int:room_id}", response=RoomData)
def show_room(request: HttpRequest, room_id: int) -> RoomData:
    """One room."""
    user: Any = request.user
    room = access_room(user, room_id)
    return room_data(room, load_role(user, room))
