"""The side door of llama.cpp: template and tokens, over the local socket that xllamacpp opens.

Here: the three calls its Python interface lacks. Not here: generating, which goes through the callback.
"""

import http.client
import json
import socket
from typing import Any

from lily.dialogue import Message


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a socket file."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=30)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class LlamaDoor:
    def __init__(self, path: str, api_key: str) -> None:
        self._path = path
        self._headers = {"Authorization": f"Bearer {api_key}", "Content-Type": "application/json"}

    def read_context(self) -> int:
        """How many tokens one slot takes, prompt and answer together."""
        return int(self._call("GET", "/props")["default_generation_settings"]["n_ctx"])

    def tokenise(self, messages: list[Message]) -> list[int]:
        """Put the messages into the model's own chat template and count them into tokens."""
        text = self._call("POST", "/apply-template", {"messages": messages})["prompt"]
        answer = self._call("POST", "/tokenize", {"content": text, "add_special": True, "parse_special": True})
        return [int(token) for token in answer["tokens"]]

    def count_tokens(self, text: str) -> int:
        return len(self._call("POST", "/tokenize", {"content": text})["tokens"])

    def _call(self, method: str, path: str, body: dict[str, object] | None = None) -> dict[str, Any]:
        connection = UnixConnection(self._path)
        try:
            connection.request(method, path, json.dumps(body) if body else None, self._headers)
            response = connection.getresponse()
            answer: dict[str, Any] = json.loads(response.read())
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise RuntimeError(f"llama.cpp answered {response.status} to {path}: {answer}")
        return answer
