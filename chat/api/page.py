"""The page: one HTML file that the front-end build made. Everything in it comes from /static/."""

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


@cache
def _read_page(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
