"""Bodies of the HTTP calls around the socket. Shapes are shared with the socket's frames."""

from typing import Annotated, Literal

from pydantic import Field

from chat.protocol.base import Frame, Id, Name, Seq, Uuid
from chat.protocol.shapes import (
    AiProvider,
    ClientAiSettings,
    Language,
    LilyMode,
    MemberData,
    MessageData,
    NotificationData,
    Notify,
    RoomSummary,
    UserData,
)


class ErrorBody(Frame):
    """What went wrong, in the person's language; `fields` says it field by field."""

    code: str
    message: str
    fields: dict[str, str] | None


class ErrorAnswer(Frame):
    """The shape of every answer that is not a success."""

    error: ErrorBody


class Limits(Frame):
    """The bounds that the page must know to be kind before the server has to be strict."""

    text_length: int
    name_length: int
    max_tokens_default: int
    max_tokens_cap: int


class SignIn(Frame):
    """Which ways in there are."""

    guests: bool


class Config(Frame):
    """What this house offers."""

    default_room_id: Id
    guests_enabled: bool
    languages: list[Language]
    limits: Limits
    providers: list[AiProvider]
    lily_urls: list[str]
    lily_api_url: str
    sign_in: SignIn
    livekit: bool
    push_key: str | None


class SessionAnswer(Frame):
    """`GET /api/session`."""

    user: UserData | None
    csrf_token: str
    config: Config


class NewGuest(Frame):
    """`POST /api/guest`."""

    name: Name
    language: Language


class GuestAnswer(Frame):
    """The guest who just sat down; the token is a new one."""

    user: UserData
    csrf_token: str


class HistoryAnswer(Frame):
    """A window of messages, oldest first."""

    head: Seq
    messages: list[MessageData]
    referenced: list[MessageData]
    members: list[MemberData]
    has_before: bool
    has_after: bool


class RoomList(Frame):
    """`GET /api/rooms`: the rooms one may see."""

    rooms: list[RoomSummary]


class RoomPatch(Frame):
    """`PATCH /api/rooms/{id}`: null leaves a field as it is."""

    slow_seconds: Annotated[int, Field(ge=0, le=86_400)] | None = None
    lily: LilyMode | None = None


class MyRoomPatch(Frame):
    """`PATCH /api/rooms/{id}/me`: null leaves a field as it is."""

    favorite: bool | None = None
    notify: Notify | None = None


class SettingsPatch(Frame):
    """`PATCH /api/settings`: null leaves a field as it is."""

    language: Language | None = None
    receipts: bool | None = None
    client_ai_settings: ClientAiSettings | None = None


class NotificationList(Frame):
    """`GET /api/notifications`: newest first."""

    notifications: list[NotificationData]
    unread: int
    has_before: bool


class NotificationsRead(Frame):
    """`POST /api/notifications/read`: these, or all with null."""

    ids: Annotated[list[Uuid], Field(max_length=200)] | None


class FavoriteList(Frame):
    """`GET /api/favorites`: kept messages, newest first."""

    messages: list[MessageData]


class PinList(Frame):
    """`GET /api/rooms/{id}/pins`: pinned messages, newest first."""

    messages: list[MessageData]


class Health(Frame):
    """`GET /health`."""

    status: Literal["ok"] = "ok"


class Ready(Frame):
    """`GET /ready`: each part is "ok", "degraded" (the house works without it) or "down"."""

    status: Literal["ok", "degraded", "down"]
    database: Literal["ok", "down"]
    channel_layer: Literal["ok", "down"]
    media: Literal["ok", "down"]
    lily: Literal["ok", "degraded"]


WindowLimit = Annotated[int, Field(ge=1, le=200)]
