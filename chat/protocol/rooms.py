"""Bodies about rooms: the lobby, making and changing one, its members, invite links, who asked to join, bans."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from chat.protocol.base import MAX_CAPACITY, Frame, Id, Reason, RoomName, Time, Topic
from chat.protocol.shapes import Avatar, HistoryMode, LilyMode, MemberData, Notify, Role, RoomSummary, Visibility

Capacity = Annotated[int, Field(ge=1, le=MAX_CAPACITY)]
SlowSeconds = Annotated[int, Field(ge=0, le=86_400)]


class RoomCount(Frame):
    """How many belong to a room, and how many sit there now."""

    room_id: Id
    members: int
    seated: int


class RoomList(Frame):
    """`GET /api/rooms`: the rooms one may see, mine first; `counts` has a line for each."""

    rooms: list[RoomSummary]
    counts: list[RoomCount]


class NewRoom(Frame):
    """`POST /api/rooms`. A one-to-one room (`direct`) names `user_id` and no name; every other needs a name.

    `capacity` null: no limit.
    """

    name: RoomName | None = None
    topic: Topic = ""
    visibility: Visibility = "private"
    capacity: Capacity | None = None
    lily: LilyMode = "called"
    history: HistoryMode = "all"
    slow_seconds: SlowSeconds = 0
    user_id: Id | None = None


class RoomPatch(Frame):
    """`PATCH /api/rooms/{id}`: what is not given, or null, stays; a given null `capacity` takes the limit away."""

    name: RoomName | None = None
    topic: Topic | None = None
    visibility: Literal["public", "private"] | None = None
    capacity: Capacity | None = None
    lily: LilyMode | None = None
    history: HistoryMode | None = None
    slow_seconds: SlowSeconds | None = None
    archived: bool | None = None


class MyRoomPatch(Frame):
    """`PATCH /api/rooms/{id}/me`: null leaves a field as it is."""

    favorite: bool | None = None
    notify: Notify | None = None


class MemberList(Frame):
    """`GET /api/rooms/{id}/members?after=`: those who belong here by name, 200 a page; `next` is the next `after`."""

    members: list[MemberData]
    next: Id | None


class MemberPatch(Frame):
    """`PATCH /api/rooms/{id}/members/{user_id}`: what is not given stays.

    `role: "owner"` hands the room over: who gave it is a keeper then. `muted_until` null that is given ends the mute.
    `banned` true takes the person out and keeps him out until `banned_until` (null: until lifted); false lifts it.
    """

    role: Role | None = None
    muted_until: Time | None = None
    banned: bool | None = None
    banned_until: Time | None = None
    reason: Reason = ""


class BanData(Frame):
    """Somebody who has to stay away."""

    user_id: Id
    name: str
    avatar: Avatar
    reason: str
    until: Time | None
    created_at: Time


class BanList(Frame):
    """`GET /api/rooms/{id}/bans`: newest first."""

    bans: list[BanData]


class NewInvite(Frame):
    """`POST /api/rooms/{id}/invites`. Null: for ever, for as many as come. `approval`: who comes by it only asks."""

    expires_in: Annotated[int, Field(ge=60, le=31_536_000)] | None = None  # seconds
    max_uses: Annotated[int, Field(ge=1, le=10_000)] | None = None
    approval: bool = False


class InviteData(Frame):
    """A link into a room; `path` is what follows the house's address."""

    id: UUID
    token: str
    path: str
    created_by: str
    expires_at: Time | None
    max_uses: int | None
    uses: int
    approval: bool
    created_at: Time


class InviteList(Frame):
    """`GET /api/rooms/{id}/invites`: those that still open the door, newest first."""

    invites: list[InviteData]


class InvitePreview(Frame):
    """`GET /api/invites/{token}`: the room behind the door. `state` is what the person is to it already."""

    room_id: Id
    name: str
    topic: str
    member_count: int
    seated: int
    faces: list[Avatar]
    full: bool
    approval: bool
    invited_by: str
    state: Literal["new", "member", "asked", "banned"]


class InviteAccepted(Frame):
    """`POST /api/invites/{token}/accept`: inside, or the keepers were asked."""

    state: Literal["joined", "asked"]
    room_id: Id


class JoinRequestData(Frame):
    """Somebody who asked to be let in."""

    user_id: Id
    name: str
    avatar: Avatar
    is_guest: bool
    created_at: Time


class JoinRequestList(Frame):
    """`GET /api/rooms/{id}/requests`: oldest first."""

    requests: list[JoinRequestData]


class JoinAnswer(Frame):
    """`POST /api/rooms/{id}/requests/{user_id}`."""

    accept: bool
