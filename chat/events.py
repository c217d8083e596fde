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


def connection_topic(user_id: int, connection: str) -> str:
    """One socket of one person: whoever names another's connection beside this person reaches nobody."""
    return f"connection.{user_id}.{connection}"


def publish(
    topic: str,
    event: Event,
    *,
    follow: str | None = None,
    unfollow: str | None = None,
    members_version: int | None = None,
) -> None:
    """Send an event once the surrounding transaction has committed.

    `members_version` is the room's membership number: a process that holds an older one reads the members again first.
    """
    envelope = Envelope(
        topic=topic, text=event.model_dump_json(), follow=follow, unfollow=unfollow, members_version=members_version
    )
    transaction.on_commit(partial(hub.publish, envelope), robust=True)


def publish_now(topic: str, event: Event) -> None:
    """Send what is never stored (progress, receipts, signals)."""
    hub.publish(Envelope(topic=topic, text=event.model_dump_json()))


def publish_here(topic: str, event: Event) -> None:
    """Send to this process's own sockets what every process works out for itself (presence, typing)."""
    hub.publish(Envelope(topic=topic, text=event.model_dump_json(), here=True))


def check_sessions(user_id: int) -> None:
    """Have the sessions of this person's sockets looked at, in every process, once the transaction has committed."""
    envelope = Envelope(topic=user_topic(user_id), check_sessions=True)
    transaction.on_commit(partial(hub.publish, envelope), robust=True)


def wake_workers(stop_message_id: int | None = None) -> None:
    """Tell the reply workers after the commit that there is something to do, or something to stop."""
    envelope = Envelope(topic=REPLIES, text="" if stop_message_id is None else str(stop_message_id))
    transaction.on_commit(partial(hub.publish, envelope), robust=True)
