"""Files: bringing one, giving it to a message, taking it away, sweeping up what is left over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from chat.files.preparing import Prepared, prepare
from chat.files.storage import ATTACHMENTS, list_stored, remove, store
from chat.models import Attachment, Member, Message, User
from chat.protocol.shapes import AttachmentData
from chat.queries.access import require_speaker
from chat.queries.attachments import attachment_data, count_unsent, list_named_files
from chat.refusals import NotFound, Refused

MOST_UNSENT = 40  # of one person
UNSENT_FOR = timedelta(hours=24)
YOUNG = timedelta(hours=1)  # a file without a row may belong to an upload that runs


def bring_file(*, member: Member, upload: "File[Any]") -> AttachmentData:
    """Keep a file for a message to come; nobody but its uploader sees it until then.

    Raises Refused: muted, room_closed, conflict (too many unsent), bad_frame or too_large with a kind line.
    """
    require_speaker(member)
    if count_unsent(member.user_id) >= MOST_UNSENT:
        raise Refused("conflict", "files_waiting")
    prepared = prepare(upload, upload.name or "")
    stored: list[str] = []
    try:
        stored.append(store(ATTACHMENTS, prepared.type.ending, prepared.content))
        if prepared.thumbnail is not None:
            stored.append(store(ATTACHMENTS, "webp", ContentFile(prepared.thumbnail)))
        return attachment_data(_keep_row(member, prepared, stored))
    except BaseException:
        remove(stored)
        raise


def drop_unsent(*, user: User, attachment_id: UUID) -> None:
    """Take back a file that was not sent. Raises NotFound for one that was, or is somebody else's."""
    with transaction.atomic():
        mine = Attachment.objects.select_for_update().filter(pk=attachment_id, uploader=user, message=None)
        rows = list(mine)
        if not rows:
            raise NotFound
        discard_files(rows=rows)


def take_unsent(*, member: Member, ids: Sequence[UUID]) -> list[Attachment]:
    """The person's own unsent files of this room, in this order, locked. Raises Refused("bad_frame")."""
    if not ids:
        return []
    mine = Attachment.objects.select_for_update().filter(uploader_id=member.user_id, room_id=member.room_id)
    found = mine.filter(message=None, state="ready").in_bulk(list(ids))
    if len(found) != len(ids):
        raise Refused("bad_frame", "attachments_elsewhere")
    return [found[attachment_id] for attachment_id in ids]


def attach(*, message: Message, files: Sequence[Attachment]) -> None:
    """Give the files to a message that is stored; inside its transaction."""
    for position, row in enumerate(files):
        row.message, row.position = message, position
    Attachment.objects.bulk_update(files, ["message", "position"])


def discard_files(*, rows: Iterable[Attachment]) -> None:
    """Delete rows now, and their files once the transaction has committed."""
    gone = list(rows)
    names = [name for row in gone for name in (row.file, row.thumbnail) if name]
    Attachment.objects.filter(pk__in=[row.pk for row in gone]).delete()
    transaction.on_commit(partial(remove, names), robust=True)


@dataclass(frozen=True)
class Swept:
    """What a sweep found: unsent files and files without a row, both removed; names of rows whose file is missing."""

    unsent: int
    orphans: int
    missing: list[str]


def sweep_attachments(*, now: datetime) -> Swept:
    """Remove what nobody sent within a day and files that no row names. Doing it twice does no more."""
    named = list_named_files()
    stored = set(list_stored())  # read after the names: a file that came in between is young, and stays
    with transaction.atomic():
        waiting = Attachment.objects.select_for_update().filter(message=None, created_at__lt=now - UNSENT_FOR)
        unsent = list(waiting)
        discard_files(rows=unsent)
    orphans = [name for name in sorted(stored - named) if _is_old(name, now)]
    remove(orphans)
    return Swept(unsent=len(unsent), orphans=len(orphans), missing=sorted(named - stored))


def _is_old(name: str, now: datetime) -> bool:
    try:
        return default_storage.get_modified_time(name) < now - YOUNG
    except FileNotFoundError:  # somebody else removed it just now
        return False


def _keep_row(member: Member, prepared: Prepared, stored: Sequence[str]) -> Attachment:
    return Attachment.objects.create(
        room_id=member.room_id,
        uploader_id=member.user_id,
        kind=prepared.type.kind,
        name=prepared.name,
        media_type=prepared.type.media_type,
        bytes=prepared.size,
        width=prepared.width,
        height=prepared.height,
        seconds=prepared.seconds,
        placeholder=prepared.placeholder,
        file=stored[0],
        thumbnail="".join(stored[1:]),
    )
