"""Reads about blocks: whom a person does not want to hear, and whether two people are apart."""

from collections.abc import Iterable

from django.db.models import Q

from chat.models import Block, Member, User
from chat.protocol.base import MAX_SAFE_INTEGER
from chat.protocol.safety import BlockedPerson, BlockList
from chat.queries.people import avatar_of
from chat.refusals import NotFound

MOST_BLOCKED = 500  # by one person


def is_blocked_between(one_id: int, other_id: int) -> bool:
    """Whether either of the two has blocked the other."""
    either = Q(user_id=one_id, blocked_id=other_id) | Q(user_id=other_id, blocked_id=one_id)
    return Block.objects.filter(either).exists()


def list_blocking(author_id: int | None, user_ids: Iterable[int]) -> set[int]:
    """Those of these people who do not want to hear this author."""
    ids = list(user_ids)
    if not ids:
        return set()  # most words call nobody
    return set(Block.objects.filter(user_id__in=ids, blocked_id=author_id).values_list("user_id", flat=True))


def list_blocked_people(user: User) -> BlockList:
    """Whom the person has blocked, newest first."""
    rows = Block.objects.filter(user=user).select_related("blocked").order_by("-pk")
    people = [
        BlockedPerson.model_construct(
            user_id=row.blocked_id, name=row.blocked.name, avatar=avatar_of(row.blocked), created_at=row.created_at
        )
        for row in rows
    ]
    return BlockList.model_construct(people=people)


def access_acquaintance(user: User, user_id: int) -> User:
    """Somebody else who shares, or shared, a room with this person. Raises NotFound."""
    if not 0 < user_id <= MAX_SAFE_INTEGER or user_id == user.pk:
        raise NotFound
    shared = Member.objects.filter(user=user).values("room")
    met = Member.objects.filter(user_id=user_id, room__in=shared).select_related("user").first()
    if met is None:
        raise NotFound
    return met.user
