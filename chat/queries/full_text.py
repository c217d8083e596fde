"""The two grammars of full-text search. Only `search.py` asks; whatever it asks for is made of letters and digits."""

from collections.abc import Sequence
from itertools import product

from django.db import connection

Must = Sequence[Sequence[str]]  # of each list one word has to be there; one list at most, the rooms, has several
MOST_SPREAD = 12  # rooms; beyond them reading the other words again for each would cost more

_SQLITE = "SELECT rowid FROM chat_search WHERE chat_search MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s"
_MARIADB = (
    "SELECT message_id FROM chat_searchentry WHERE MATCH (tokens) AGAINST (%s IN BOOLEAN MODE)"
    " AND message_id < %s ORDER BY message_id DESC LIMIT %s"
)


def match_ids(asked: Sequence[Must], before: int, limit: int) -> list[int]:
    """Ids below `before` of messages that have what one of `asked` says, newest first."""
    on_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        query = _write_for_sqlite(asked) if on_sqlite else _write_for_mariadb(asked)
        cursor.execute(_SQLITE if on_sqlite else _MARIADB, [query, before, limit])
        return [row[0] for row in cursor.fetchall()]


def _write_for_sqlite(asked: Sequence[Must]) -> str:
    alternatives = (" AND ".join(f"({' OR '.join(words)})" for words in must) for must in asked)
    return " OR ".join(f"({alternative})" for alternative in alternatives)


def _write_for_mariadb(asked: Sequence[Must]) -> str:
    alternatives = (" ".join(map(_require, must)) for spread in map(_spread, asked) for must in spread)
    return " ".join(f"({alternative})" for alternative in alternatives)


def _spread(must: Must) -> list[Must]:
    """`a and (b or c)` as `a and b`, `a and c`: MariaDB collects all rows of b and c before it looks at a."""
    if max(map(len, must)) > MOST_SPREAD:
        return [must]
    return [[[word] for word in choice] for choice in product(*must)]


def _require(words: Sequence[str]) -> str:
    return f"+{words[0]}" if len(words) == 1 else f"+({' '.join(words)})"
