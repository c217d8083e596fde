"""Web push: which browsers want it, which notification is due, what became of it. Who sends is `chat/notifier.py`.

The table of notifications is the queue, a conditional UPDATE is the lock: what a sender writes is WHERE push_at = its
own lease, so one that slept through it changes nothing.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from chat.limits import pushes_of_person
from chat.models import Notification, PushSubscription, User
from chat.protocol.mine import NewPushSubscription
from chat.push import Refusal, Target, check_target, may_push
from chat.queries.notifications import CALLS, is_quiet, is_too_old, name_room, standing
from chat.queries.people import as_language, list_standing
from chat.refusals import Refused
from chat.texts import say

MOST_SUBSCRIPTIONS = 20  # of one person; the oldest goes
MOST_FAILURES = 20  # in a row; then the browser is given up
MOST_TRIES = 5
LEASE = timedelta(seconds=60)
FIRST_PAUSE_SECONDS, MOST_PAUSE_SECONDS = 30.0, 3600.0

Outcome = Literal["sent"] | Refusal


@dataclass(frozen=True)
class Push:
    """A notification that is this sender's until `lease`: what to say, and to which browsers by their row's id."""

    notification_id: UUID
    lease: datetime
    tries: int
    targets: dict[int, Target]
    message: bytes
    topic: str


def keep_subscription(*, user: User, session_key: str, new: NewPushSubscription) -> None:
    """This browser wants to be told, as long as this session stands; it may have been another person's before.

    Raises Refused: conflict (this house has no keys), bad_frame (an address or keys that cannot be right).
    """
    if not may_push():
        raise Refused("conflict", "push_off")
    if not check_target(Target(new.endpoint, new.p256dh, new.auth)):
        raise Refused("bad_frame", "push_target_wrong")
    PushSubscription.objects.update_or_create(
        endpoint_hash=_hash(new.endpoint),
        defaults={
            "user": user,
            "endpoint": new.endpoint,
            "p256dh": new.p256dh,
            "auth": new.auth,
            "session_key": session_key,
            "failures": 0,
        },
    )
    newest = PushSubscription.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)
    PushSubscription.objects.filter(pk__in=list(newest)[MOST_SUBSCRIPTIONS:]).delete()


def drop_subscription(*, user: User, endpoint: str) -> None:
    """This browser wants no more of it; one that is not this person's stays as it is."""
    PushSubscription.objects.filter(user=user, endpoint_hash=_hash(endpoint)).delete()


def claim_push() -> Push | None:
    """Take what is due for longest; what there is no reason to push any more is put aside on the way."""
    while True:
        now = timezone.now()
        waiting = Q(push="queued", push_at__lte=now) | Q(push="running", push_at__lt=now)
        row = Notification.objects.filter(waiting).select_related("user", "room").order_by("push_at").first()
        if row is None:
            return None
        lease, rows = now + LEASE, Notification.objects.filter(waiting, pk=row.pk, push_at=row.push_at)
        if rows.update(push="running", push_at=lease, push_tries=F("push_tries") + 1) != 1:
            continue  # another process was quicker
        targets = _find_targets(row, now)
        if targets:
            message, topic = _say(row), f"room-{row.room_id}"
            return Push(row.pk, lease, row.push_tries + 1, targets, message, topic)
        _mine(row.pk, lease).update(push="done")


def finish_push(*, push: Push, outcomes: dict[int, Outcome], retry_after: float = 0.0) -> None:
    """Write down what became of it: gone browsers go, busy services are asked again later, up to a bound."""
    by_outcome = {
        wanted: [pk for pk, outcome in outcomes.items() if outcome == wanted]
        for wanted in ("sent", "gone", "later", "refused")
    }
    rows = PushSubscription.objects.all()
    rows.filter(pk__in=by_outcome["gone"]).delete()
    rows.filter(pk__in=by_outcome["sent"], failures__gt=0).update(failures=0)
    failed = rows.filter(pk__in=[*by_outcome["later"], *by_outcome["refused"]])
    failed.update(failures=F("failures") + 1)
    failed.filter(failures__gte=MOST_FAILURES).delete()
    left = by_outcome["later"]
    if left and push.tries < MOST_TRIES:
        pause = min(MOST_PAUSE_SECONDS, max(retry_after, FIRST_PAUSE_SECONDS * 4 ** (push.tries - 1)))
        again = timezone.now() + timedelta(seconds=pause)
        _mine(push.notification_id, push.lease).update(push="queued", push_at=again, push_left=left)
    else:
        _mine(push.notification_id, push.lease).update(push="done", push_left=None)


def _find_targets(row: Notification, now: datetime) -> dict[int, Target]:
    """The browsers to tell: none when it was read meanwhile, in quiet hours, or when it is too much for one person."""
    user = row.user
    asleep = not user.is_active or user.deleted_at is not None or is_quiet(user, now)
    given_up = row.push_tries >= MOST_TRIES or is_too_old(row)  # a row that ends its sender each time, too
    if row.read or asleep or given_up or not standing(user.pk).filter(pk=row.pk).exists():
        return {}
    found = list(PushSubscription.objects.filter(user=user))
    sessions = list_standing({each.session_key for each in found})
    targets = {
        each.pk: Target(each.endpoint, each.p256dh, each.auth)
        for each in found
        if each.session_key in sessions and (row.push_left is None or each.pk in row.push_left)
    }
    if not targets:
        return {}
    try:
        pushes_of_person.take(str(user.pk))
    except Refused:
        return {}
    return targets


def _say(row: Notification) -> bytes:
    """The body that the service worker reads: docs/notifications.md."""
    language = as_language(row.user.language)
    alone = row.room.visibility == "direct" and row.kind in CALLS
    kind = "direct" if alone else row.kind
    place = f"/rooms/{row.room_id}"
    body = {
        "title": say(f"push_{kind}", language, name=row.from_name, room=name_room(row.room, language)),
        "body": row.excerpt,
        "tag": f"room-{row.room_id}",
        "room_id": row.room_id,
        "message_id": row.message_id,
        "url": place if row.message_id is None else f"{place}/messages/{row.message_id}",
        "language": language,
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _mine(notification_id: UUID, lease: datetime) -> QuerySet[Notification]:
    return Notification.objects.filter(pk=notification_id, push="running", push_at=lease)


def _hash(endpoint: str) -> str:
    return sha256(endpoint.encode()).hexdigest()
