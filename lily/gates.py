"""What stands before every call: the Bearer token and the size of a body.

Here: ASGI middleware that needs no parsed request, so that a stranger's upload is never read.
Not here: CORS (Starlette's).
"""

import hmac

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lily.errors import LilyError, refuse_too_large

OPEN_PATHS = frozenset({"/health", "/api/v2/health"})


class TokenGate:
    """With a token set, every call but /health must bring it. Compared in constant time."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._wanted = f"Bearer {token}".encode() if token else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._lets_in(scope):
            refusal = LilyError(401, "unauthorized", "This Lily asks for a Bearer token.")
            await refusal.build_response()(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _lets_in(self, scope: Scope) -> bool:
        if self._wanted is None or scope["path"] in OPEN_PATHS:
            return True
        given = Headers(scope=scope).get("authorization", "")
        return hmac.compare_digest(given.encode(), self._wanted)


class BodyGate:
    """Bodies over ``limit`` bytes are refused: by their announced length, or while they come in."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > self._limit:
            await self._refuse().build_response()(scope, receive, send)
            return
        came = 0

        async def receive_counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > self._limit:
                raise self._refuse()
            return message

        await self._app(scope, receive_counted, send)

    def _refuse(self) -> LilyError:
        return refuse_too_large(f"The body is over {self._limit // 1_000_000} MB.")
