"""From an id to an object: permission or NotFound. The only code that decides who may what (docs/permissions.md)."""

from django.db.models import Q
from django.utils import timezone

from chat.models import Member, Message, Reply, Room, User
from chat.protocol.base import MAX_SAFE_INTEGER
from chat.refusals import NotFound, Refused

KEEPING_ROLES = frozenset({"owner", "keeper"})


def access_room(user: User, room_id: int) -> Room:
    """A room that this person may see: a public one, or one he belongs to. Raises NotFound."""
    mine = Q(members__user=user, members__left_at__isnull=True)
    room = Room.objects.filter(Q(visibility="public") | mine, pk=_bounded(room_id)).distinct().first()
    if room is None:
        raise NotFound
    return room


def access_membership(user: User, room_id: int) -> Member:
    """The person's membership of a room. Raises NotFound for a room he does not belong to."""
    member = (
        Member.objects.select_related("room", "user")
        .filter(room_id=_bounded(room_id), user=user, left_at__isnull=True)
        .first()
    )
    if member is None:
        raise NotFound
    return member


def access_answer(user: User, message_id: int) -> tuple[Member, Message]:
    """One of Lily's messages in a room that the person belongs to. Raises NotFound."""
    message = (
        Message.objects.filter(pk=_bounded(message_id), author_kind="lily", deleted=False)
        .select_related("reply")
        .first()
    )
    if message is None:
        raise NotFound
    return access_membership(user, message.room_id), message


def access_message(user: User, message_id: int) -> tuple[Member, Message]:
    """A message that stands, in a room that the person belongs to. Raises NotFound."""
    message = Message.objects.filter(pk=_bounded(message_id), deleted=False).first()
    if message is None:
        raise NotFound
    member = access_membership(user, message.room_id)
    if member.room.history == "since_joined" and message.created_seq < member.joined_seq:
        raise NotFound
    return member, message


def require_speaker(member: Member) -> None:
    """Who may say something now. Raises Refused: room_closed, muted."""
    if member.room.archived:
        raise Refused("room_closed")
    if member.muted_until is not None and member.muted_until > timezone.now():
        raise Refused("muted")


def require_editor(member: Member, message: Message) -> None:
    """Only the writer puts other words in his place."""
    require_speaker(member)
    if message.author_kind != "user" or message.author_id != member.user_id:
        raise Refused("forbidden")


def require_deleter(member: Member, message: Message) -> None:
    """The writer, who asked for Lily's answer, and who keeps the room."""
    if member.role in KEEPING_ROLES or (message.author_kind == "user" and message.author_id == member.user_id):
        return
    asker = Reply.objects.filter(message=message).values_list("asker_id", flat=True).first()
    if message.author_kind != "lily" or asker != member.user_id:
        raise Refused("forbidden")


def require_owner(member: Member) -> None:
    if member.role != "owner":
        raise Refused("forbidden")


def require_stopper(member: Member, asker_id: int | None) -> None:
    """Who asked may stop the answer, and who keeps the room."""
    if member.user_id != asker_id and member.role not in KEEPING_ROLES:
        raise Refused("forbidden")


def _bounded(number: int) -> int:
    """An id from a URL may be larger than any database integer; such a row does not exist."""
    if not 0 < number <= MAX_SAFE_INTEGER:
        raise NotFound
    return number
