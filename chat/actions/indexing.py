"""The search index follows the messages, in the transaction of each change."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max

from chat.models import Message, SearchEntry
from chat.search_index import write_tokens

BATCH = 2_000
READ = ("room_id", "author_id", "author_kind", "status", "text", "attachments", "pinned", "deleted")


def index_message(*, message: Message) -> None:
    """Put what a message says now in the place of what it said; what cannot be found leaves the index."""
    tokens = write_tokens(message)
    entry = SearchEntry.objects.filter(pk=message.pk)
    if not tokens:
        entry.delete()
    elif not entry.update(tokens=tokens):
        SearchEntry.objects.create(message=message, tokens=tokens)


def index_new(*, message: Message) -> None:
    """The same for a message that was just stored: one statement."""
    tokens = write_tokens(message)
    if tokens:
        SearchEntry.objects.create(message=message, tokens=tokens)


def index_everything() -> int:
    """Write the whole index anew, a batch a transaction, newest messages first. Returns how many can be found."""
    count, before = 0, (Message.objects.aggregate(newest=Max("pk"))["newest"] or 0) + 1
    while True:
        with transaction.atomic():
            batch = list(Message.objects.only(*READ).filter(pk__lt=before).order_by("-pk")[:BATCH])
            if not batch:
                return count
            before = batch[-1].pk
            SearchEntry.objects.filter(pk__lte=batch[0].pk, pk__gte=before).delete()
            count += _write_entries(batch)


def index_messages(*, ids: Sequence[int]) -> None:
    """The same for many that changed together; inside the transaction that changed them."""
    for start in range(0, len(ids), BATCH):
        rows = Message.objects.only(*READ).filter(pk__in=ids[start : start + BATCH])
        SearchEntry.objects.filter(pk__in=ids[start : start + BATCH]).delete()
        _write_entries(rows)


def _write_entries(batch: Iterable[Message]) -> int:
    entries = [SearchEntry(message=message, tokens=tokens) for message in batch if (tokens := write_tokens(message))]
    SearchEntry.objects.bulk_create(entries, batch_size=400)
    return len(entries)
