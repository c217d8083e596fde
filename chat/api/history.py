"""Messages over HTTP: history, and saying something without a socket."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from ninja.security import django_auth
from pydantic import Field

from chat.actions.messages import send_message
from chat.addresses import address_of_request
from chat.limits import take_send
from chat.protocol.base import MAX_SAFE_INTEGER
from chat.protocol.bodies import FavoriteList, HistoryAnswer, PinList
from chat.protocol.commands import NewMessage
from chat.protocol.shapes import MessageData
from chat.queries.access import access_membership, access_room
from chat.queries.entry import load_history
from chat.queries.messages import Cursor, list_favorites, list_pinned
from chat.queries.rooms import visible_from

router = Router(tags=["messages"], auth=django_auth)
MessageId = Annotated[int | None, Field(ge=1, le=MAX_SAFE_INTEGER)]


class WindowQuery(Schema):
    """Which window of history. The cursors are message ids; at most one of them counts."""

    before: MessageId = None
    after: MessageId = None
    around: MessageId = None
    day: Annotated[date | None, Field(alias="date")] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@router.get("/rooms/{int:room_id}/messages", response=HistoryAnswer)
def list_history(
    request: HttpRequest,
    room_id: int,
    window: Query[WindowQuery],
) -> HistoryAnswer:
    """A window of messages, oldest first."""
    user: Any = request.user
    room = access_room(user, room_id)
    return load_history(user, room, Cursor(**window.dict()))


@router.post("/rooms/{int:room_id}/messages", response={201: MessageData})
def say_something(request: HttpRequest, room_id: int, new: NewMessage) -> Status[MessageData]:
    """The same as `message.send` on the socket."""
    user: Any = request.user
    take_send(user.pk, room_id, address_of_request(request.META))
    return Status(201, send_message(member=access_membership(user, room_id), new=new))


@router.get("/rooms/{int:room_id}/pins", response=PinList)
def list_pins(request: HttpRequest, room_id: int) -> PinList:
    """The pinned messages of a room."""
    user: Any = request.user
    member = access_membership(user, room_id)
    return PinList(messages=list_pinned(room_id, visible_from(member, member.room)))


@router.get("/favorites", response=FavoriteList)
def list_kept(request: HttpRequest) -> FavoriteList:
    """The messages that I keep."""
    user: Any = request.user
    return FavoriteList(messages=list_favorites(user))
