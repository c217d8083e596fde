"""HTTP calls of a test as the page makes them: JSON, with the CSRF token of the session."""

import json
from typing import Any

from django.test import Client

Json = dict[str, Any]


def call(client: Client, method: str, path: str, body: Any = None) -> Any:
    """The answer to one call."""
    token = client.get("/api/session").json()["csrf_token"]
    data = "" if body is None else json.dumps(body)
    return client.generic(method, path, data, content_type="application/json", headers={"X-CSRFToken": token})


def refusal(answer: Any) -> tuple[int, str]:
    """The status and the code of an answer that is not a success."""
    return answer.status_code, answer.json()["error"]["code"]


def code_of(response: Any) -> str:
    """ "ok", or the error's code."""
    return "ok" if response.status_code < 400 else str(response.json()["error"]["code"])
