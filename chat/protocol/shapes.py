"""The objects that frames and bodies carry: people, rooms, messages and what hangs on them. No frame."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from chat.protocol.base import ClientId, Frame, Id, Minutes, Seq, Time

Language = Literal["ko", "en"]
Role = Literal["owner", "keeper", "member", "guest"]
Visibility = Literal["public", "private", "direct"]
LilyMode = Literal["off", "called", "company"]
HistoryMode = Literal["all", "since_joined"]
Notify = Literal["all", "mentions", "none"]
AuthorKind = Literal["user", "lily", "system"]
MessageStatus = Literal["complete", "queued", "writing", "stopped", "failed"]
PresenceState = Literal["seated", "away", "gone"]
AiProvider = Literal["lily", "gemini", "openai"]


class Avatar(Frame):
    """A face: drawn from the seed, or a picture."""

    seed: str
    image_url: str | None


class UserData(Frame):
    """A person as he sees himself."""

    id: Id
    name: str
    is_guest: bool
    language: Language
    avatar: Avatar
    is_staff: bool


class MemberData(Frame):
    """A person in a room. `left` rows stay, so that those who were away learn of it."""

    room_id: Id
    user_id: Id
    name: str
    avatar: Avatar
    role: Role
    muted_until: Time | None
    left: bool
    seq: Seq


class RoomData(Frame):
    """A room. `head` is its clock, `seq` the stamp of its own row; `my_role` is null in events."""

    id: Id
    name: str
    topic: str
    visibility: Visibility
    capacity: int | None
    lily: LilyMode
    slow_seconds: int
    history: HistoryMode
    archived: bool
    my_role: Role | None
    seq: Seq
    head: Seq
    purged_before_seq: Seq
    created_at: Time


class Author(Frame):
    """Who wrote a message; `name` as it was then."""

    kind: AuthorKind
    user_id: Id | None
    name: str


class MessageError(Frame):
    """Why Lily could not answer: a code the page translates, and a kind line in the asker's language."""

    code: str
    message: str


class Reaction(Frame):
    """One emoji under a message and the first 50 who set it."""

    emoji: str
    count: int
    user_ids: list[Id]


class Source(Frame):
    """Where in a document Lily found her words."""

    attachment_id: UUID
    title: str
    page: int | None
    excerpt: str


class AttachmentData(Frame):
    """A file in a room."""

    id: UUID
    kind: Literal["image", "document", "audio"]
    name: str
    media_type: str
    bytes: int
    width: int | None
    height: int | None
    seconds: float | None
    placeholder: str | None
    url: str
    thumbnail_url: str | None
    state: Literal["ready", "processing", "failed"]
    detail: str | None


class MessageData(Frame):
    """One message. `created_seq` orders; `seq` grows with every change."""

    id: Id
    room_id: Id
    seq: Seq
    created_seq: Seq
    client_id: ClientId | None
    author: Author
    text: str
    status: MessageStatus
    error: MessageError | None
    question_id: Id | None
    reply_to: Id | None
    attachments: list[AttachmentData]
    reactions: list[Reaction]
    mentions: list[Id]
    sources: list[Source]
    model: str | None
    pinned: bool
    edited_at: Time | None
    edited_by: Id | None
    deleted: bool
    created_at: Time


class Partner(Frame):
    """The other one of a one-to-one room."""

    user_id: Id
    name: str
    avatar: Avatar


class RoomSummary(Frame):
    """A room in a person's list. `partner` is null unless the room is one-to-one."""

    room: RoomData
    read_seq: Seq
    unread: int
    mentions: int
    favorite: bool
    notify: Notify
    last_message: MessageData | None
    partner: Partner | None


class Presence(Frame):
    """Where a person is in a room."""

    user_id: Id
    state: PresenceState


class ReadMark(Frame):
    """How far a person has read."""

    user_id: Id
    created_seq: Seq


class ClientAiSettings(Frame):
    """What the sender asks of Lily for one message; null means "what I saved".

    Numbers outside the limits are bounded when the settings are merged, not refused.
    """

    ai_enabled: bool | None
    ai_provider: AiProvider | None
    lily_api_url: Annotated[str, Field(max_length=500)] | None
    lily_model: Annotated[str, Field(max_length=200)] | None
    gemini_model: Annotated[str, Field(max_length=200)] | None
    openai_model: Annotated[str, Field(max_length=200)] | None
    max_tokens: int | None
    temperature: Annotated[float, Field(allow_inf_nan=False)] | None


class NotificationData(Frame):
    """Something that happened to a person while he may have been away."""

    id: UUID
    kind: Literal["mention", "reply", "invite", "keeper"]
    room_id: Id
    message_id: Id | None
    from_name: str
    excerpt: str
    read: bool
    created_at: Time


Theme = Literal["night", "day", "system"]
TextSize = Literal["small", "normal", "large", "larger"]
Motion = Literal["full", "calm", "system"]
Digest = Literal["never", "daily"]


class PageSettings(Frame):
    """How the page looks; null means "as the device has it"."""

    theme: Theme | None
    text_size: TextSize | None
    motion: Motion | None


class QuietHours(Frame):
    """Do not disturb from `begin` until `end`, in minutes after midnight of the person's time zone."""

    begin: Minutes
    end: Minutes


class SettingsData(Frame):
    """What a person has saved, and what he is called.

    `receipts`, `presence`: whether others may see how far one has read, that one is seated. `blocked`: people that he
    does not want to hear.
    """

    name: str
    avatar: Avatar
    language: Language
    receipts: bool
    presence: bool
    page: PageSettings
    time_zone: str
    quiet: QuietHours | None
    digest: Digest
    blocked: list[Id]
    client_ai_settings: ClientAiSettings
