"""The page: one HTML file that the front-end build made, and its service worker. The rest comes from /static/."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_NOT_BUILT = "The page is not built yet. Run ./script/setup, then start Hearth again."


@require_safe
def show_page(request: HttpRequest) -> HttpResponse:
    """Any path of the single-page app."""
    page = _read_page(settings.FRONTEND_DIST / "index.html")
    if page is None:
        return HttpResponse(_NOT_BUILT, status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(page)
    response["Cache-Control"] = "no-cache"  # its assets are immutable, itself is not
    return response


@require_safe
def show_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root, so that it may see to every page of the house."""
    worker = _read_page(settings.FRONTEND_DIST / "sw.js")
    if worker is None:
        return HttpResponse(_NOT_BUILT, status=503, content_type="text/plain; charset=utf-8")
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return HttpResponse(worker, content_type="text/javascript; charset=utf-8", headers=headers)


@cache
def _read_page(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
