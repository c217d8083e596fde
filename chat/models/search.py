"""The search index: one row of words a message."""

from django.db import models

from chat.models.message import Message


class SearchEntry(models.Model):
    """What can be found of a message: the words of `chat/search_index.py`, with spaces between.

    The index over `tokens` is the database's own (migration 0004): FTS5 on SQLite, which triggers keep, FULLTEXT on
    MariaDB.
    """

    message = models.OneToOneField(Message, primary_key=True, on_delete=models.CASCADE, related_name="+")
    tokens = models.TextField()

    def __str__(self) -> str:
        return f"words of {self.message_id}"
