"""Everything that is a person's own, as one zip: JSON tables and the files he brought."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.core.files.storage import default_storage

from chat.models import Attachment, Block, Member, Message, Reaction, Report, User
from chat.protocol.base import Frame
from chat.queries.messages import kept_by, message_data
from chat.queries.notifications import notification_data, standing
from chat.queries.people import settings_data, user_data
from chat.queries.rooms import room_data

ROWS_AT_ONCE = 500
_README = """What this house holds of you, made when you asked for it.

person.json         who you are here, and your settings
rooms.json          the rooms you belong to, in which role; of those you have left, when
messages.json       what you said, oldest first
reactions.json      where you reacted, and with what
favorites.json      what you kept, with the words
notifications.json  what you were told
blocks.json         whom you do not want to hear
reports.json        what you reported
files/              what you brought: the id of the attachment, then its name
"""


def export_person(user: User) -> IO[bytes]:
    """A temporary file at its beginning; it is gone when it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _README)
        for name, rows in _tables(user):
            _write_table(archive, name, rows)
        for attachment in Attachment.objects.filter(uploader=user).iterator(ROWS_AT_ONCE):
            _write_file(archive, attachment)
        if user.avatar_file:
            _copy(archive, "files/avatar", user.avatar_file)
    file.seek(0)
    return file


def _tables(user: User) -> Iterator[tuple[str, Iterable[Any]]]:
    yield "person", [user_data(user), settings_data(user), {"email": user.email, "created_at": user.created_at}]
    yield (
        "rooms",
        (
            {
                "room": room_data(member.room, None) if member.left_at is None else {"id": member.room_id},
                "role": member.role,
                "left_at": member.left_at,
                "favorite": member.favorite,
                "notify": member.notify,
            }
            for member in Member.objects.filter(user=user).select_related("room").order_by("pk")
        ),
    )
    messages = Message.objects.filter(author=user, deleted=False).order_by("pk")
    yield "messages", map(message_data, messages.iterator(ROWS_AT_ONCE))
    reactions = Reaction.objects.filter(user=user).order_by("pk")
    yield "reactions", reactions.values("message_id", "emoji").iterator(ROWS_AT_ONCE)
    yield "favorites", (message_data(row.message) for row in kept_by(user).order_by("pk").iterator(ROWS_AT_ONCE))
    notifications = standing(user.pk).order_by("created_at")
    yield "notifications", map(notification_data, notifications.iterator(ROWS_AT_ONCE))
    yield "blocks", Block.objects.filter(user=user).values("blocked_id", "blocked__name", "created_at")
    reports = Report.objects.filter(reporter=user).order_by("created_at")
    yield "reports", reports.values("room_id", "message_id", "about_id", "reason", "decision", "created_at")


def _write_table(archive: zipfile.ZipFile, name: str, rows: Iterable[Any]) -> None:
    """A JSON array, written row by row."""
    with archive.open(f"{name}.json", "w") as table:
        start = b"[\n"
        for row in rows:
            table.write(start + _as_json(row).encode())
            start = b",\n"
        table.write(b"\n]\n" if start == b",\n" else b"[]\n")


def _as_json(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, Frame) else str(value)


def _write_file(archive: zipfile.ZipFile, attachment: Attachment) -> None:
    _copy(archive, f"files/{attachment.pk}-{attachment.name.replace('/', '_')}", attachment.file)


def _copy(archive: zipfile.ZipFile, name: str, stored: str) -> None:
    """A file that the storage has lost is left out; the table still names it."""
    if not default_storage.exists(stored):
        return
    with default_storage.open(stored) as source, archive.open(name, "w", force_zip64=True) as target:
        shutil.copyfileobj(source, target)
