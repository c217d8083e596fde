"""Session and guests."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router, Status

from chat import limits
from chat.actions.accounts import note_session
from chat.actions.people import create_guest
from chat.addresses import address_of_request
from chat.protocol.bodies import GuestAnswer, NewGuest, SessionAnswer
from chat.queries.config import load_config
from chat.queries.people import user_data
from chat.refusals import Refused

router = Router(tags=["people"])


@router.get("/session", response=SessionAnswer)
def show_session(request: HttpRequest) -> SessionAnswer:
    """Who I am here, and what this house offers. Sets the CSRF cookie."""
    user: Any = request.user
    if user.is_authenticated:
        note_session(request=request, user=user)
    return SessionAnswer(
        user=user_data(user) if user.is_authenticated else None, csrf_token=get_token(request), config=load_config()
    )


@router.post("/guest", response={201: GuestAnswer})
def sit_down_as_guest(request: HttpRequest, new: NewGuest) -> Status[GuestAnswer]:
    """Take a name. Bounded per address."""
    if not settings.GUESTS_ENABLED:
        raise Refused("forbidden", "guests_disabled")
    limits.guests.take(address_of_request(request.META))
    guest = create_guest(new=new)
    login(request, guest, backend="django.contrib.auth.backends.ModelBackend")
    return Status(201, GuestAnswer(user=user_data(guest), csrf_token=get_token(request)))
