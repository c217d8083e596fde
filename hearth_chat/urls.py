"""Which path goes where. The page answers everything that is not an API, a socket or a static file."""

from importlib import import_module

from django.conf import settings
from django.urls import include, path, re_path

from chat.api import api
from chat.api.accounts import answer_closed
from chat.api.house import answer_ready
from chat.api.metrics import show_metrics
from chat.api.page import show_page, show_worker

# Of allauth's own paths only where a provider sends people back to, and only of providers that have their keys.
_callbacks = [
    path(
        f"accounts/{provider}/login/callback/",
        import_module(f"allauth.socialaccount.providers.{provider}.views").oauth2_callback,
        name=f"{provider}_callback",
    )
    for provider in settings.SIGN_IN_PROVIDERS
]
# Telephone numbers, codes by mail, tokens of native apps: allauth has paths for them, and we have no use.
_CLOSED = r"^_allauth/browser/v1/(?:account/phone|auth/phone/|auth/code/|auth/provider/token|auth/email/verify/resend)"
urlpatterns = [
    path("ready", answer_ready),
    path("metrics", show_metrics),
    path("sw.js", show_worker),
    path("api/", api.urls),
    re_path(_CLOSED, answer_closed),
    path("_allauth/", include("allauth.headless.urls")),
    *_callbacks,
    re_path(r"^(?!(?:api|ws|static|media|_allauth|accounts|health|ready|metrics)(?:/|$))[^.]*$", show_page),
]
