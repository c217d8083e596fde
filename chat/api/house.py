"""Health and readiness: what a platform asks. Touch nothing that needs a person."""

from collections.abc import Awaitable, Callable

from asgiref.sync import markcoroutinefunction
from django.http import HttpRequest, HttpResponse

from chat.protocol.bodies import Health
from chat.readiness import load_readiness


class HealthMiddleware:
    """`GET /health`: 200 while the process lives. Outermost: a platform asks by an address that is no host of ours."""

    async_capable = True
    sync_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], Awaitable[HttpResponse]]) -> None:
        self.get_response = get_response
        markcoroutinefunction(self)

    async def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/health" and request.method in {"GET", "HEAD"}:
            return HttpResponse(Health().model_dump_json(), content_type="application/json")
        return await self.get_response(request)


async def answer_ready(request: HttpRequest) -> HttpResponse:
    """200, or 503 when the house cannot do its work."""
    ready = await load_readiness()
    status = 503 if ready.status == "down" else 200
    return HttpResponse(ready.model_dump_json(), status=status, content_type="application/json")
