"""`manage.py make_vapid_keys`: a pair of keys for web push, as two lines for `.env`."""

from typing import Any

from django.core.management.base import BaseCommand

from chat.push import make_keys


class Command(BaseCommand):
    """Print a new pair."""

    help = "Print VAPID_PRIVATE_KEY and VAPID_PUBLIC_KEY for .env. Another pair ends what browsers have subscribed to."

    def handle(self, *args: Any, **options: Any) -> None:
        private, public = make_keys()
        self.stdout.write(f"VAPID_PRIVATE_KEY={private}\nVAPID_PUBLIC_KEY={public}")
