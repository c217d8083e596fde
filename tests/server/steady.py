"""A client that does not give up, as the page is one: it comes back to another server, resumes, and says again what
was not acknowledged. Events are applied by id and number; `held` is what its screen would show.
"""

import asyncio
import contextlib
import itertools
import json
from collections.abc import Callable
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.tab import new_message

ANSWER_SECONDS = 5.0
Json = dict[str, Any]


class SteadyClient:
    """`async with SteadyClient(client, urls, room) as tab`, then `say` and `until`. It begins at the first address."""

    def __init__(self, client: httpx.Client, urls: list[str], room_id: int) -> None:
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        self._headers = {"Cookie": cookies}
        self.http = client
        self.user_id: int = client.get("/api/session").json()["user"]["id"]
        self._urls = itertools.cycle(url.replace("http", "ws", 1) + "/ws/" for url in urls)
        self._refs = itertools.count()
        self._answers: dict[str, asyncio.Future[Json]] = {}
        self._news = asyncio.Event()
        self._here = asyncio.Event()
        self._socket: ClientConnection | None = None
        self.room_id = room_id
        self.head: int | None = None
        self.held: dict[int, Json] = {}
        self.acknowledged: dict[str, int] = {}
        self.frames: list[Json] = []
        self.closed_with: list[int | None] = []

    async def __aenter__(self) -> "SteadyClient":
        self._task = asyncio.create_task(self._stay())
        await asyncio.wait_for(self._here.wait(), 20)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()

    async def _stay(self) -> None:
        for url in self._urls:
            with contextlib.suppress(OSError, InvalidHandshake, ConnectionClosed, TimeoutError):
                self._socket = await connect(url, additional_headers=self._headers, compression=None)
                reading = asyncio.create_task(self._read(self._socket))
                try:
                    await self.resume()
                    self._here.set()
                    await reading
                finally:
                    self._here.clear()
                    reading.cancel()
                    await asyncio.gather(reading, return_exceptions=True)
                    self.closed_with.append(self._socket.close_code)
            await asyncio.sleep(0.05)

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for text in socket:
                self._take(json.loads(text))
        finally:
            for answer in self._answers.values():
                if not answer.done():
                    answer.cancel()
            self._answers.clear()

    def _take(self, frame: Json) -> None:
        self.frames.append(frame)
        messages = frame.get("messages", [])
        if frame["type"] == "message.changed" and frame["room_id"] == self.room_id:
            messages = [frame["message"]]
        for message in messages:
            known = self.held.get(message["id"])
            if known is None or known["seq"] < message["seq"]:
                self.held[message["id"]] = message
        if answer := self._answers.pop(frame.get("ref") or "", None):
            answer.set_result(frame)
        self._news.set()

    async def ask(self, kind: str, **fields: Any) -> Json:
        """One command, one answer. Raises ConnectionClosed, TimeoutError, or CancelledError of the answer."""
        assert self._socket is not None
        ref = f"r{next(self._refs)}"
        answer = self._answers[ref] = asyncio.get_running_loop().create_future()
        await self._socket.send(json.dumps({"type": kind, "ref": ref, **fields}))
        done, _ = await asyncio.wait({answer}, timeout=ANSWER_SECONDS)
        if not done or answer.cancelled():
            raise TimeoutError
        frame: Json = answer.result()
        return frame

    async def resume(self) -> None:
        """Load the room, or what changed since."""
        entered = await self.ask("room.enter", room_id=self.room_id, since=self.head, seat=True)
        assert entered["type"] == "room.entered", entered
        assert entered["complete"], entered
        self.head = entered["head"]

    async def say(self, text: str) -> None:
        """Say something until it is acknowledged, always with the same client_id."""
        message = new_message(text)
        while message["client_id"] not in self.acknowledged:
            with contextlib.suppress(ConnectionClosed, TimeoutError):
                await self._here.wait()
                done = await self.ask("message.send", room_id=self.room_id, **message)
                assert done["type"] == "command.done", done
                self.acknowledged[message["client_id"]] = done["message"]["id"]

    async def wait_for(self, wanted: str, seconds: float = 15.0, **fields: Any) -> Json:
        """The first frame of this type with these values, already received or still to come."""

        def look() -> Json | None:
            fitting = (f for f in self.frames if f["type"] == wanted and all(f.get(k) == v for k, v in fields.items()))
            return next(fitting, None)

        await self.until(lambda: look() is not None, seconds)
        return look() or {}

    async def wait_state(self, user_id: int, state: str) -> None:
        """Until somebody is shown like this."""
        shown = {"user_id": user_id, "state": state}
        await self.until(lambda: any(shown in frame.get("changes", []) for frame in self.frames))

    async def until(self, reached: Callable[[], bool], seconds: float = 15.0) -> None:
        """Until it is so; looked at with every frame."""
        async with asyncio.timeout(seconds):
            while not reached():
                self._news.clear()
                await self._news.wait()

    def answers(self) -> list[str]:
        """How Lily's messages stand."""
        return [message["status"] for message in self.held.values() if message["author"]["kind"] == "lily"]

    def texts(self) -> list[str]:
        """What people said, in the order of the room."""
        spoken = (message for message in self.held.values() if message["author"]["kind"] == "user")
        return [message["text"] for message in sorted(spoken, key=lambda message: message["created_seq"])]


async def poll(reached: Callable[[], bool], seconds: float = 15.0) -> None:
    """Until it is so; for what tells nobody that it changed."""
    async with asyncio.timeout(seconds):
        while not reached():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
