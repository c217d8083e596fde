"""Notifications: that somebody was mentioned or answered; that one has read of it."""

from collections.abc import Iterable
from uuid import UUID

from chat.actions.clock import tick_person
from chat.events import publish, user_topic
from chat.models import Member, Message, Notification, User
from chat.protocol.events import MeNotificationChanged, NotificationPart
from chat.queries.notifications import count_unread, notification_data

MOST_EXCERPT = 200  # characters


def notify_mentioned(*, message: Message, mentioned: Iterable[Member]) -> None:
    """Tell those whose name was called, the writer and those who want no word of this room left out."""
    for member in mentioned:
        if member.user_id != message.author_id and member.notify != "none":
            _notify(message, member.user_id, "mention")


def notify_quoted(*, message: Message, quoted: Message | None) -> None:
    """Tell whom this message answers, once: who was mentioned too knows it already."""
    if quoted is None or quoted.author_id is None or quoted.author_id == message.author_id:
        return
    if quoted.author_id in message.mentions:
        return
    here = Member.objects.filter(room_id=message.room_id, user_id=quoted.author_id, left_at__isnull=True)
    if here.exclude(notify="none").exists():
        _notify(message, quoted.author_id, "reply")


def clear_excerpts(*, message: Message) -> None:
    """The words of a message that was taken back leave the notifications too."""
    Notification.objects.filter(message=message).update(excerpt="")


def mark_notifications_read(*, user: User, ids: list[UUID] | None) -> int:
    """Mark these (or all) as read; returns how many are left unread."""
    rows = Notification.objects.filter(user=user, read=False)
    changed = (rows if ids is None else rows.filter(pk__in=ids)).update(read=True)
    unread = count_unread(user.pk)
    if changed:
        part = NotificationPart(notification=None, unread=unread)
        publish(user_topic(user.pk), MeNotificationChanged(user_head=tick_person(user.pk), data=part))
    return unread


def notify(
    *, user_id: int, kind: str, room_id: int, from_name: str, excerpt: str, message: Message | None = None
) -> None:
    """Store one notification and tell the person's own tabs; inside the caller's transaction."""
    row = Notification.objects.create(
        user_id=user_id,
        kind=kind,
        room_id=room_id,
        message=message,
        from_name=from_name,
        excerpt=excerpt[:MOST_EXCERPT],
    )
    part = NotificationPart(notification=notification_data(row), unread=count_unread(user_id))
    publish(user_topic(user_id), MeNotificationChanged(user_head=tick_person(user_id), data=part))


def _notify(message: Message, user_id: int, kind: str) -> None:
    notify(
        user_id=user_id,
        kind=kind,
        room_id=message.room_id,
        from_name=message.author_name,
        excerpt=message.text,
        message=message,
    )
