"""Bodies of the HTTP calls around the socket. Shapes are shared with the socket's frames."""

from typing import Annotated, Literal

from pydantic import Field

from chat.protocol.base import Frame, Id, Name, Seq, Uuid
from chat.protocol.shapes import (
    AiProvider,
    Language,
    MemberData,
    MessageData,
    NotificationData,
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


class AttachmentLimits(Frame):
    """What may be brought: a message carries `count` files; bytes by kind; `pixels` of a picture (width x height)."""

    count: int
    image_bytes: int
    document_bytes: int
    audio_bytes: int
    pixels: int
    media_types: list[str]
    extensions: list[str]


class Limits(Frame):
    """The bounds that the page must know to be kind before the server has to be strict."""

    text_length: int
    name_length: int
    max_tokens_default: int
    max_tokens_cap: int
    room_name_length: int
    topic_length: int
    reason_length: int
    attachments: AttachmentLimits


class SignInProvider(Frame):
    """A provider that has its keys."""

    id: str
    name: str


class SignIn(Frame):
    """Which ways in there are. `accounts`: whether one may make an account here by e-mail."""

    guests: bool
    accounts: bool
    passkeys: bool
    providers: list[SignInProvider]


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
