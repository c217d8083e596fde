"""A guest in front of django-allauth: for its paths he is nobody yet, so that he may sign up and in."""

from collections.abc import Callable
from typing import Any

import structlog
from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import SimpleLazyObject

from chat.api.errors import answer_error
from chat.models import User

log = structlog.get_logger("chat.api")
# What the library that parses a passkey's answer raises at wrong shapes: the caller's mistake.
STUMBLES = (KeyError, TypeError, ValueError, AttributeError)
ACCOUNT_PATHS = ("/_allauth/", "/accounts/")


def guest_of(request: HttpRequest) -> User | None:
    """The guest whose session this is."""
    person: Any = get_user(request)
    return person if person.is_authenticated and person.is_guest else None


def answer_closed(request: HttpRequest) -> HttpResponse:
    """For what allauth offers and this house does not."""
    return answer_error(request, 404, "not_found")


class GuestMiddleware:
    """allauth answers 409 to whoever is signed in. A guest is signed in and has no account: it sees a stranger.

    Nothing is read before somebody asks for the person, and on other paths nothing changes.
    """

    async_capable = True
    sync_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        if request.path.startswith(ACCOUNT_PATHS):
            request.user = SimpleLazyObject(lambda: AnonymousUser() if guest_of(request) else get_user(request))  # type: ignore[assignment]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What allauth leaves to others: a provider that talks nonsense, a mail server that is away, no passkeys."""
        if request.path.startswith("/accounts/"):  # nobody should be left on a page of JSON on his way home
            log.error("provider_failed", path=request.path, exc_info=exception)
            return HttpResponseRedirect(f"{settings.HEADLESS_FRONTEND_URLS['socialaccount_login_error']}?error=unknown")
        if not request.path.startswith("/_allauth/"):
            return None
        if isinstance(exception, OSError):  # smtplib's errors are such
            log.error("mail_failed", error=type(exception).__name__, exc_info=exception)
            return answer_error(request, 503, "unavailable")
        if "/webauthn" in request.path and isinstance(exception, STUMBLES):
            log.info("passkey_unreadable", error=type(exception).__name__)
            return answer_error(request, 400, "bad_request")
        return None
