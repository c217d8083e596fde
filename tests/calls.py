"""Calls over HTTP as the page makes them: JSON with the CSRF token."""

import json
from typing import Any

from django.test import Client


def call(client: Client, method: str, path: str, body: Any = None) -> Any:
    """The response; `body` goes as JSON."""
    token = client.get("/api/session").json()["csrf_token"]
    data = "" if body is None else json.dumps(body)
    return client.generic(method, path, data, content_type="application/json", headers={"X-CSRFToken": token})


def code_of(response: Any) -> str:
    """ "ok", or the error's code."""
    return "ok" if response.status_code < 400 else str(response.json()["error"]["code"])
