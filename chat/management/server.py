"""One server process: uvicorn on a listening socket, and how it goes without cutting anybody off in the middle."""

import asyncio
import gc
import os
import signal
import socket
from collections.abc import Callable

import uvicorn

from chat.runtime import all_written, tell_restarting
from chat.transport import HearthWebSocketProtocol

MAX_SOCKET_FRAME = 1024 * 1024  # beyond it the socket is closed with 1009
GRACE_SECONDS = 5  # for requests, once the sockets are told
GC_THRESHOLD = (50_000, 20, 20)  # Python's (700, 10, 10) looked through 400 sockets for 200 ms at a time
FINISH_SECONDS = 3.0  # for running commands and for words on their way to clients
LOOK_SECONDS = 0.02


class HearthServer(uvicorn.Server):
    """`on_started` is called once connections are accepted."""

    def __init__(self, on_started: Callable[[], None]) -> None:
        config = uvicorn.Config(
            "hearth_chat.asgi:application",
            ws="chat.transport:HearthWebSocketProtocol",
            ws_max_size=MAX_SOCKET_FRAME,
            ws_per_message_deflate=False,
            proxy_headers=False,  # addresses are read with TRUSTED_PROXY_COUNT, see chat/addresses.py
            server_header=False,
            lifespan="on",
            log_config=None,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        super().__init__(config)
        self._on_started = on_started

    def serve_on(self, listening: socket.socket) -> None:
        """Serve until SIGTERM or SIGINT."""
        for asked_to_stop in (signal.SIGTERM, signal.SIGINT):  # uvicorn raises it again after a clean end
            signal.signal(asked_to_stop, lambda *_: None)
        self.run(sockets=[listening])

    def end_with(self, parent_pipe: int) -> None:
        """End when the other end of this pipe is closed: the process that started this one is gone."""

        def closed() -> None:
            asyncio.get_running_loop().remove_reader(parent_pipe)
            os.kill(os.getpid(), signal.SIGTERM)

        asyncio.get_running_loop().add_reader(parent_pipe, closed)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.collect()
        gc.freeze()  # what is loaded now stays: no collection looks at it again
        gc.set_threshold(*GC_THRESHOLD)
        self._on_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept nobody, tell every socket when to come back, let commands finish; only then close them (1012)."""
        for server in self.servers:
            server.close()
        tabs = [each for each in self.server_state.connections if isinstance(each, HearthWebSocketProtocol)]
        for tab in tabs:
            tab.finish()
        until = asyncio.get_running_loop().time() + FINISH_SECONDS
        tell_restarting()
        while any(tab.busy for tab in tabs) or not all_written():
            if asyncio.get_running_loop().time() > until:
                break
            await asyncio.sleep(LOOK_SECONDS)
        await super().shutdown(sockets)
