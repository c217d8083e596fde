"""A write over HTTP as the page makes it: JSON, with the CSRF token of the session."""

import json
from typing import Any

from django.test import Client


def write(client: Client, method: str, path: str, body: Any = None) -> Any:
    """`method` is POST, PATCH, PUT or DELETE; a body of None sends none."""
    token = client.get("/api/session").json()["csrf_token"]
    return client.generic(
        method,
        path,
        "" if body is None else json.dumps(body),
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
