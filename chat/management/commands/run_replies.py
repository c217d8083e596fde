"""`manage.py run_replies`: the reply worker as a process of its own. Several may run; jobs are leased and fenced."""

import asyncio
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from chat.layer import is_redis_url
from chat.runtime import runtime


class Command(BaseCommand):
    """Write answers until SIGTERM or SIGINT; unfinished ones go back to the queue."""

    help = "Write Lily's answers beside server processes (WEB_CONCURRENCY above 1). Needs REDIS_URL."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.REDIS_URL:
            raise CommandError(
                "There is no REDIS_URL, so the servers would not hear what is written here. Set REDIS_URL. A single "
                "server process (WEB_CONCURRENCY=1) writes the answers itself and needs no run_replies."
            )
        if not is_redis_url(settings.REDIS_URL):
            raise CommandError("REDIS_URL is no address of a Redis. It looks like redis://host:6379/0.")
        asyncio.run(self._work())

    async def _work(self) -> None:
        asked_to_stop = asyncio.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(sign, asked_to_stop.set)
        runtime.start(with_replies=True)
        self.stdout.write("Lily's answers are written here.")
        self.stdout.flush()
        await asked_to_stop.wait()
        await runtime.stop()
