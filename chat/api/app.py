"""The API object: who is signed in, how errors look, which routers there are."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, RawPostDataException
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from chat.api import attachments, blocks, doors, history, keeping, leaving, me, people, push, rooms, search
from chat.api.errors import answer_error, answer_refusal, describe_fields, log
from chat.refusals import Refused

api = NinjaAPI(title="Hearth Chat", version="1", urls_namespace="api", docs_url="docs", openapi_url="openapi.json")
api.add_router("", people.router)
api.add_router("", rooms.router)
api.add_router("", doors.router)
api.add_router("", history.router)
api.add_router("", me.router)
api.add_router("", leaving.router)
api.add_router("", keeping.router)
api.add_router("", blocks.router)
api.add_router("", push.router)
api.add_router("", attachments.router)
api.add_router("", search.router)


@api.exception_handler(Refused)
def on_refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return answer_refusal(request, refused)


@api.exception_handler(AuthenticationError)
def on_signed_out(request: HttpRequest, _: AuthenticationError) -> HttpResponse:
    return answer_error(request, 401, "signed_out")


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return answer_error(request, 422, "bad_request", fields=describe_fields(request, error.errors))


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return answer_error(request, error.status_code, "bad_request")


@api.exception_handler(RawPostDataException)
def on_form(request: HttpRequest, _: RawPostDataException) -> HttpResponse:
    """A form where JSON is expected."""
    return answer_error(request, 415, "bad_request")


@api.exception_handler(RequestDataTooBig)
def on_too_large(request: HttpRequest, _: RequestDataTooBig) -> HttpResponse:
    return answer_error(request, 413, "too_large")


@api.exception_handler(OperationalError)
def on_database(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """It is away, or chose this call to give way to another: nothing was written, and again later can help."""
    log.error("database_failed", path=request.path, exc_info=error)
    return answer_refusal(request, Refused("unavailable", retry_after=1.0))


@api.exception_handler(Exception)
def on_broken(request: HttpRequest, error: Any) -> HttpResponse:
    """Nothing of the trace goes out; Django's logger has it."""
    log.error("request_broke", path=request.path, exc_info=error)
    return answer_error(request, 500, "server_error")
