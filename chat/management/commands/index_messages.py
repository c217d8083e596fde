"""`manage.py index_messages`: write the search index anew; while people talk, too."""

from typing import Any

from django.core.management.base import BaseCommand

from chat.actions.indexing import index_everything


class Command(BaseCommand):
    """Only needed after rows were put into the database by hand."""

    help = "Write the search index anew from all messages."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{index_everything()} messages can be found.")
