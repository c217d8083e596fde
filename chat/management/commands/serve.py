"""`manage.py serve`: Hearth under uvicorn, as people reach it."""

import signal
import socket
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

MAX_SOCKET_FRAME = 1024 * 1024  # beyond it the socket is closed with 1009
GRACE_SECONDS = 5


class Command(BaseCommand):
    """Start the server."""

    help = "Serve Hearth (HOST, PORT, WEB_CONCURRENCY)."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.WEB_CONCURRENCY > 1:
            raise CommandError(
                "WEB_CONCURRENCY is more than 1, and this release serves from one process: the layer between "
                "processes (REDIS_URL) is not there yet. Set WEB_CONCURRENCY=1."
            )
        listening = _listen(settings.HOST, settings.PORT)
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
        server = AnnouncingServer(config, self.stdout)
        for asked_to_stop in (signal.SIGTERM, signal.SIGINT):  # uvicorn raises it again after a clean end
            signal.signal(asked_to_stop, lambda *_: None)
        server.run(sockets=[listening])


class AnnouncingServer(uvicorn.Server):
    """Says the address once connections are accepted."""

    def __init__(self, config: uvicorn.Config, out: Any) -> None:
        super().__init__(config)
        self.out = out

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        host, port = (sockets or [])[0].getsockname()[:2]
        shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104  only shown
        self.out.write(f"Hearth is lit: http://{shown}:{port}/")
        self.out.flush()


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket, or one clear line why not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or "a port is 0 to 65535"
        raise CommandError(f"Cannot listen on {host}:{port} ({reason}). Set PORT to another one.") from None
    listening.listen(2048)
    return listening
