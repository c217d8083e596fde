"""Whether the parts that the house stands on answer. Lily may sleep: that is "degraded", not "down"."""

import time
from pathlib import Path
from typing import Literal

import httpx
from django.conf import settings
from django.db import DatabaseError

from chat.ai.lily import ask_health
from chat.files.storage import storage_answers
from chat.hub import hub
from chat.metrics import layer_dropped, layer_up
from chat.models import House
from chat.protocol.bodies import Ready
from chat.queries.people import load_house
from chat.threads import run_query

BELIEVED_SECONDS = 5.0  # an answer of Lily's is believed for so long
_lily: tuple[float, Literal["ok", "degraded"]] = (-BELIEVED_SECONDS, "degraded")


async def load_readiness() -> Ready:
    database = await run_query(_look_database)
    media = await run_query(_look_media)
    lily = await _look_lily()
    down = "down" in (database, media)  # without the layer each process still serves; heads heal what is missed
    status: Literal["ok", "degraded", "down"] = "down" if down else "degraded" if lily == "degraded" else "ok"
    return Ready(
        status=status,
        database=database,
        channel_layer="ok" if hub.layer is None or hub.layer.up else "down",
        media=media,
        lily=lily,
    )


def note_layer() -> None:
    """Put the state of the layer between processes where Prometheus reads it."""
    layer_up.set(hub.layer is None or hub.layer.up)
    layer_dropped.set(0 if hub.layer is None else hub.layer.dropped)


def _look_database() -> Literal["ok", "down"]:
    try:
        load_house()
    except (DatabaseError, House.DoesNotExist):
        return "down"
    return "ok"


def _look_media() -> Literal["ok", "down"]:
    """Whether a file can be written where uploads go; of a bucket, whether it answers."""
    if settings.MEDIA_S3_BUCKET:
        return "ok" if storage_answers() else "down"
    probe = Path(settings.MEDIA_ROOT) / ".ready"
    try:
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink(missing_ok=True)
    except OSError:
        return "down"
    return "ok"


async def _look_lily() -> Literal["ok", "degraded"]:
    global _lily  # noqa: PLW0603  a cache of one value
    if time.monotonic() - _lily[0] < BELIEVED_SECONDS:
        return _lily[1]
    try:
        answered = await ask_health(settings.LILY_API_URL + settings.LILY_API_PREFIX)
    except (httpx.HTTPError, httpx.InvalidURL):
        answered = False
    _lily = (time.monotonic(), "ok" if answered else "degraded")
    return _lily[1]
