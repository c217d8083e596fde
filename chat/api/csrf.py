"""CSRF for every path: django-ninja marks its views exempt, which here none of them is."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware


def _no_exempt_view() -> HttpResponse:
    """Stands for the view when the middleware asks whether it is exempt; never called."""
    return HttpResponse()


class EveryPathCsrfMiddleware(CsrfViewMiddleware):
    """Every unsafe method needs the token, whatever the view says."""

    def process_view(
        self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        return super().process_view(request, _no_exempt_view, callback_args, callback_kwargs)
