"""What the server says on the socket: answers and events. One class a frame."""

from typing import Any, Literal
from uuid import UUID

from pydantic import TypeAdapter

from chat.protocol.base import Frame, Id, Ref, Seq, Time
from chat.protocol.shapes import (
    MemberData,
    MessageData,
    NotificationData,
    Presence,
    ReadMark,
    RoomData,
    RoomSummary,
    SettingsData,
    UserData,
)

ErrorCode = Literal[
    "bad_frame", "unknown_type", "not_found", "forbidden", "muted", "slow_mode", "rate_limited", "too_large",
    "conflict", "room_full", "room_closed", "unavailable",
]  # fmt: skip


class CommandDone(Frame):
    """The command with this `ref` is committed."""

    type: Literal["command.done"] = "command.done"
    ref: Ref
    message: MessageData | None


class CommandFailed(Frame):
    """The command did nothing. `ref` is null where the frame could not be read."""

    type: Literal["command.failed"] = "command.failed"
    ref: Ref | None
    code: ErrorCode
    message: str
    retry_after: float | None


class MeState(Frame):
    """All that a person's page starts from: the body of `hello` and of `me.loaded`."""

    protocol: str
    epoch: UUID
    connection: UUID
    user: UserData
    user_head: Seq
    rooms: list[RoomSummary]
    notifications_unread: int
    heartbeat_seconds: int
    server_time: Time


class Hello(MeState):
    """The first frame of a socket."""

    type: Literal["hello"] = "hello"


class MeLoaded(MeState):
    """The answer to `me.load`."""

    type: Literal["me.loaded"] = "me.loaded"
    ref: Ref


class RoomEntered(Frame):
    """The answer to `room.enter`: a room from the start, or what changed after `since`."""

    type: Literal["room.entered"] = "room.entered"
    ref: Ref
    room: RoomData
    members: list[MemberData]
    member_count: int
    present: list[Presence]
    marks: list[ReadMark]
    head: Seq
    user_head: Seq
    favorites: list[Id]
    read_seq: Seq
    messages: list[MessageData]
    referenced: list[MessageData]
    complete: bool


class Pong(Frame):
    """The answer to `ping`: the heads of every membership and of the person."""

    type: Literal["pong"] = "pong"
    ref: Ref
    server_time: Time
    heads: dict[Id, Seq]
    user_head: Seq


class MessageChanged(Frame):
    """A message came or changed."""

    type: Literal["message.changed"] = "message.changed"
    room_id: Id
    seq: Seq
    message: MessageData


class RoomChanged(Frame):
    """A room's settings changed."""

    type: Literal["room.changed"] = "room.changed"
    room_id: Id
    seq: Seq
    room: RoomData


class RoomRemoved(Frame):
    """The room is gone for this person."""

    type: Literal["room.removed"] = "room.removed"
    room_id: Id
    reason: Literal["left", "removed", "banned", "deleted"]


class ReplyProgress(Frame):
    """Lily's words so far. Never needed for correctness."""

    type: Literal["reply.progress"] = "reply.progress"
    room_id: Id
    message_id: Id
    attempt: int
    revision: int
    text: str


class MemberChanged(Frame):
    """Somebody joined, left, was renamed, got another role or was muted."""

    type: Literal["member.changed"] = "member.changed"
    room_id: Id
    seq: Seq
    member: MemberData


class PresenceChanged(Frame):
    """Who came, went or is away; with `full` the whole list (first 100)."""

    type: Literal["presence.changed"] = "presence.changed"
    room_id: Id
    changes: list[Presence]
    full: bool


class TypingChanged(Frame):
    """Everyone who is writing now."""

    type: Literal["typing.changed"] = "typing.changed"
    room_id: Id
    user_ids: list[Id]


class ReceiptsChanged(Frame):
    """How far people have read, of those who allow it; with `full` the whole list (first 100)."""

    type: Literal["receipts.changed"] = "receipts.changed"
    room_id: Id
    marks: list[ReadMark]
    full: bool


class SignalReceived(Frame):
    """A WebRTC signal from somebody in the same room."""

    type: Literal["signal.received"] = "signal.received"
    room_id: Id
    from_user_id: Id
    from_connection: str
    payload: dict[str, Any]


class ServerRestarting(Frame):
    """The server goes; come back after this time, each client its own."""

    type: Literal["server.restarting"] = "server.restarting"
    reconnect_after_ms: int


class FavoritePart(Frame):
    """A message became, or is no more, a favourite."""

    room_id: Id
    message_id: Id
    on: bool


class NotificationPart(Frame):
    """A notification came or was read; null where several changed at once."""

    notification: NotificationData | None
    unread: int


class ReadPart(Frame):
    """A read mark moved."""

    room_id: Id
    read_seq: Seq
    unread: int
    mentions: int


class MeReadChanged(Frame):
    """For the person's own tabs: a read mark moved."""

    type: Literal["me.changed"] = "me.changed"
    user_head: Seq
    part: Literal["read"] = "read"
    data: ReadPart


class MeRoomsChanged(Frame):
    """For the person's own tabs: a room came into the list, or changed there."""

    type: Literal["me.changed"] = "me.changed"
    user_head: Seq
    part: Literal["rooms"] = "rooms"
    data: RoomSummary


class MeFavoriteChanged(Frame):
    """For the person's own tabs: a favourite changed."""

    type: Literal["me.changed"] = "me.changed"
    user_head: Seq
    part: Literal["favorite"] = "favorite"
    data: FavoritePart


class MeNotificationChanged(Frame):
    """For the person's own tabs: notifications came or were read."""

    type: Literal["me.changed"] = "me.changed"
    user_head: Seq
    part: Literal["notification"] = "notification"
    data: NotificationPart


class MeSettingsChanged(Frame):
    """For the person's own tabs: settings were saved."""

    type: Literal["me.changed"] = "me.changed"
    user_head: Seq
    part: Literal["settings"] = "settings"
    data: SettingsData


MeChanged = MeReadChanged | MeRoomsChanged | MeFavoriteChanged | MeNotificationChanged | MeSettingsChanged
Answer = CommandDone | CommandFailed | RoomEntered | Pong | MeLoaded
Event = (
    MessageChanged
    | RoomChanged
    | RoomRemoved
    | ReplyProgress
    | MemberChanged
    | PresenceChanged
    | TypingChanged
    | ReceiptsChanged
    | SignalReceived
    | ServerRestarting
    | MeChanged
)
ServerFrame = Hello | Answer | Event
SERVER_FRAME: TypeAdapter[ServerFrame] = TypeAdapter(ServerFrame)
