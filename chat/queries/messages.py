"""Reads about messages: a row on the wire, windows of history, what changed after N."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from chat.models import Message
from chat.protocol.shapes import Author, MessageData, MessageError
from chat.refusals import NotFound

FRESH_WINDOW = 50  # messages of a room that is started afresh
MOST_CHANGES = 500  # more than these, and starting afresh is cheaper


def message_data(row: Message) -> MessageData:
    """One message as it goes on the wire."""
    stored: Any = row  # its words (kind, status) are only ever written by the actions
    return MessageData.model_construct(
        id=row.pk,
        room_id=row.room_id,
        seq=row.seq,
        created_seq=row.created_seq,
        client_id=row.client_id,
        author=Author.model_construct(kind=stored.author_kind, user_id=row.author_id, name=row.author_name),
        text=row.text,
        status=stored.status,
        error=MessageError.model_construct(code=row.error_code, message=row.error_text) if row.error_code else None,
        question_id=row.question_id,
        reply_to=row.reply_to_id,
        attachments=[],
        reactions=[],
        mentions=[],
        sources=[],
        model=row.model or None,
        pinned=False,
        edited_at=None,
        edited_by=None,
        deleted=False,
        created_at=row.created_at,
    )


@dataclass(frozen=True)
class Window:
    """Messages oldest first, and whether there are more on either side."""

    messages: list[MessageData]
    has_before: bool = False
    has_after: bool = False


def load_changes(room_id: int, since: int) -> list[MessageData] | None:
    """Every message whose `seq` is newer, oldest first; None when there are too many."""
    rows = list(Message.objects.filter(room_id=room_id, seq__gt=since).order_by("created_seq")[: MOST_CHANGES + 1])
    return None if len(rows) > MOST_CHANGES else [message_data(row) for row in rows]


def load_window(
    room_id: int, *, before: int | None = None, after: int | None = None, around: int | None = None, limit: int
) -> Window:
    """A window of history. `before`, `after`, `around` are message ids of this room (at most one). Raises NotFound."""
    rows = Message.objects.filter(room_id=room_id)
    if around is not None:
        return _load_around(rows, _created_seq(rows, around), limit)
    if after is not None:
        return _load_after(rows, _created_seq(rows, after), limit)
    if before is not None:
        rows = rows.filter(created_seq__lt=_created_seq(rows, before))
    newest = list(rows.order_by("-created_seq")[: limit + 1])
    return Window(_on_wire(reversed(newest[:limit])), has_before=len(newest) > limit, has_after=before is not None)


def _load_after(rows: QuerySet[Message], created_seq: int, limit: int) -> Window:
    oldest = list(rows.filter(created_seq__gt=created_seq).order_by("created_seq")[: limit + 1])
    return Window(_on_wire(oldest[:limit]), has_before=True, has_after=len(oldest) > limit)


def _load_around(rows: QuerySet[Message], created_seq: int, limit: int) -> Window:
    half = limit // 2
    earlier = list(rows.filter(created_seq__lt=created_seq).order_by("-created_seq")[: half + 1])
    later = list(rows.filter(created_seq__gte=created_seq).order_by("created_seq")[: limit - half + 1])
    kept = [*reversed(earlier[:half]), *later[: limit - half]]
    return Window(_on_wire(kept), has_before=len(earlier) > half, has_after=len(later) > limit - half)


def load_referenced(room_id: int, messages: Sequence[MessageData]) -> list[MessageData]:
    """The quoted messages that the window itself does not hold."""
    held = {message.id for message in messages}
    wanted = {message.reply_to for message in messages if message.reply_to is not None} - held
    return _on_wire(Message.objects.filter(room_id=room_id, pk__in=wanted)) if wanted else []


def load_lines(room_id: int, *, before_seq: int, limit: int) -> list[Message]:
    """The last finished lines before a message, oldest first: what Lily hears."""
    rows = Message.objects.filter(room_id=room_id, created_seq__lt=before_seq, status__in=("complete", "stopped"))
    return list(rows.exclude(text="").exclude(author_kind="system").order_by("-created_seq")[:limit])[::-1]


def _created_seq(rows: QuerySet[Message], message_id: int) -> int:
    found = rows.filter(pk=message_id).values_list("created_seq", flat=True).first()
    if found is None:
        raise NotFound
    return found


def _on_wire(rows: Iterable[Message]) -> list[MessageData]:
    return [message_data(row) for row in rows]
