"""WebRTC signals between people who sit in the same room. Nothing is stored."""

from typing import Any

from chat.events import connection_topic, publish_now, user_topic
from chat.models import Member
from chat.presence import seats
from chat.protocol.events import SignalReceived
from chat.refusals import NotFound


def send_signal(
    *, member: Member, to_user_id: int, to_connection: str | None, from_connection: str, payload: dict[str, Any]
) -> None:
    """Pass a signal on. Raises NotFound unless both are seated here."""
    if not {member.user_id, to_user_id} <= seats.list_seated(member.room_id):
        raise NotFound
    event = SignalReceived(
        room_id=member.room_id, from_user_id=member.user_id, from_connection=from_connection, payload=payload
    )
    publish_now(user_topic(to_user_id) if to_connection is None else connection_topic(to_user_id, to_connection), event)
