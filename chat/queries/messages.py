"""Reads about messages: a row on the wire, windows of history, what changed after N."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import QuerySet

from chat.models import Favorite, Message, User
from chat.protocol.shapes import Author, MessageData, MessageError, Reaction
from chat.queries.access import seen_by
from chat.queries.attachments import read_attachment
from chat.refusals import NotFound

FRESH_WINDOW = 50  # messages of a room that is started afresh
MOST_LISTED = 200  # pins and favourites
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
        attachments=[read_attachment(kept) for kept in row.attachments],
        reactions=[Reaction.model_construct(**reaction) for reaction in row.reactions],
        mentions=row.mentions,
        sources=[],
        model=row.model or None,
        pinned=row.pinned,
        edited_at=row.edited_at,
        edited_by=row.edited_by_id,
        deleted=row.deleted,
        created_at=row.created_at,
    )


@dataclass(frozen=True)
class Window:
    """Messages oldest first, and whether there are more on either side."""

    messages: list[MessageData]
    has_before: bool = False
    has_after: bool = False


def load_changes(room_id: int, since: int, floor: int) -> list[MessageData] | None:
    """Every message whose `seq` is newer, oldest first; None when there are too many.

    `floor` is the first `created_seq` that the person may see (0: all).
    """
    changed = Message.objects.filter(room_id=room_id, seq__gt=since, created_seq__gte=floor)
    rows = list(changed.order_by("created_seq")[: MOST_CHANGES + 1])
    return None if len(rows) > MOST_CHANGES else [message_data(row) for row in rows]


@dataclass(frozen=True)
class Cursor:
    """Where a window stands: message ids of the room, or a day (at most one counts; none: the newest)."""

    before: int | None = None
    after: int | None = None
    around: int | None = None
    day: date | None = None
    limit: int = FRESH_WINDOW


NEWEST = Cursor()


def load_window(room_id: int, floor: int, cursor: Cursor = NEWEST) -> Window:
    """A window of history from `floor` on. Raises NotFound for a cursor that is not of this room, or not to be seen."""
    rows, limit = Message.objects.filter(room_id=room_id, created_seq__gte=floor), cursor.limit
    if cursor.around is not None:
        return _load_around(rows, _created_seq(rows, cursor.around), limit)
    if cursor.after is not None:
        return _load_after(rows, _created_seq(rows, cursor.after), limit)
    if cursor.day is not None:
        return _load_around(rows, _first_of_day(rows, cursor.day), limit)
    if cursor.before is not None:
        rows = rows.filter(created_seq__lt=_created_seq(rows, cursor.before))
    newest = list(rows.order_by("-created_seq")[: limit + 1])
    return Window(
        _on_wire(reversed(newest[:limit])), has_before=len(newest) > limit, has_after=cursor.before is not None
    )


def _load_after(rows: QuerySet[Message], created_seq: int, limit: int) -> Window:
    oldest = list(rows.filter(created_seq__gt=created_seq).order_by("created_seq")[: limit + 1])
    return Window(_on_wire(oldest[:limit]), has_before=True, has_after=len(oldest) > limit)


def _load_around(rows: QuerySet[Message], created_seq: int, limit: int) -> Window:
    half = limit // 2
    earlier = list(rows.filter(created_seq__lt=created_seq).order_by("-created_seq")[: half + 1])
    later = list(rows.filter(created_seq__gte=created_seq).order_by("created_seq")[: limit - half + 1])
    kept = [*reversed(earlier[:half]), *later[: limit - half]]
    return Window(_on_wire(kept), has_before=len(earlier) > half, has_after=len(later) > limit - half)


def load_referenced(room_id: int, floor: int, messages: Sequence[MessageData]) -> list[MessageData]:
    """The quoted messages that the window itself does not hold."""
    held = {message.id for message in messages}
    wanted = {message.reply_to for message in messages if message.reply_to is not None} - held
    visible = Message.objects.filter(room_id=room_id, created_seq__gte=floor, pk__in=wanted)
    return _on_wire(visible) if wanted else []


def list_pinned(room_id: int, floor: int) -> list[MessageData]:
    """The pinned messages of a room, newest first."""
    rows = Message.objects.filter(room_id=room_id, created_seq__gte=floor, pinned=True)
    return _on_wire(rows.order_by("-created_seq")[:MOST_LISTED])


def list_favorites(user: User) -> list[MessageData]:
    """The messages that the person keeps and may see, newest first."""
    return _on_wire(row.message for row in kept_by(user).order_by("-pk")[:MOST_LISTED])


def kept_by(user: User) -> QuerySet[Favorite]:
    """The favourites whose messages stand and may be seen now."""
    return Favorite.objects.filter(seen_by(user), user=user, message__deleted=False).select_related("message")


def list_favorite_ids(user: User, room_id: int) -> list[int]:
    """The ids of the messages of one room that the person keeps."""
    return list(Favorite.objects.filter(user=user, message__room_id=room_id).values_list("message_id", flat=True))


def load_lines(room_id: int, *, floor: int, before_seq: int, limit: int) -> list[Message]:
    """The last finished lines from `floor` up to a message, oldest first: what Lily hears."""
    rows = Message.objects.filter(room_id=room_id, created_seq__gte=floor, created_seq__lt=before_seq, deleted=False)
    rows = rows.filter(status__in=("complete", "stopped"))
    return list(rows.exclude(text="").exclude(author_kind="system").order_by("-created_seq")[:limit])[::-1]


def _first_of_day(rows: QuerySet[Message], day: date) -> int:
    """The first message of a day (UTC) or after it; else the last one there is."""
    start = datetime.combine(day, time.min, tzinfo=UTC)
    later = rows.filter(created_at__gte=start).order_by("created_seq").values_list("created_seq", flat=True).first()
    newest = rows.order_by("-created_seq").values_list("created_seq", flat=True).first()
    return later or newest or 0


def _created_seq(rows: QuerySet[Message], message_id: int) -> int:
    found = rows.filter(pk=message_id).values_list("created_seq", flat=True).first()
    if found is None:
        raise NotFound
    return found


def _on_wire(rows: Iterable[Message]) -> list[MessageData]:
    return [message_data(row) for row in rows]
