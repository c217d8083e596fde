"""Reads about notifications: a row on the wire, the list, what is unread, whose hours are quiet, who gets a mail."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.account.models import EmailAddress
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from chat.models import Member, Notification, Room, User
from chat.protocol.bodies import NotificationList
from chat.protocol.shapes import NotificationData
from chat.refusals import NotFound
from chat.texts import say

WINDOW = 50
MOST_COUNTED = 100
CALLS = ("mention", "reply")  # what stands in a room and is read with it; the other kinds are read in the list
DIGEST_EVERY = timedelta(hours=24)
DIGEST_AFTER = timedelta(hours=1)  # who comes back within it needs no mail


def notification_data(row: Notification) -> NotificationData:
    stored: Any = row
    return NotificationData.model_construct(
        id=row.pk,
        kind=stored.kind,
        room_id=row.room_id,
        message_id=row.message_id,
        from_name=row.from_name,
        excerpt=row.excerpt,
        read=row.read,
        created_at=row.created_at,
    )


def standing(user_id: int) -> QuerySet[Notification]:
    """The person's notifications that still mean something: the room is there, and he belongs where he was called."""
    here = Member.objects.filter(room=OuterRef("room"), user_id=user_id, left_at__isnull=True)
    reachable = ~Q(kind__in=CALLS) | Exists(here)
    return Notification.objects.filter(reachable, user_id=user_id, room__deleted_at__isnull=True)


def count_unread(user_id: int) -> int:
    """Unread notifications, counted to 100. Most people have none, which is a third of the work to find out."""
    if not Notification.objects.filter(user_id=user_id, read=False).exists():
        return 0
    return standing(user_id).filter(read=False)[:MOST_COUNTED].count()


def list_notifications(user: User, before: UUID | None) -> NotificationList:
    """The newest, or those before one of them. Raises NotFound for a cursor that is not the person's."""
    rows = standing(user.pk)
    if before is not None:
        cursor = Notification.objects.filter(user=user, pk=before).first()
        if cursor is None:
            raise NotFound
        older = Q(created_at__lt=cursor.created_at) | Q(created_at=cursor.created_at, pk__lt=cursor.pk)
        rows = rows.filter(older)
    newest = list(rows.order_by("-created_at", "-pk")[: WINDOW + 1])
    return NotificationList.model_construct(
        notifications=[notification_data(row) for row in newest[:WINDOW]],
        unread=count_unread(user.pk),
        has_before=len(newest) > WINDOW,
    )


def is_quiet(user: User, now: datetime) -> bool:
    """Whether the person is not to be disturbed now. The hours may span midnight; equal ends are no hours at all."""
    begin, end = user.quiet_from, user.quiet_until
    if begin is None or end is None:
        return False
    try:
        here = now.astimezone(ZoneInfo(user.time_zone))
    except (ZoneInfoNotFoundError, ValueError):
        here = now  # a zone that a newer system knew
    minute = here.hour * 60 + here.minute
    return begin <= minute < end if begin <= end else minute >= begin or minute < end


def name_room(room: Room, language: str) -> str:
    """The name as the page shows it: the fireplace has one in every language."""
    return say("the_fireplace", language) if room.house_kept else room.name


def list_digest_people(now: datetime, most: int) -> list[User]:
    """Who wants a daily mail, can be reached and has missed something; those who waited longest first."""
    due = Q(digest_sent_at__isnull=True) | Q(digest_sent_at__lte=now - DIGEST_EVERY)
    people = User.objects.filter(due, digest="daily", is_guest=False, is_active=True, deleted_at__isnull=True)
    missed = Notification.objects.filter(user=OuterRef("pk"), read=False, created_at__lte=now - DIGEST_AFTER)
    found = people.exclude(email="").filter(Exists(missed)).order_by(F("digest_sent_at").asc(nulls_first=True), "pk")
    return list(found[:most])


def list_missed(user: User, now: datetime) -> list[Notification]:
    """What the next mail tells: unread, an hour old, and not in the last one. Oldest first, at most 100."""
    rows = standing(user.pk).filter(read=False, created_at__lte=now - DIGEST_AFTER).select_related("room")
    if user.digest_sent_at is not None:
        rows = rows.filter(created_at__gt=user.digest_sent_at - DIGEST_AFTER)
    return list(rows.order_by("created_at", "pk")[:MOST_COUNTED])


def is_reachable(user: User) -> bool:
    """Whether the address is proved to be his."""
    return bool(EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists())


def is_too_old(row: Notification) -> bool:
    """Whether what happened is no news any more: a push would only confuse."""
    return timezone.now() - row.created_at > timedelta(days=1)
