"""A person's tab in a test: a socket on the ASGI application that keeps what it was told."""

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Any, Self
from uuid import uuid4

from channels.testing import WebsocketCommunicator
from django.contrib.sessions.backends.db import SessionStore

from chat.models import User
from hearth_chat.asgi import application

PATIENCE = 5.0
Json = dict[str, Any]


def session_cookie(user: User) -> str:
    """The cookie of a new session of this person."""
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return f"hearth_session={session.session_key}"


class Tab:
    """`await Tab(cookie).open()`, then `ask` and `wait_for`."""

    def __init__(self, cookie: str = "", *, origin: str | None = None) -> None:
        headers = [(b"host", b"testserver"), (b"cookie", cookie.encode())]
        if origin is not None:
            headers.append((b"origin", origin.encode()))
        self.socket = WebsocketCommunicator(application, "/ws/", headers=headers)
        self.frames: list[Json] = []
        self._refs = itertools.count(1)

    async def open(self) -> Self:
        accepted, _ = await self.socket.connect(timeout=PATIENCE)
        assert accepted
        self.hello = await self.next_frame()
        assert self.hello["type"] == "hello"
        return self

    async def next_frame(self) -> Json:
        frame: Json = json.loads(await self.socket.receive_from(timeout=PATIENCE))
        self.frames.append(frame)
        return frame

    async def wait_for(self, found: Callable[[Json], bool]) -> Json:
        """The first frame, already received or still to come, that is what one looks for."""
        for frame in self.frames:
            if found(frame):
                return frame
        while not found(frame := await self.next_frame()):
            pass
        return frame

    async def wait_message(self, **wanted: Any) -> Json:
        """The first message.changed whose message has these values."""

        def fits(frame: Json) -> bool:
            message = frame.get("message") or {}
            return frame["type"] == "message.changed" and all(message.get(key) == wanted[key] for key in wanted)

        message: Json = (await self.wait_for(fits))["message"]
        return message

    async def ask(self, kind: str, **fields: Any) -> Json:
        """Send a command and return its answer."""
        ref = f"r{next(self._refs)}"
        await self.say({"type": kind, "ref": ref, **fields})
        return await self.wait_for(lambda frame: frame.get("ref") == ref)

    async def say(self, frame: Json | str) -> None:
        await self.socket.send_to(text_data=frame if isinstance(frame, str) else json.dumps(frame))

    async def enter(self, room_id: int, since: int | None = None, *, seat: bool = True) -> Json:
        return await self.ask("room.enter", room_id=room_id, since=since, seat=seat)

    async def send(self, room_id: int, line: str, **fields: Any) -> Json:
        return await self.ask("message.send", room_id=room_id, **(new_message(line) | fields))

    async def closed(self) -> int:
        """The code that the server closed with; frames before it are kept."""
        while True:
            output = await self.socket.receive_output(timeout=PATIENCE)
            if output["type"] == "websocket.close":
                return int(output.get("code", 1000))
            self.frames.append(json.loads(output["text"]))

    async def leave(self) -> None:
        await self.socket.disconnect(timeout=PATIENCE)


def new_message(text: str) -> Json:
    return {
        "client_id": str(uuid4()),
        "text": text,
        "reply_to": None,
        "attachment_ids": [],
        "client_ai_settings": None,
    }


def ai_settings(**fields: Any) -> Json:
    names = (
        "ai_enabled", "ai_provider", "lily_api_url", "lily_model",
        "gemini_model", "openai_model", "max_tokens", "temperature",
    )  # fmt: skip
    return dict.fromkeys(names) | fields


async def settle() -> None:
    """Let everything that is ready on the loop run once."""
    await asyncio.sleep(0)
