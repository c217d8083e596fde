"""Reads about one-to-one rooms: with whom one may talk alone, the room of two people."""

from chat.models import Member, Room, User
from chat.queries.blocks import is_blocked_between
from chat.refusals import NotFound


def direct_key(one: User, other: User) -> str:
    """The same for both: the two ids, the lower one first."""
    low, high = sorted((one.pk, other.pk))
    return f"{low}:{high}"


def find_direct(one: User, other: User) -> Room | None:
    return Room.objects.filter(direct_key=direct_key(one, other), deleted_at__isnull=True).first()


def access_partner(user: User, user_id: int) -> User:
    """Somebody with whom one may talk alone: they share a room, and neither blocks the other. Raises NotFound."""
    partner = User.objects.filter(pk=user_id, is_active=True, deleted_at__isnull=True).exclude(pk=user.pk).first()
    if (
        partner is None
        or is_blocked_between(user.pk, partner.pk)
        or not (_share_room(user, partner) or find_direct(user, partner))
    ):
        raise NotFound
    return partner


def _share_room(one: User, other: User) -> bool:
    mine = Member.objects.filter(user=one, left_at__isnull=True).values("room")
    return Member.objects.filter(user=other, left_at__isnull=True, room__in=mine).exists()
