"""The start of a person's page: the body of `hello` and `me.loaded`, and the heartbeat's answer."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from chat.models import User
from chat.protocol.events import Pong
from chat.protocol.schema import protocol_hash
from chat.queries.notifications import count_unread
from chat.queries.people import load_head, load_house, user_data
from chat.queries.rooms import list_heads, list_summaries


def load_me(user: User, connection: UUID) -> dict[str, Any]:
    """The fields of `MeState`. The person's row, and with it the head, is read first."""
    user.refresh_from_db()
    return {
        "protocol": protocol_hash(),
        "epoch": load_house().epoch,
        "connection": connection,
        "user": user_data(user),
        "user_head": user.head,
        "rooms": list_summaries(user),
        "notifications_unread": count_unread(user.pk),
        "heartbeat_seconds": settings.HEARTBEAT_SECONDS,
        "server_time": timezone.now(),
    }


def load_pong(user: User, ref: str) -> Pong:
    return Pong(ref=ref, server_time=timezone.now(), heads=list_heads(user), user_head=load_head(user))
