"""The clients of the load: picows sockets that read a frame in a few microseconds, and one that never reads."""

import asyncio
import json
import os
import socket
import time
import uuid
from array import array
from typing import Any
from urllib.parse import urlsplit

from picows import WSCloseCode, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

MARK = b"~#"  # before the number of a line, seven digits
ANSWERS = (b'{"type":"command.', b'{"type":"room.entered"')
PATIENCE = 90.0  # seconds for a hello or an answer
_REF, _HEAD = b'"ref":"', b'"head":'


class Talk:
    """The lines that were said, and who heard them when."""

    def __init__(self, lines: int) -> None:
        self.sent = array("d", bytes(8 * lines))
        self.waits = array("d")  # seconds, one for each heard line
        self.heard = 0


class Ear(WSListener):
    """One socket. Counts each line that it hears; an answer wakes who waits for its `ref`."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.counts = bytearray(len(talk.sent))
        self.greeted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting: dict[bytes, asyncio.Future[bytes]] = {}
        self.transport: WSTransport | None = None
        self.acknowledged = 0

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_disconnected(self, _: WSTransport) -> None:
        self.transport = None
        waiting: list[asyncio.Future[Any]] = [self.greeted, *self.waiting.values()]
        for each in waiting:
            each.cancel()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            transport.send_close(WSCloseCode.OK)
            transport.disconnect()
            return
        data = frame.get_payload_as_bytes()
        if not self.greeted.done() and b'"type":"hello"' in data:
            self.greeted.set_result(None)
        elif data.startswith(ANSWERS):
            self._answer(data)
        elif (at := data.find(MARK)) >= 0:
            self._hear(int(data[at + 2 : at + 9]))

    def _hear(self, number: int) -> None:
        talk = self.talk
        talk.waits.append(time.perf_counter() - talk.sent[number])
        talk.heard += 1
        self.counts[number] += 1

    def _answer(self, data: bytes) -> None:
        at = data.index(_REF) + len(_REF)
        waiting = self.waiting.pop(data[at : data.index(b'"', at)], None)
        if data.startswith(b'{"type":"command.failed"'):
            raise RuntimeError(data.decode())
        self.acknowledged += 1
        if waiting is not None and not waiting.done():
            waiting.set_result(data)

    def forget(self, talk: Talk) -> None:
        """Begin with other lines."""
        self.talk, self.counts, self.acknowledged = talk, bytearray(len(talk.sent)), 0

    def write(self, frame: bytes) -> None:
        if self.transport is None:
            raise RuntimeError("the server closed this socket")
        self.transport.send(WSMsgType.TEXT, frame)

    async def ask(self, kind: str, **fields: Any) -> bytes:
        """Send a command and wait for its answer."""
        ref = uuid.uuid4().hex
        waiting = asyncio.get_running_loop().create_future()
        self.waiting[ref.encode()] = waiting
        self.write(json.dumps({"type": kind, "ref": ref, **fields}).encode())
        async with asyncio.timeout(PATIENCE):
            answer: bytes = await waiting
        return answer


def head_in(answer: bytes) -> int:
    """The room's head in a `room.entered`."""
    at = answer.index(_HEAD) + len(_HEAD)
    return int(answer[at : answer.index(b",", at)])


async def open_ear(url: str, cookie: str, talk: Talk) -> Ear:
    """Connect; a Hearth says hello."""
    path = "/ws/" if cookie else "/"
    headers = [("Cookie", cookie)] if cookie else []
    _, ear = await ws_connect(
        lambda: Ear(talk),
        url.replace("http", "ws", 1) + path,
        extra_headers=headers,
        websocket_handshake_timeout=60,
        enable_auto_pong=True,
    )
    assert isinstance(ear, Ear)  # noqa: S101
    if cookie:
        async with asyncio.timeout(PATIENCE):
            await ear.greeted
    return ear


def open_deaf(url: str, cookie: str, room_id: int) -> socket.socket:
    """A member who sits down and never reads a byte, with as small a buffer as the system allows."""
    where = urlsplit(url)
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.connect((where.hostname, where.port))
    headers = {
        "Host": where.netloc,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "aGVhcnRoLWlzLXdhcm0tMQ==",
        "Sec-WebSocket-Version": "13",
        "Cookie": cookie,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    deaf.sendall(f"GET /ws/ HTTP/1.1\r\n{lines}\r\n".encode())
    enter = {"type": "room.enter", "ref": "deaf", "room_id": room_id, "since": None, "seat": True}
    deaf.sendall(_masked(json.dumps(enter).encode()))
    return deaf


def _masked(payload: bytes) -> bytes:
    """A text frame as a client sends it (RFC 6455, 5.2), shorter than 126 bytes."""
    mask = os.urandom(4)
    return bytes((0x81, 0x80 | len(payload))) + mask + bytes(each ^ mask[n % 4] for n, each in enumerate(payload))
