"""Notifications: that somebody was mentioned or answered; that one has read of it. Who pushes them is `pushing.py`."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from chat.actions.clock import tick_person
from chat.actions.telling import tell_mark
from chat.events import publish, user_topic
from chat.models import Member, Message, Notification, PushSubscription, User
from chat.protocol.events import MeNotificationChanged, NotificationPart
from chat.push import may_push
from chat.queries.blocks import list_blocking
from chat.queries.notifications import CALLS, count_unread, notification_data

MOST_EXCERPT = 200  # characters


def notify_new(*, message: Message, mentioned: Iterable[Member], quoted: Message | None) -> None:
    """Tell whom a new message calls: by name, by answering him, or by being said to him alone."""
    called = _call_mentioned(mentioned)
    if quoted is not None and quoted.author_id is not None and quoted.author_id not in message.mentions:
        here = Member.objects.filter(room_id=message.room_id, user_id=quoted.author_id, left_at__isnull=True)
        if here.exclude(notify="none").exists():
            called[quoted.author_id] = "reply"
    if message.room.visibility == "direct":
        both = Member.objects.filter(room_id=message.room_id, left_at__isnull=True, notify="all")
        called = dict.fromkeys(both.values_list("user_id", flat=True), "mention") | called
    _call(message, called)


def notify_mentioned(*, message: Message, mentioned: Iterable[Member]) -> None:
    """Tell those whose name an edit put in; those who want no word of this room left out."""
    _call(message, _call_mentioned(mentioned))


def notify(
    *, user_id: int, kind: str, room_id: int, from_name: str, excerpt: str, message: Message | None = None
) -> None:
    """Store one notification, have it pushed, tell the person's own tabs; inside the caller's transaction."""
    row = _find_unread_of_two(user_id, message) or Notification(user_id=user_id, room_id=room_id)
    row.kind, row.from_name, row.message, row.excerpt = kind, from_name, message, excerpt[:MOST_EXCERPT]
    row.created_at = timezone.now()
    row.push_at, row.push_tries, row.push_left = (
        row.created_at + timedelta(seconds=settings.PUSH_DELAY_SECONDS),
        0,
        None,
    )
    row.push = "queued" if may_push() and PushSubscription.objects.filter(user_id=user_id).exists() else "none"
    row.save()
    _tell(user_id, row)
    _tell_marks(user_id, {room_id})


def clear_excerpts(*, message: Message) -> None:
    """The words of a message that was taken back leave the notifications too, and nobody has them before him."""
    rows = Notification.objects.filter(message=message)
    rows.update(excerpt="")
    rows.filter(kind__in=CALLS).update(read=True)
    for row in rows.order_by("user_id"):
        _tell(row.user_id, row)
        _tell_marks(row.user_id, {row.room_id})


def change_excerpts(*, message: Message) -> None:
    """Other words in the place of the earlier ones."""
    Notification.objects.filter(message=message).update(excerpt=message.text[:MOST_EXCERPT])


def read_calls(*, member: Member, created_seq: int) -> bool:
    """Who has read a room up to here has read what called him there. Returns whether anything did."""
    rows = Notification.objects.filter(user_id=member.user_id, room_id=member.room_id, read=False, kind__in=CALLS)
    changed = rows.filter(message__created_seq__lte=created_seq).update(read=True)
    if changed:
        _tell(member.user_id, None)
    return bool(changed)


def mark_notifications_read(*, user: User, ids: list[UUID] | None) -> int:
    """Mark these (or all) as read; returns how many are left unread."""
    with transaction.atomic():
        rows = Notification.objects.filter(user=user, read=False)
        if ids is not None:
            rows = rows.filter(pk__in=ids)
        room_ids = set(rows.values_list("room_id", flat=True))
        if rows.update(read=True):
            _tell(user.pk, None)
            _tell_marks(user.pk, room_ids)
    return count_unread(user.pk)


def _call_mentioned(mentioned: Iterable[Member]) -> dict[int, str]:
    return {member.user_id: "mention" for member in mentioned if member.notify != "none"}


def _call(message: Message, called: dict[int, str]) -> None:
    """Neither the writer nor who does not want to hear him is told."""
    deaf = list_blocking(message.author_id, set(called))
    for user_id, kind in sorted(called.items()):  # people's clocks move in one order everywhere
        if user_id != message.author_id and user_id not in deaf:
            notify(
                user_id=user_id,
                kind=kind,
                room_id=message.room_id,
                from_name=message.author_name,
                excerpt=_excerpt(message),
                message=message,
            )


def _find_unread_of_two(user_id: int, message: Message | None) -> Notification | None:
    """In a one-to-one room every message calls: the one that waits there is renewed, so that the bell counts one."""
    if message is None or message.room.visibility != "direct":
        return None
    return Notification.objects.filter(user_id=user_id, room_id=message.room_id, read=False, kind__in=CALLS).first()


def _tell(user_id: int, row: Notification | None) -> None:
    data = None if row is None else notification_data(row)
    part = NotificationPart(notification=data, unread=count_unread(user_id))
    publish(user_topic(user_id), MeNotificationChanged(user_head=tick_person(user_id), data=part))


def _tell_marks(user_id: int, room_ids: set[int]) -> None:
    """What is left to read in these rooms changed with it."""
    for member in Member.objects.filter(user_id=user_id, room_id__in=room_ids, left_at__isnull=True):
        tell_mark(member)


def _excerpt(message: Message) -> str:
    """The words, or the names of the files where there are none."""
    words: str = message.text or ", ".join(kept["name"] for kept in message.attachments)
    return words[:MOST_EXCERPT]
