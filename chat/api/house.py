"""Health and readiness: what a platform asks. Touch nothing that needs a person."""

from django.http import HttpRequest, HttpResponse

from chat.protocol.bodies import Health
from chat.readiness import load_readiness


async def answer_health(request: HttpRequest) -> HttpResponse:
    """200 while the process lives."""
    return HttpResponse(Health().model_dump_json(), content_type="application/json")


async def answer_ready(request: HttpRequest) -> HttpResponse:
    """200, or 503 when the house cannot do its work."""
    ready = await load_readiness()
    status = 503 if ready.status == "down" else 200
    return HttpResponse(ready.model_dump_json(), status=status, content_type="application/json")
