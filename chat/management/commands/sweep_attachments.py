"""`manage.py sweep_attachments`: remove files that nobody sent and files that no row names. Idempotent."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from chat.actions.attachments import sweep_attachments


class Command(BaseCommand):
    """What the hourly tidying does too."""

    help = "Remove files that were brought more than a day ago and never sent, and files that no row names."

    def handle(self, *args: Any, **options: Any) -> None:
        swept = sweep_attachments(now=timezone.now())
        self.stdout.write(f"Removed {swept.unsent} unsent and {swept.orphans} forgotten files.")
        for name in swept.missing:
            self.stdout.write(f"Missing in the storage: {name}")
