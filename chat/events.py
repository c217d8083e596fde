"""The only way an event gets out: `publish` after the commit, `publish_now` for what is not stored.

Called by `chat/actions` only. A publish that fails never fails the action: what was committed is found by heads.
"""

from functools import partial

from django.db import transaction

from chat.hub import Envelope, hub
from chat.protocol.events import Event

REPLIES = "replies"  # wakes the reply workers; its texts are message ids that somebody asked to stop, or empty


def room_topic(room_id: int) -> str:
    return f"room.{room_id}"


def user_topic(user_id: int) -> str:
    return f"user.{user_id}"


def publish(topic: str, event: Event, *, follow: str | None = None) -> None:
    """Send an event once the surrounding transaction has committed."""
    envelope = Envelope(topic=topic, text=event.model_dump_json(), follow=follow)
    transaction.on_commit(partial(hub.publish, envelope), robust=True)


def publish_now(topic: str, event: Event) -> None:
    """Send what is never stored (presence, typing, progress)."""
    hub.publish(Envelope(topic=topic, text=event.model_dump_json()))


def wake_workers(stop_message_id: int | None = None) -> None:
    """Tell the reply workers after the commit that there is something to do, or something to stop."""
    envelope = Envelope(topic=REPLIES, text="" if stop_message_id is None else str(stop_message_id))
    transaction.on_commit(partial(hub.publish, envelope), robust=True)
