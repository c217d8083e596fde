"""Search over HTTP: what may be asked for, and how a day or a word that cannot be is refused."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.security import django_auth
from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from chat.limits import searches_of_person
from chat.protocol.base import MAX_SAFE_INTEGER
from chat.protocol.search import SearchAnswer
from chat.queries.search import Wanted, read_words, search_messages
from chat.search_index import Has

router = Router(tags=["search"], auth=django_auth)
RowId = Annotated[int | None, Field(ge=1, le=MAX_SAFE_INTEGER)]
_LONE_DAY = len("2026-01-31")


def _read_moment(text: str, *, end: bool) -> datetime:
    """A day (its first moment, or with `end` the next day's) or a time; without an offset in UTC."""
    try:
        if len(text) == _LONE_DAY:
            return datetime.combine(date.fromisoformat(text), time.min, UTC) + timedelta(days=end)
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise ValueError("a day or a time") from None


Since = Annotated[datetime | None, BeforeValidator(lambda text: _read_moment(text, end=False))]
Until = Annotated[datetime | None, BeforeValidator(lambda text: _read_moment(text, end=True))]


class SearchQuery(Schema):
    """What is looked for; without words, something besides the room has to be asked for."""

    room_id: RowId = None
    author_id: RowId = None
    has: Has | None = None
    since: Since = None
    until: Until = None
    favorites: bool = False
    pinned: bool = False
    before: RowId = None
    limit: Annotated[int, Field(ge=1, le=50)] = 20
    q: Annotated[str, Field(max_length=200, validate_default=True)] = ""

    @field_validator("q")
    @classmethod
    def check_words(cls, text: str, info: ValidationInfo) -> str:
        """Raises ValueError; the other fields were read before."""
        filters = ("author_id", "has", "since", "until", "favorites", "pinned")
        if not read_words(text) and not any(info.data.get(name) for name in filters):
            raise ValueError("two characters or more")
        return text


@router.get("/search", response=SearchAnswer)
def search(request: HttpRequest, search: Query[SearchQuery]) -> SearchAnswer:
    """Messages of my rooms that say all of these words, newest first."""
    user: Any = request.user
    searches_of_person.take(str(user.pk))
    wanted = Wanted(words=read_words(search.q), **search.dict(exclude={"q"}))
    return search_messages(user, wanted)
