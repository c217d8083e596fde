"""How large a body may be: held while it arrives, before anything of it is kept.

Django writes a whole body to a temporary file before it asks any view. `BoundedBodies` stands before Django and cuts a
body off where it passes its bound; `BoundedUpload` does the same where there is no such server (and for each file).
Both only mark the request. `UploaderAuth` says it, in the person's language, once it is known who asks.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import django.http.multipartparser
from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from ninja.security import SessionAuth

from chat.refusals import Refused

MARK = "hearth.too_large"
FORM = 64 * 1024  # what a form needs around its file
MIB = 1024 * 1024
UPLOADS = ("/api/attachments", "/api/me/avatar")
Receive = Callable[[], Awaitable[dict[str, Any]]]
# 500 Korean letters in a file's name are 1,500 bytes; Django reads 1,024 of a part's headers and calls the rest broken.
django.http.multipartparser.MAX_TOTAL_HEADER_SIZE = 8192  # type: ignore[attr-defined]


def largest_file() -> int:
    """Bytes of the largest file of any kind."""
    return max(settings.MAX_IMAGE_BYTES, settings.MAX_DOCUMENT_BYTES, settings.MAX_AUDIO_BYTES)


class BoundedBodies:
    """Around the ASGI application."""

    def __init__(self, application: Callable[..., Awaitable[None]]) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Any) -> None:
        upload = scope["path"] in UPLOADS
        bound = largest_file() + FORM if upload else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = _Body(scope | {MARK: False}, receive, bound)

        async def answer(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start" and body.scope[MARK]:
                message["headers"] = [*message["headers"], (b"connection", b"close")]  # what still comes is not ours
            await send(message)

        await self.application(body.scope, body.receive, answer)


class _Body:
    """A body as it is handed on: to its end, or to its bound."""

    def __init__(self, scope: dict[str, Any], receive: Receive, bound: int) -> None:
        self.scope = scope
        self._receive = receive
        self._left = bound
        self._ended = False
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        self._announced_too_much = not announced.isdigit() or int(announced) > bound

    async def receive(self) -> dict[str, Any]:
        if self._announced_too_much and not self._ended:
            return self._cut()
        message = await self._receive()
        while self._ended and message["type"] == "http.request":
            message = await self._receive()  # thrown away: Django believes that the body has ended
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                return self._cut()
            self._ended = not message.get("more_body", False)
        return message

    def _cut(self) -> dict[str, Any]:
        self._ended = self.scope[MARK] = True
        return {"type": "http.request", "body": b"", "more_body": False}


class BoundedUpload(FileUploadHandler):
    """The first of FILE_UPLOAD_HANDLERS: lets pass what is within the bound."""

    arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.arrived += len(raw_data)
        if self.arrived > largest_file() and self.request is not None:
            self.request.META[MARK] = True
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler makes the file."""


class UploaderAuth(SessionAuth):
    """Signed in, and not with more than the house takes."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        user = super().authenticate(request, key)
        too_large = request.META.get(MARK) or getattr(request, "scope", {}).get(MARK)
        if user and too_large:
            raise Refused("too_large", "file_too_large", limit=f"{largest_file() // MIB} MB")
        return user


uploader_auth = UploaderAuth(csrf=False)  # EveryPathCsrfMiddleware has looked
