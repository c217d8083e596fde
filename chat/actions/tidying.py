"""Tidying: what has run out goes by itself, an hour after the last time at the earliest, in pieces that stay small.

`manage.py tidy` does it at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from chat.actions.attachments import discard_files, sweep_attachments
from chat.actions.leaving import remove_person
from chat.models import Attachment, Ban, House, Invite, Member, Message, Notification, Room, User

TIDY_EVERY = timedelta(hours=1)
GUEST_DAYS = 30  # a guest is kept so long after his last word
MOST_GUESTS = 500  # of one tidying
MOST_MESSAGES = 20_000
MESSAGES_A_STEP = 500
OLD_NEWS = timedelta(days=90)  # a notification that was read is kept so long
OLD_DOOR = timedelta(days=30)  # a link that opens nothing any more is kept so long

log = structlog.get_logger("chat.tidying")


@dataclass(frozen=True)
class Tidied:
    """How much of each went."""

    guests: int
    messages: int
    rooms: int
    sessions: int
    doors: int
    notifications: int
    files: int


def tidy_if_due() -> Tidied | None:
    """Tidy if nobody has within the last hour: one process of many does it."""
    now = timezone.now()
    due = Q(tidied_at__isnull=True) | Q(tidied_at__lt=now - TIDY_EVERY)
    return tidy_house(now=now) if House.objects.filter(due).update(tidied_at=now) else None


def tidy_house(*, now: datetime) -> Tidied:
    """Silent guests, deleted rooms, sessions and doors that ran out, old news, files that nobody sent."""
    return Tidied(
        guests=expire_guests(now=now),
        messages=purge_words(most=MOST_MESSAGES),
        rooms=purge_empty_rooms(),
        sessions=Session.objects.filter(expire_date__lt=now).delete()[0],
        doors=_forget_doors(now),
        notifications=Notification.objects.filter(read=True, created_at__lt=now - OLD_NEWS).delete()[0],
        files=_sweep(now),
    )


def expire_guests(*, now: datetime) -> int:
    """Guests who have not said a word for 30 days go; what they said stays under their name."""
    since = now - timedelta(days=GUEST_DAYS)
    spoke = Message.objects.filter(author=OuterRef("pk"), created_at__gte=since)
    silent = User.objects.filter(is_guest=True, deleted_at__isnull=True, created_at__lt=since).exclude(Exists(spoke))
    return sum(_let_go(guest, silent) for guest in silent.order_by("pk")[:MOST_GUESTS])


def _let_go(guest: User, silent: QuerySet[User]) -> bool:
    """One guest; one whom the database does not let go must not keep the others."""
    try:
        return remove_person(user=guest, messages="keep", name=guest.name, among=silent)
    except DatabaseError as error:
        log.warning("guest_not_removed", user_id=guest.pk, error=type(error).__name__)
        return False


def purge_words(*, most: int) -> int:
    """The words and files of rooms that were deleted, so many at most; the next tidying goes on."""
    rooms = Room.objects.filter(deleted_at__isnull=False)
    discard_files(rows=Attachment.objects.filter(room__in=rooms))
    gone = 0
    while gone < most:
        ids = list(Message.objects.filter(room__in=rooms).values_list("pk", flat=True)[:MESSAGES_A_STEP])
        if not ids:
            break
        Message.objects.filter(pk__in=ids).delete()
        gone += len(ids)
    return gone


def purge_empty_rooms() -> int:
    """Deleted rooms without words: their memberships and they themselves."""
    words = Message.objects.filter(room=OuterRef("pk"))
    rooms = list(Room.objects.filter(deleted_at__isnull=False).exclude(Exists(words)))
    Member.objects.filter(room__in=rooms).delete()
    for room in rooms:
        room.delete()
    return len(rooms)


def _sweep(now: datetime) -> int:
    """Files that were never sent, and such that no row names."""
    swept = sweep_attachments(now=now)
    return swept.unsent + swept.orphans


def _forget_doors(now: datetime) -> int:
    """Bans that ended, and links that have opened nothing for a month."""
    long_ago = now - OLD_DOOR
    bans, _ = Ban.objects.filter(until__lt=now).delete()
    used_up = Q(uses__gte=F("max_uses"), created_at__lt=long_ago)
    links, _ = Invite.objects.filter(Q(expires_at__lt=long_ago) | Q(revoked_at__lt=long_ago) | used_up).delete()
    return bans + links
