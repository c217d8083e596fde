"""The media storage: a folder on this machine, or a bucket (chat/files/bucket.py). Names here are always our own."""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

import structlog
from asgiref.sync import sync_to_async
from django.core.files.base import File
from django.core.files.storage import default_storage

from chat.files.names import random_name

CHUNK = 256 * 1024
ATTACHMENTS = "attachments"
AVATARS = "avatars"
log = structlog.get_logger("chat.files")


def store(folder: str, ending: str, content: "File[bytes]") -> str:
    """Keep a file under a new name, which is returned."""
    return default_storage.save(random_name(folder, ending), content)


def remove(names: Iterable[str]) -> None:
    """Take files away. One that cannot be removed now is found by the sweep, since no row names it."""
    for name in names:
        try:
            default_storage.delete(name)
        except Exception as error:  # noqa: BLE001  every storage has its own family of errors
            log.warning("file_not_removed", name=name, error=type(error).__name__)


def open_range(name: str, start: int, length: int) -> Any:
    """A reader (`read(size)`, `close()`) that stands at `start`. Raises FileNotFoundError."""
    opener = getattr(default_storage, "open_range", None)
    if opener is not None:
        return opener(name, start, length)
    file = default_storage.open(name)
    file.seek(start)
    return file


async def read_chunks(reader: Any, length: int) -> AsyncIterator[bytes]:
    """`length` bytes of a reader, piece by piece, without making the event loop wait."""
    try:
        while length > 0 and (chunk := await sync_to_async(reader.read, thread_sensitive=False)(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
    finally:
        reader.close()


def storage_answers() -> bool:
    """Whether the storage can be asked now."""
    try:
        default_storage.exists(f"{ATTACHMENTS}/.ready")
    except Exception as error:  # noqa: BLE001  every storage has its own family of errors
        log.warning("storage_away", error=type(error).__name__)
        return False
    return True


def list_stored() -> Iterator[str]:
    """The name of every file that people brought."""
    for folder in (ATTACHMENTS, AVATARS):
        for below in _list(folder)[0]:
            yield from (f"{folder}/{below}/{name}" for name in _list(f"{folder}/{below}")[1])


def _list(path: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(path)
    except FileNotFoundError:  # nothing was brought yet
        return [], []
