"""What a client may say on the socket. One class a frame; the union is parsed in one step."""

import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, TypeAdapter, ValidationInfo, field_validator

from chat.protocol.base import (
    MAX_ATTACHMENTS,
    MAX_SIGNAL,
    MAX_TEXT,
    ClientId,
    Emoji,
    Frame,
    Id,
    Ref,
    Seq,
    Text,
    Uuid,
    shows_something,
)
from chat.protocol.shapes import ClientAiSettings


def _not_empty(text: str) -> str:
    if not shows_something(text):
        message = "must not be empty"
        raise ValueError(message)
    return text


class NewMessage(Frame):
    """What a message is made of, however it comes: by socket or by HTTP. Files may come without words."""

    attachment_ids: Annotated[list[Uuid], Field(max_length=MAX_ATTACHMENTS)]  # first: `text` looks at them
    client_id: ClientId
    text: Annotated[Text, Field(max_length=MAX_TEXT)]
    reply_to: Id | None
    client_ai_settings: ClientAiSettings | None

    @field_validator("text")
    @classmethod
    def _check_words(cls, text: str, info: ValidationInfo) -> str:
        if shows_something(text):
            return text
        return "" if info.data.get("attachment_ids") else _not_empty(text)


class RoomEnter(Frame):
    """Load or catch up a room; with `seat` sit down, and join a public room."""

    type: Literal["room.enter"]
    ref: Ref
    room_id: Id
    since: Seq | None
    seat: bool


class RoomLeave(Frame):
    """Give up the seat; the membership stays."""

    type: Literal["room.leave"]
    ref: Ref
    room_id: Id


class MessageSend(NewMessage):
    """Say something. A repeat with the same `client_id` gets the first message back."""

    type: Literal["message.send"]
    ref: Ref
    room_id: Id


class MessageEdit(Frame):
    """Say one's own message in other words."""

    type: Literal["message.edit"]
    ref: Ref
    message_id: Id
    text: Annotated[Text, Field(max_length=MAX_TEXT), AfterValidator(_not_empty)]


class MessageDelete(Frame):
    """Take a message back: a tombstone stays."""

    type: Literal["message.delete"]
    ref: Ref
    message_id: Id


class MessagePin(Frame):
    """Pin a message in its room, or take the pin off."""

    type: Literal["message.pin"]
    ref: Ref
    message_id: Id
    on: bool


class MessageFavorite(Frame):
    """Keep a message for oneself; nobody else learns of it."""

    type: Literal["message.favorite"]
    ref: Ref
    message_id: Id
    on: bool


class ReactionSet(Frame):
    """Set one's reaction under a message, or take it off."""

    type: Literal["reaction.set"]
    ref: Ref
    message_id: Id
    emoji: Emoji
    on: bool


class RoomRead(Frame):
    """Read up to here; only forward."""

    type: Literal["room.read"]
    ref: Ref
    room_id: Id
    created_seq: Seq


class RoomUnread(Frame):
    """Unread from here on; only back."""

    type: Literal["room.unread"]
    ref: Ref
    room_id: Id
    created_seq: Seq


class TypingSet(Frame):
    """Writing something, or not any more; runs out by itself."""

    type: Literal["typing.set"]
    ref: Ref
    room_id: Id
    on: bool


class ReplyStop(Frame):
    """Stop Lily's answer; what she said so far stays."""

    type: Literal["reply.stop"]
    ref: Ref
    message_id: Id


class ReplyRetry(Frame):
    """Ask Lily again for an answer that failed or was stopped."""

    type: Literal["reply.retry"]
    ref: Ref
    message_id: Id


def _bounded_payload(payload: dict[str, Any]) -> dict[str, Any]:
    if len(json.dumps(payload)) > MAX_SIGNAL:
        message = "is larger than 32 KiB"
        raise ValueError(message)
    return payload


class SignalSend(Frame):
    """A WebRTC signal to somebody seated in the same room, to all his tabs or to one connection."""

    type: Literal["signal.send"]
    ref: Ref
    room_id: Id
    to_user_id: Id
    to_connection: str | None
    payload: Annotated[dict[str, Any], AfterValidator(_bounded_payload)]


class Ping(Frame):
    """Still here; the answer carries every head."""

    type: Literal["ping"]
    ref: Ref


class MeLoad(Frame):
    """The body of `hello` again."""

    type: Literal["me.load"]
    ref: Ref


Command = (
    RoomEnter
    | RoomLeave
    | MessageSend
    | MessageEdit
    | MessageDelete
    | MessagePin
    | MessageFavorite
    | ReactionSet
    | RoomRead
    | RoomUnread
    | TypingSet
    | ReplyStop
    | ReplyRetry
    | SignalSend
    | Ping
    | MeLoad
)
COMMAND: TypeAdapter[Command] = TypeAdapter(Annotated[Command, Field(discriminator="type")])
