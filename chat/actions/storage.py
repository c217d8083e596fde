"""Files of the media storage that go: only after the commit that forgot them."""

from collections.abc import Iterable
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from chat.models import Attachment


def drop_files(names: Iterable[str]) -> None:
    """Delete these files once the surrounding transaction has committed; what stays behind the sweep finds."""
    for name in names:
        if name:
            transaction.on_commit(partial(default_storage.delete, name), robust=True)


def drop_attachments(rows: QuerySet[Attachment]) -> None:
    """Delete attachments with their files."""
    for file, thumbnail in rows.values_list("file", "thumbnail"):
        drop_files((file, thumbnail))
    rows.delete()
