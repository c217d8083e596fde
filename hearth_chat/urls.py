"""Which path goes where. The page answers everything that is not an API, a socket or a static file."""

from django.urls import path, re_path

from chat.api import api
from chat.api.house import answer_ready
from chat.api.metrics import show_metrics
from chat.api.page import show_page, show_worker

urlpatterns = [
    path("ready", answer_ready),
    path("metrics", show_metrics),
    path("sw.js", show_worker),
    path("api/", api.urls),
    re_path(r"^(?!(?:api|ws|static|media|_allauth|health|ready|metrics)(?:/|$))[^.]*$", show_page),
]
