"""`manage.py serve`: Hearth under uvicorn, as people reach it; with WEB_CONCURRENCY above 1 in several processes."""

import os
import socket
import sys
from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from chat.layer import is_redis_url
from chat.management.server import HearthServer
from chat.management.supervisor import Supervisor


class Command(BaseCommand):
    """Start the server."""

    help = "Serve Hearth (HOST, PORT, WEB_CONCURRENCY)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--child", default="", help=SUPPRESS)  # the supervisor's file descriptors

    def handle(self, *args: Any, child: str = "", **options: Any) -> None:
        if child:
            _serve_as_child(*map(int, child.split(",")))
            return
        if settings.WEB_CONCURRENCY > 1 and not settings.REDIS_URL:
            raise CommandError(
                "WEB_CONCURRENCY is more than 1, and there is no REDIS_URL: people in different processes would not "
                "hear each other. Set REDIS_URL (redis://host:6379/0), or WEB_CONCURRENCY=1."
            )
        if settings.REDIS_URL and not is_redis_url(settings.REDIS_URL):
            raise CommandError("REDIS_URL is no address of a Redis. It looks like redis://host:6379/0.")
        listening = _listen(settings.HOST, settings.PORT)
        if settings.WEB_CONCURRENCY > 1:
            supervisor = Supervisor(listening, settings.WEB_CONCURRENCY, lambda: self._announce(listening))
            sys.exit(supervisor.run())
        HearthServer(lambda: self._announce(listening)).serve_on(listening)

    def _announce(self, listening: socket.socket) -> None:
        """Say the address once connections are accepted."""
        host, port = listening.getsockname()[:2]
        shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104  only shown
        self.stdout.write(f"Hearth is lit: http://{shown}:{port}/")
        self.stdout.flush()


def _serve_as_child(listening: int, ready: int, alive: int) -> None:
    """One of several server processes: say so when ready, end when the supervisor is gone."""

    def started() -> None:
        server.end_with(alive)
        os.write(ready, b"1")

    server = HearthServer(started)
    server.serve_on(socket.socket(fileno=listening))


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
