"""The daily mail about what somebody has missed. Started by `manage.py send_digests`."""

from datetime import datetime
from itertools import groupby
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from chat.models import Notification, User
from chat.queries.notifications import is_reachable, list_digest_people, list_missed, name_room
from chat.queries.people import as_language
from chat.texts import Line, say

MOST_LINES = 3  # of one room

log = structlog.get_logger("chat.digests")


def send_digests(*, most: int) -> int:
    """Mail up to `most` people; returns how many mails went out. Two runs at once send one mail a person."""
    now = timezone.now()
    return sum(send_digest(user=user, now=now) for user in list_digest_people(now, most))


def send_digest(*, user: User, now: datetime) -> bool:
    """Mail one person what he missed, if anything. A mail that could not be sent is tried again by the next run."""
    before, mine = user.digest_sent_at, User.objects.filter(pk=user.pk)
    if mine.filter(digest_sent_at=before).update(digest_sent_at=now) != 1:
        return False  # another run was quicker
    missed = list_missed(user, now)
    if not missed or not is_reachable(user):
        return False
    language = as_language(user.language)
    subject = say("digest_subject", language, count=len(missed))
    try:
        send_mail(subject, _write(user, missed, language), None, [user.email])
    except (OSError, SMTPException) as error:
        mine.filter(digest_sent_at=now).update(digest_sent_at=before)
        log.warning("digest_failed", user_id=user.pk, error=type(error).__name__)
        return False
    return True


def _write(user: User, missed: list[Notification], language: str) -> str:
    """Plain text: each room with its newest lines and where to find them."""
    parts = [say("digest_hello", language, name=user.name)]
    for _, rows in groupby(sorted(missed, key=lambda row: row.room_id), key=lambda row: row.room_id):
        of_room = list(rows)
        room = name_room(of_room[0].room, language)
        lines = [say("digest_room", language, room=room, count=len(of_room))]
        lines += [
            say(f"digest_{row.kind}", language, name=row.from_name, excerpt=" ".join(row.excerpt.split()))
            for row in of_room[-MOST_LINES:]
        ]
        lines.append(f"  {settings.PUBLIC_URL}/rooms/{of_room[0].room_id}")
        parts.append("\n".join(lines))
    parts.append(say("digest_end", language, url=settings.PUBLIC_URL, why=Line("digest_why")))
    return "\n\n".join(parts) + "\n"
