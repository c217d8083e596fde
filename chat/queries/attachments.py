"""Reads about files: a row on the wire, what is unsent, which names the storage should hold."""

from typing import Any
from uuid import UUID

from chat.models import Attachment, User
from chat.protocol.shapes import AttachmentData


def attachment_data(row: Attachment) -> AttachmentData:
    """A file on the wire."""
    stored: Any = row  # its words (kind, state) are only ever written by the actions
    address = f"/api/attachments/{row.pk}"
    return AttachmentData(
        id=row.pk,
        kind=stored.kind,
        name=row.name,
        media_type=row.media_type,
        bytes=row.bytes,
        width=row.width,
        height=row.height,
        seconds=row.seconds,
        placeholder=row.placeholder or None,
        url=f"{address}/file",
        thumbnail_url=f"{address}/thumbnail" if row.thumbnail else None,
        state=stored.state,
        detail=row.detail or None,
    )


def read_attachment(kept: dict[str, Any]) -> AttachmentData:
    """What `Message.attachments` keeps, on the wire again."""
    return AttachmentData.model_construct(**kept | {"id": UUID(kept["id"])})


def count_unsent(user_id: int) -> int:
    """How many files a person has brought and not sent."""
    return Attachment.objects.filter(uploader_id=user_id, message=None).count()


def list_named_files() -> set[str]:
    """Every name in the storage that a row stands for."""
    names = set(User.objects.exclude(avatar_file="").values_list("avatar_file", flat=True))
    for file, thumbnail in Attachment.objects.values_list("file", "thumbnail").iterator():
        names |= {file, thumbnail}
    return names - {""}
