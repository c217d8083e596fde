"""How errors look over HTTP: always `{"error": {code, message, fields}}`, never an HTML page, never a trace."""

from collections.abc import Callable
from typing import Any

import structlog
from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request

from chat.frames import describe_error
from chat.protocol.bodies import ErrorAnswer, ErrorBody
from chat.refusals import Refused
from chat.texts import say

MOST_BODY = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024} KiB"

log = structlog.get_logger("chat.api")
_STATUS = {
    "not_found": 404,
    "forbidden": 403,
    "guests_disabled": 403,
    "reauthenticate": 403,
    "muted": 403,
    "room_closed": 403,
    "room_full": 409,
    "conflict": 409,
    "rate_limited": 429,
    "slow_mode": 429,
    "too_large": 413,
    "bad_frame": 422,
    "unavailable": 503,
}
_OWN_CODES = frozenset({"guests_disabled", "reauthenticate"})
_BY_STATUS = {404: "not_found", 403: "forbidden", 405: "method_not_allowed", 413: "too_large", 500: "server_error"}
_JSON_PATHS = ("/api/", "/_allauth/", "/accounts/", "/health", "/ready", "/metrics")


def language_of(request: HttpRequest) -> str:
    """The person's language, else what the browser asks for."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return str(user.language)
    return get_language_from_request(request)


def answer_error(
    request: HttpRequest, status: int, code: str, *, message: str | None = None, fields: dict[str, str] | None = None
) -> HttpResponse:
    """One error in the caller's language. `code` names its line unless a message is given."""
    line = message or say(code, language_of(request), limit=MOST_BODY)
    body = ErrorAnswer(error=ErrorBody(code=code, message=line, fields=fields))
    return HttpResponse(body.model_dump_json(), status=status, content_type="application/json")


def answer_refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    if refused.key == "bad_field":  # as a body that does not fit its class
        field, reason = refused.values["field"], refused.values["reason"]
        said = say(reason.key, language_of(request), **reason.values)
        return answer_error(request, 422, "bad_request", fields={field: said})
    code = refused.key if refused.key in _OWN_CODES else refused.code  # what the page does something about
    message = say(refused.key, language_of(request), **refused.values)
    response = answer_error(request, _STATUS[code], code, message=message)
    if refused.retry_after is not None:
        response["Retry-After"] = str(max(1, round(refused.retry_after)))
    return response


def answer_csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW."""
    return answer_error(request, 403, "csrf_failed")


def describe_fields(request: HttpRequest, errors: list[dict[str, Any]]) -> dict[str, str]:
    """Which field is wrong and why, by its path without "body" and the name that the view has for it."""
    fields = {}
    for error in errors:
        line = describe_error(error)  # type: ignore[arg-type]
        where, *path = error["loc"]
        names = path[1:] if len(path) > 1 and where in ("body", "query", "form") else path
        fields[".".join(str(part) for part in names)] = say(line.key, language_of(request), **line.values)
    return fields


class JsonErrorsMiddleware:
    """Outermost: whatever went wrong below, an API path answers JSON, and nobody's cache keeps what it answers."""

    async_capable = True
    sync_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    async def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = await self.get_response(request)
        if request.path.startswith(_JSON_PATHS):
            response.headers.setdefault("Cache-Control", "no-store")
        kind = response.headers.get("Content-Type", "")
        if (
            response.status_code < 400
            or not request.path.startswith(_JSON_PATHS)
            or kind.startswith("application/json")
        ):
            return response
        code = _BY_STATUS.get(response.status_code, "bad_request")
        plain = answer_error(_without_user(request), response.status_code, code)
        if response.streaming:
            return plain
        response.content = plain.content  # the headers that the middleware below has set stay
        response["Content-Type"] = plain["Content-Type"]
        response.headers.pop("Content-Length", None)
        return response


def _without_user(request: HttpRequest) -> HttpRequest:
    """Here is no database thread to load the person from: the browser's language must do."""
    request.__dict__.pop("user", None)
    return request
