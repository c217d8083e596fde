"""Blocks: whom a person does not want to hear. Nobody else learns of it."""

from django.db import transaction

from chat.actions.clock import lock_person
from chat.actions.settings import tell_settings
from chat.models import Block, User
from chat.protocol.base import MAX_SAFE_INTEGER
from chat.queries.blocks import MOST_BLOCKED
from chat.refusals import Refused


def block_person(*, user: User, other: User) -> None:
    """Not hear somebody any more; the person's own tabs learn of it. Raises Refused("conflict") above the bound."""
    with transaction.atomic():
        row = lock_person(user.pk)
        blocks = Block.objects.filter(user=row)
        if blocks.filter(blocked=other).exists():
            return
        if blocks.count() >= MOST_BLOCKED:
            raise Refused("conflict", "blocks_full", limit=MOST_BLOCKED)
        Block.objects.create(user=row, blocked=other)
        tell_settings(row)


def unblock_person(*, user: User, user_id: int) -> None:
    """Hear somebody again; who was not blocked stays so."""
    if user_id > MAX_SAFE_INTEGER:
        return  # a number from a URL may be larger than any id
    with transaction.atomic():
        row = lock_person(user.pk)
        lifted, _ = Block.objects.filter(user=row, blocked_id=user_id).delete()
        if lifted:
            tell_settings(row)
