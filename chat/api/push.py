"""Web push: this browser wants to be told, or no more."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from ninja.security import django_auth

from chat.actions.pushing import drop_subscription, keep_subscription
from chat.protocol.mine import NewPushSubscription, OldPushSubscription

router = Router(tags=["push"], auth=django_auth)


@router.post("/push", response={204: None})
def turn_on_push(request: HttpRequest, new: NewPushSubscription) -> Status[None]:
    """Tell this browser what calls me while I am away, as long as I am signed in there."""
    user: Any = request.user
    keep_subscription(user=user, session_key=str(request.session.session_key), new=new)
    return Status(204, None)


@router.delete("/push", response={204: None})
def turn_off_push(request: HttpRequest, old: OldPushSubscription) -> Status[None]:
    """Tell it no more."""
    user: Any = request.user
    drop_subscription(user=user, endpoint=old.endpoint)
    return Status(204, None)
