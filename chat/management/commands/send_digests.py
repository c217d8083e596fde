"""`manage.py send_digests`: the daily mails that are due. Start it by a timer, a few times an hour or a day."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from chat.actions.digests import send_digests


class Command(BaseCommand):
    """Send what is due; running it twice, or two of it at once, sends nobody two mails."""

    help = "Mail people who want it what they missed, at most once a day each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--most", type=int, default=500, help="people in one run (500)")

    def handle(self, *args: Any, most: int = 500, **options: Any) -> None:
        self.stdout.write(f"{send_digests(most=most)} mails sent")
