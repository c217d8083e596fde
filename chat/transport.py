"""The server's WebSocket transport: uvicorn's, with a way to end a socket whose client does not read, and one to let
a socket finish its command and begin no other.

An ordinary close waits until what was written before is read; for a client that does not read that is never.
"""

from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

LAST_WORD_SECONDS = 1.0  # time for the close frame to arrive, if anything still does


class HearthWebSocketProtocol(WebSocketsSansIOProtocol):
    """Offers `hearth.close_now` and `hearth.write_now` to the application; the server calls `finish` when it goes."""

    busy = False  # the application is at a frame
    _finishing = False

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            extensions: dict[str, Any] = self.scope["extensions"]
            close_now: Callable[[int], None] = self._close_now
            write_now: Callable[[bytes], bool] = self._write_now
            extensions["hearth.close_now"] = close_now
            extensions["hearth.write_now"] = write_now

    def finish(self) -> None:
        """From now on no command reaches the application; the client says it again to the next server."""
        self._finishing = True

    async def receive(self) -> Any:
        self.busy = False
        message = await super().receive()
        while self._finishing and message["type"] == "websocket.receive":
            message = await super().receive()
        self.busy = True
        return message

    def _write_now(self, frame: bytes) -> bool:
        """Write a whole frame, if the client keeps up. False: nothing was written, wait for `send`."""
        if not self.writable.is_set() or self.close_sent or self.transport.is_closing():
            return False
        self.transport.write(frame)
        return True

    def _close_now(self, code: int) -> None:
        if self.close_sent or self.transport.is_closing():
            return
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.loop.call_later(LAST_WORD_SECONDS, self.transport.abort)
