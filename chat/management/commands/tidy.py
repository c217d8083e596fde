"""`manage.py tidy`: what has run out goes now. The house does the same by itself once an hour."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from chat.actions.tidying import tidy_house


class Command(BaseCommand):
    """Tidy and say what went."""

    help = "Remove guests who fell silent, deleted rooms, ended sessions and links. Done hourly by itself too."

    def handle(self, *args: Any, **options: Any) -> None:
        went = asdict(tidy_house(now=timezone.now()))
        self.stdout.write("Gone: " + ", ".join(f"{count} {what}" for what, count in went.items()) + ".")
