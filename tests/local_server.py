"""An ASGI application on a port of its own, in a thread, for tests that need a real server; with TLS where asked."""

import threading
from pathlib import Path
from typing import Any, Self

import uvicorn

PATIENCE = 10.0


class LocalServer:
    """`with LocalServer(application) as server`: then `server.url`, `server.port`."""

    def __init__(self, application: Any, certificate: tuple[Path, Path] | None = None) -> None:
        files: dict[str, Any] = {}
        if certificate is not None:
            files = {"ssl_certfile": certificate[0], "ssl_keyfile": certificate[1]}
        self._scheme = "https" if certificate else "http"
        self._server = uvicorn.Server(
            uvicorn.Config(application, port=0, log_level="critical", lifespan="off", ws="none", **files)
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        for _ in range(1000):
            if self._server.started:
                break
            self._thread.join(0.01)
        self.port: int = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"{self._scheme}://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(PATIENCE)
