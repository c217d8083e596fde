"""HTTP calls of a test as the page makes them: JSON, with the CSRF token of the session."""

import json
from typing import Any

from django.test import Client

Json = dict[str, Any]


def call(client: Client, method: str, path: str, body: Any = None) -> Any:
    """The answer to one call."""
    token = client.get("/api/session").json()["csrf_token"]
    return client.generic(
        method, path, json.dumps(body), content_type="application/json", headers={"X-CSRFToken": token}
    )


def refusal(answer: Any) -> tuple[int, str]:
    """The status and the code of an answer that is not a success."""
    return answer.status_code, answer.json()["error"]["code"]
