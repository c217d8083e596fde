"""Bringing, sending and reading files over HTTP, as the page does."""

import json
from typing import Any

from asgiref.sync import async_to_sync
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.tab import new_message


def bring(client: Client, room_id: int, content: bytes, name: str = "photo.png") -> Any:
    """An upload as the page makes it."""
    token = client.get("/api/session").json()["csrf_token"]
    body = {"file": SimpleUploadedFile(name, content), "room_id": room_id}
    return client.post("/api/attachments", body, headers={"X-CSRFToken": token})


def send(client: Client, room_id: int, ids: list[str], text: str = "") -> Any:
    """A message that carries these files."""
    token = client.get("/api/session").json()["csrf_token"]
    body = json.dumps(new_message(text) | {"attachment_ids": ids})
    path = f"/api/rooms/{room_id}/messages"
    return client.post(path, body, content_type="application/json", headers={"X-CSRFToken": token})


def read(answer: Any) -> bytes:
    """The whole body of a file's answer, which is streamed asynchronously."""

    async def collect() -> bytes:
        return b"".join([chunk async for chunk in answer.streaming_content])

    return async_to_sync(collect)() if answer.streaming else answer.content
