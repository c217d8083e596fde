"""`GET /metrics`: only from the addresses, or with the token, that the operator names; for others it is not there."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST

from chat.addresses import client_address
from chat.api.errors import answer_error
from chat.metrics import reply_queue, write_metrics
from chat.queries.replies import count_queued
from chat.readiness import note_layer
from chat.threads import run_query


async def show_metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format."""
    if not _may_read(request):
        return answer_error(request, 404, "not_found")
    reply_queue.set(await run_query(count_queued))
    note_layer()
    return HttpResponse(write_metrics(), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return True
    address = client_address(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))
    return address in settings.METRICS_ADDRESSES
