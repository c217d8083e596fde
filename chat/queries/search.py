"""Search: the messages that a person may read and that say something. The only code that asks the index.

The index proposes, the row decides: every candidate is read and looked at before it counts, so neither a coincidence
of pairs nor a line of the index that lags behind shows anything it should not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Max, OuterRef, Subquery

from chat.bigrams import Normalised, fold, list_pairs, normalise
from chat.models import Favorite, Member, Message, User
from chat.protocol.search import SearchAnswer, SearchHit
from chat.queries.access import access_membership
from chat.queries.full_text import match_ids
from chat.queries.messages import message_data
from chat.search_index import (
    PINNED_WORD,
    Has,
    author_word,
    can_be_found,
    chapter_of,
    has_word,
    in_chapter,
    list_kinds,
    room_word,
)

MOST_PAIRS = 12  # asked of the index; the row decides about the rest of a long phrase
MOST_ROOMS = 200  # asked of the index; the row decides for whoever belongs to more
MOST_CHAPTERS = 16  # asked at once
MOST_LOOKED_AT = 5_000  # rows of one answer: what many coincidences may cost
PAGE = 500
CHUNK = 100
CLOCKS_DIFFER = timedelta(seconds=10)  # ids follow time, but two processes may commit in another order
_QUOTES = str.maketrans("“”„«»", '"' * 5)
_PART = re.compile(r'"([^"]*)(?:"|$)|([^\s"]+)')


@dataclass(frozen=True)
class Wanted:
    """What is looked for. `words` all have to appear; `until` is excluded; `before` is a message id."""

    words: tuple[str, ...] = ()
    room_id: int | None = None
    author_id: int | None = None
    has: Has | None = None
    since: datetime | None = None
    until: datetime | None = None
    favorites: bool = False
    pinned: bool = False
    before: int | None = None
    limit: int = 20


@dataclass(frozen=True)
class Place:
    """A room that is searched: from which message on, by number and by id."""

    name: str
    floor: int
    first_id: int


def read_words(text: str) -> tuple[str, ...]:
    """The words of a query, folded; what stands in quotes is one. Single syllables are taken together as a phrase.

    Raises ValueError when there is less than two characters to look for.
    """
    parts = [quoted or word for quoted, word in _PART.findall(text.translate(_QUOTES))]
    words = tuple(dict.fromkeys(word for word in map(fold, parts) if word))
    if words and not any(list_pairs(word) for word in words):
        words = (fold(" ".join(parts)),)
        if not list_pairs(words[0]):
            raise ValueError("two characters or more")
    return words


def search_messages(user: User, wanted: Wanted) -> SearchAnswer:
    """Newest first. Raises NotFound for a room that the person does not belong to."""
    places = _load_places(user, wanted.room_id)
    candidates = _list_favorites(user, wanted) if wanted.favorites else _list_candidates(wanted, places)
    hits: list[SearchHit] = []
    looked_at = 0
    while chunk := list(islice(candidates, CHUNK)):
        for row in Message.objects.filter(pk__in=chunk).order_by("-pk"):
            text = normalise(row.text)
            if not _fits(row, text, wanted, places):
                continue
            if len(hits) == wanted.limit:
                return SearchAnswer.model_construct(hits=hits, words=[*wanted.words], before=hits[-1].message.id)
            hits.append(_make_hit(row, text, wanted, places))
        looked_at += len(chunk)
        if looked_at >= MOST_LOOKED_AT:
            return SearchAnswer.model_construct(hits=hits, words=[*wanted.words], before=chunk[-1])
    return SearchAnswer.model_construct(hits=hits, words=[*wanted.words], before=None)


def _make_hit(row: Message, text: Normalised, wanted: Wanted, places: dict[int, Place]) -> SearchHit:
    return SearchHit.model_construct(
        message=message_data(row), room_name=places[row.room_id].name, highlights=text.find_spans([*wanted.words])
    )


def _fits(row: Message, text: Normalised, wanted: Wanted, places: dict[int, Place]) -> bool:
    """Whether the row itself is what is wanted, and the person's to see."""
    place = places.get(row.room_id)
    if place is None or row.created_seq < place.floor or not can_be_found(row):
        return False
    return (
        (wanted.before is None or row.pk < wanted.before)
        and (wanted.author_id is None or row.author_id == wanted.author_id)
        and (wanted.has is None or wanted.has in list_kinds(row))
        and (row.pinned or not wanted.pinned)
        and (wanted.since is None or row.created_at >= wanted.since)
        and (wanted.until is None or row.created_at < wanted.until)
        and all(word in text.text for word in wanted.words)
    )


def _load_places(user: User, room_id: int | None) -> dict[int, Place]:
    """The rooms to search, by id: those one belongs to, or one of them."""
    members = Member.objects.filter(user=user, left_at__isnull=True, room__deleted_at__isnull=True)
    if room_id is not None:
        members = members.filter(pk=access_membership(user, room_id).pk)
    seen = Message.objects.filter(room=OuterRef("room"), created_seq__gte=OuterRef("joined_seq"))
    first = Subquery(seen.order_by("created_seq").values("pk")[:1])
    fields = ("room_id", "room__name", "joined_seq")
    places = {room: Place(name, 0, 0) for room, name, _ in members.filter(room__history="all").values_list(*fields)}
    later = members.exclude(room__history="all").annotate(first_id=first)
    for room, name, floor, first_id in later.values_list(*fields, "first_id"):
        if first_id is not None:
            places[room] = Place(name, floor, first_id)
    return places


def _list_favorites(user: User, wanted: Wanted) -> Iterator[int]:
    """Newest first; there are few, so the index is not asked."""
    rows = Favorite.objects.filter(user=user).order_by("-message_id")
    if wanted.before is not None:
        rows = rows.filter(message_id__lt=wanted.before)
    yield from rows.values_list("message_id", flat=True).iterator()


def _list_candidates(wanted: Wanted, places: dict[int, Place]) -> Iterator[int]:
    """Ids of messages that may fit, newest first: a chapter, then two, four and so on, as long as anybody asks."""
    oldest, newest = _find_range(wanted)
    if not places:
        return
    oldest = max(oldest, min(place.first_id for place in places.values()))
    chapter, last, step = chapter_of(newest), chapter_of(oldest), 1
    while chapter >= last:
        group = range(chapter, max(last - 1, chapter - step), -1)
        asked = [_ask_chapter(wanted, places, number) for number in group]
        yield from _list_group([words for words in asked if words], newest + 1)
        chapter, step = chapter - step, min(step * 2, MOST_CHAPTERS)


def _list_group(asked: list[list[list[str]]], before: int) -> Iterator[int]:
    while asked:
        ids = match_ids(asked, before, PAGE)
        yield from ids
        if len(ids) < PAGE:
            return
        before = ids[-1]


def _ask_chapter(wanted: Wanted, places: dict[int, Place], chapter: int) -> list[list[str]]:
    """What a message of this chapter must have: of each list one word. Nothing when no room has begun yet."""
    rooms = [room_word(room_id) for room_id, place in places.items() if chapter_of(place.first_id) <= chapter]
    if not rooms:
        return []
    pairs = dict.fromkeys(pair for word in wanted.words for pair in list_pairs(word))
    must = [[pair] for pair in islice(pairs, MOST_PAIRS)]
    if wanted.author_id is not None:
        must.append([author_word(wanted.author_id)])
    if wanted.has is not None:
        must.append([has_word(wanted.has)])
    if wanted.pinned:
        must.append([PINNED_WORD])
    if len(rooms) <= MOST_ROOMS or not must:
        must.append(rooms)
    return [[in_chapter(word, chapter) for word in choice] for choice in must]


def _find_range(wanted: Wanted) -> tuple[int, int]:
    """The ids, both included, between which everything wanted lies."""
    newest = Message.objects.aggregate(newest=Max("pk"))["newest"] or 0
    if wanted.before is not None:
        newest = min(newest, wanted.before - 1)
    oldest = 1
    if wanted.since is not None:
        oldest = _first_id(oldest, newest + 1, wanted.since - CLOCKS_DIFFER)
    if wanted.until is not None:
        newest = _first_id(oldest, newest + 1, wanted.until + CLOCKS_DIFFER) - 1
    return oldest, newest


def _first_id(low: int, high: int, moment: datetime) -> int:
    """The first id from `low` on whose message is not older than `moment`, or `high`. Ids follow time."""
    while low < high:
        middle = (low + high) // 2
        found = Message.objects.filter(pk__gte=middle).order_by("pk").values_list("pk", "created_at").first()
        if found is None or found[0] >= high or found[1] >= moment:
            high = middle
        else:
            low = found[0] + 1
    return low
