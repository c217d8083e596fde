"""From an id to an object: permission or NotFound. The only code that decides who may what (docs/permissions.md)."""

from typing import Any, Literal
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from chat.models import Attachment, Ban, Member, Message, Reply, Room, User
from chat.protocol.base import MAX_SAFE_INTEGER
from chat.protocol.shapes import Role
from chat.refusals import NotFound, Refused

Act = Literal[
    "change_room", "rule_room", "delete_room", "invite", "let_in", "sanction", "name_keepers", "hand_over",
    "decide_reports", "delete_any", "stop_any", "skip_slow_mode",
]  # fmt: skip
_OWNER: frozenset[Role] = frozenset({"owner"})
_KEEPERS: frozenset[Role] = frozenset({"owner", "keeper"})
# Which role may do what in its room; what is not named here is for everyone who belongs to it.
MAY: dict[Act, frozenset[Role]] = {
    "change_room": _KEEPERS,  # name, topic, slow mode, Lily
    "rule_room": _OWNER,  # who sees it, how many, its history, archive
    "delete_room": _OWNER,
    "invite": _KEEPERS,
    "let_in": _KEEPERS,  # who asked to join
    "sanction": _KEEPERS,  # mute, remove, ban: those below oneself
    "name_keepers": _OWNER,
    "hand_over": _OWNER,
    "decide_reports": _KEEPERS,
    "delete_any": _KEEPERS,
    "stop_any": _KEEPERS,
    "skip_slow_mode": _KEEPERS,
}
_RANK: dict[Role, int] = {"guest": 0, "member": 1, "keeper": 2, "owner": 3}


def role_of(member: Member) -> Role:
    """The role that counts: where the house keeps a room, its staff are keepers. Needs `member.user`, `.room`."""
    stored: Any = member.role
    return max(stored, "keeper", key=_RANK.__getitem__) if member.room.house_kept and member.user.is_staff else stored


def require(member: Member, act: Act) -> None:
    """Raises Refused("forbidden") unless the person's role may do this."""
    if role_of(member) not in MAY[act]:
        raise Refused("forbidden")


def require_above(member: Member, other: Member) -> None:
    """One acts only upon those below oneself. Raises Refused("forbidden")."""
    if _RANK[role_of(other)] >= _RANK[role_of(member)]:
        raise Refused("forbidden")


def access_room(user: User, room_id: int) -> Room:
    """A room that this person may see: an open public one, or one he belongs to; not where he is banned.

    Raises NotFound.
    """
    mine = Member.objects.filter(room=OuterRef("pk"), user=user, left_at__isnull=True)
    standing = Room.objects.filter(pk=_bounded(room_id), deleted_at__isnull=True)
    rooms = standing.filter(Q(visibility="public", archived=False) | Exists(mine))
    room = rooms.exclude(Exists(standing_bans(user).filter(room=OuterRef("pk")))).first()
    if room is None:
        raise NotFound
    return room


def standing_bans(user: User | None = None) -> QuerySet[Ban]:
    """The bans that keep this person (or anybody) out now."""
    bans = Ban.objects.filter(Q(until__isnull=True) | Q(until__gt=timezone.now()))
    return bans if user is None else bans.filter(user=user)


def is_banned(user: User, room_id: int) -> bool:
    """Whether the person has to stay away from this room now."""
    return standing_bans(user).filter(room_id=room_id).exists()


def access_membership(user: User, room_id: int) -> Member:
    """The person's membership of a room. Raises NotFound for a room he does not belong to."""
    mine = Member.objects.filter(room_id=_bounded(room_id), user=user, left_at__isnull=True)
    for member in mine.filter(room__deleted_at__isnull=True).select_related("room", "user"):
        return member  # there is one at most: first() would sort
    raise NotFound


def access_answer(user: User, message_id: int) -> tuple[Member, Message]:
    """One of Lily's messages that the person may see. Raises NotFound."""
    member, message = access_message(user, message_id)
    if message.author_kind != "lily":
        raise NotFound
    return member, message


def access_message(user: User, message_id: int) -> tuple[Member, Message]:
    """A message that stands, in a room that the person belongs to. Raises NotFound."""
    message = Message.objects.filter(pk=_bounded(message_id), deleted=False).first()
    if message is None:
        raise NotFound
    member = access_membership(user, message.room_id)
    if member.room.history == "since_joined" and message.created_seq < member.joined_seq:
        raise NotFound
    return member, message


def access_attachment(user: User, attachment_id: UUID) -> Attachment:
    """A file of a message that the person may see; an unsent one is its uploader's while he belongs to the room."""
    row = Attachment.objects.filter(pk=attachment_id).first()
    if row is None:
        raise NotFound
    if row.message_id is not None:
        access_message(user, row.message_id)
    elif row.uploader_id != user.pk:
        raise NotFound
    else:
        access_membership(user, row.room_id)
    return row


def seen_by(user: User) -> Q:
    """Which messages a person may see, as a condition on rows of Favorite: of rooms that he belongs to, and where these
    show only what came since one joined, nothing older.
    """
    mine = Q(message__room__members__user=user, message__room__members__left_at__isnull=True)
    since = Q(message__created_seq__gte=F("message__room__members__joined_seq"))
    return mine & (Q(message__room__history="all") | since)


def require_speaker(member: Member) -> None:
    """Who may say something now. Raises NotFound for a room that is gone; Refused: room_closed, muted (with the seconds
    until it ends).
    """
    if member.room.deleted_at is not None:
        raise NotFound
    if member.room.archived:
        raise Refused("room_closed")
    now = timezone.now()
    if member.muted_until is not None and member.muted_until > now:
        raise Refused("muted", retry_after=max(0.1, round((member.muted_until - now).total_seconds(), 1)))


def require_editor(member: Member, message: Message) -> None:
    """Only the writer puts other words in his place."""
    require_speaker(member)
    if message.author_kind != "user" or message.author_id != member.user_id:
        raise Refused("forbidden")


def require_deleter(member: Member, message: Message) -> None:
    """The writer, who asked for Lily's answer, and who keeps the room."""
    if role_of(member) in MAY["delete_any"] or (message.author_kind == "user" and message.author_id == member.user_id):
        return
    asker = Reply.objects.filter(message=message).values_list("asker_id", flat=True).first()
    if message.author_kind != "lily" or asker != member.user_id:
        raise Refused("forbidden")


def require_stopper(member: Member, asker_id: int | None) -> None:
    """Who asked may stop the answer, and who keeps the room."""
    if member.user_id != asker_id:
        require(member, "stop_any")


def _bounded(number: int) -> int:
    """An id from a URL may be larger than any database integer; such a row does not exist."""
    if not 0 < number <= MAX_SAFE_INTEGER:
        raise NotFound
    return number
