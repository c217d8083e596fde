"""Going: for now (sign out), with everything that is mine (export), for good (delete)."""

from collections.abc import AsyncIterator
from typing import IO, Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from asgiref.sync import sync_to_async
from django.contrib.auth import logout
from django.http import HttpRequest, StreamingHttpResponse
from ninja import Router, Status
from ninja.security import django_auth

from chat import limits
from chat.actions.accounts import end_sessions
from chat.actions.leaving import delete_account
from chat.protocol.mine import AccountRemoval
from chat.queries.export import export_person
from chat.refusals import Refused

PIECE_BYTES = 256 * 1024
router = Router(tags=["me"], auth=django_auth)


@router.post("/me/sign-out", response={204: None})
def sign_out(request: HttpRequest) -> Status[None]:
    """End this session; its sockets close. A guest cannot come back as the same person."""
    user: Any = request.user
    logout(request)
    end_sessions(user_id=user.pk)
    return Status(204, None)


@router.get(
    "/me/export", response={200: None}, openapi_extra={"responses": {200: {"content": {"application/zip": {}}}}}
)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Everything that is mine, as a zip."""
    user: Any = request.user
    limits.exports_of_person.take(str(user.pk))
    answer = StreamingHttpResponse(_read(export_person(user)), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="hearth-chat.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


@router.post("/me/delete", response={204: None})
def delete_me(request: HttpRequest, removal: AccountRemoval) -> Status[None]:
    """Go for good. Who has an account shows once more that it is he, through allauth's `auth/reauthenticate`."""
    user: Any = request.user
    if not user.is_guest and not did_recently_reauthenticate(request):
        raise Refused("forbidden", "reauthenticate")
    delete_account(user=user, name=removal.name, messages=removal.messages)
    logout(request)
    return Status(204, None)


async def _read(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while piece := await sync_to_async(file.read, thread_sensitive=False)(PIECE_BYTES):
            yield piece
