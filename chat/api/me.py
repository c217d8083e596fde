"""What is mine: settings and notifications."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja.security import django_auth

from chat.actions.notifications import mark_notifications_read
from chat.actions.settings import save_settings
from chat.limits import commands_of_person
from chat.protocol.bodies import NotificationList, NotificationsRead
from chat.protocol.mine import SettingsPatch
from chat.protocol.shapes import SettingsData
from chat.queries.notifications import list_notifications
from chat.queries.people import settings_data

router = Router(tags=["me"], auth=django_auth)


@router.get("/settings", response=SettingsData)
def show_settings(request: HttpRequest) -> SettingsData:
    """What I have saved."""
    user: Any = request.user
    return settings_data(user)


@router.patch("/settings", response=SettingsData)
def change_settings(request: HttpRequest, patch: SettingsPatch) -> SettingsData:
    """Save what is given."""
    user: Any = request.user
    commands_of_person.take(str(user.pk))
    return save_settings(user=user, patch=patch)


@router.get("/notifications", response=NotificationList)
def show_notifications(request: HttpRequest, before: UUID | None = None) -> NotificationList:
    """What happened to me, newest first."""
    user: Any = request.user
    return list_notifications(user, before)


@router.post("/notifications/read", response=NotificationList)
def read_notifications(request: HttpRequest, read: NotificationsRead) -> NotificationList:
    """I have seen these, or all (null)."""
    user: Any = request.user
    commands_of_person.take(str(user.pk))
    mark_notifications_read(user=user, ids=read.ids)
    return list_notifications(user, None)
