"""Reads about notifications: a row on the wire, the list, how many are unread."""

from typing import Any
from uuid import UUID

from chat.models import Notification, User
from chat.protocol.bodies import NotificationList
from chat.protocol.shapes import NotificationData
from chat.refusals import NotFound

WINDOW = 50
MOST_COUNTED = 100


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


def count_unread(user_id: int) -> int:
    """Unread notifications, counted to 100."""
    return Notification.objects.filter(user_id=user_id, read=False)[:MOST_COUNTED].count()


def list_notifications(user: User, before: UUID | None) -> NotificationList:
    """The newest, or those before one of them. Raises NotFound for a cursor that is not the person's."""
    rows = Notification.objects.filter(user=user)
    if before is not None:
        cursor = rows.filter(pk=before).first()
        if cursor is None:
            raise NotFound
        rows = rows.filter(created_at__lt=cursor.created_at)
    newest = list(rows.order_by("-created_at", "-pk")[: WINDOW + 1])
    return NotificationList.model_construct(
        notifications=[notification_data(row) for row in newest[:WINDOW]],
        unread=count_unread(user.pk),
        has_before=len(newest) > WINDOW,
    )
