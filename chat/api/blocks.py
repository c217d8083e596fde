"""Blocks: whom I do not want to hear."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from ninja.security import django_auth

from chat import limits
from chat.actions.blocks import block_person, unblock_person
from chat.protocol.safety import BlockList
from chat.queries.blocks import access_acquaintance, list_blocked_people

router = Router(tags=["me"], auth=django_auth)


@router.get("/blocks", response=BlockList)
def show_blocks(request: HttpRequest) -> BlockList:
    """Whom I have blocked, newest first."""
    user: Any = request.user
    return list_blocked_people(user)


@router.put("/blocks/{int:user_id}", response={204: None})
def block(request: HttpRequest, user_id: int) -> Status[None]:
    """Not hear somebody any more whom I share, or shared, a room with."""
    user: Any = request.user
    limits.acts_of_person.take(str(user.pk))
    block_person(user=user, other=access_acquaintance(user, user_id))
    return Status(204, None)


@router.delete("/blocks/{int:user_id}", response={204: None})
def unblock(request: HttpRequest, user_id: int) -> Status[None]:
    """Hear somebody again."""
    user: Any = request.user
    limits.acts_of_person.take(str(user.pk))
    unblock_person(user=user, user_id=user_id)
    return Status(204, None)
