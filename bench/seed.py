"""`python -m bench.seed PLAN`: fill the database of DATABASE_URL for a scenario, as no visitor could in a minute.

PLAN is JSON: how many people, and the rooms with the people in them (first, count) and the messages there. Prints the
people's session cookies and the rooms' ids as JSON. Straight into the tables: these are rows to measure with. What is
`searched` says the words of `bench/words.py`, and is indexed.
"""

import json
import os
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from bench.words import say_lines

BATCH = 500


@dataclass(frozen=True)
class RoomPlan:
    """A room with people `first` to `first + count`, and `messages` lines that they said one after the other."""

    first: int
    count: int
    messages: int = 0


@dataclass(frozen=True)
class Plan:
    """What the database holds at the start."""

    people: int
    rooms: tuple[RoomPlan, ...]
    searched: bool = False

    def as_json(self) -> str:
        return json.dumps(asdict(self))


def fill(plan: dict[str, Any]) -> dict[str, Any]:
    """Create everything; Django is set up."""
    from chat.models import User  #  models exist only once Django is set up

    people = [User(name=f"Guest {number}", is_guest=True) for number in range(plan["people"])]
    for person in people:
        person.password = f"!{uuid.uuid4().hex}"  # nobody signs in with it
    User.objects.bulk_create(people, BATCH)
    lines = say_lines() if plan["searched"] else _say_the_same()
    rooms = [_fill_room(number, room, people, lines) for number, room in enumerate(plan["rooms"])]
    return {"cookies": _open_sessions(people), "rooms": rooms}


def _say_the_same() -> Iterator[str]:
    place = 0
    while place := place + 1:
        yield f"Line {place} of a long evening by the fire, neither short nor long."


def _fill_room(number: int, plan: dict[str, int], people: list[Any], lines: Iterator[str]) -> int:
    from chat.models import Member, Room

    count, messages = plan["count"], plan["messages"]
    here = people[plan["first"] : plan["first"] + count]
    room = Room.objects.create(name=f"Room {number}", lily="called", head=count + messages)
    Member.objects.bulk_create(
        [Member(room=room, user=user, seq=seq, joined_seq=seq) for seq, user in enumerate(here, 1)], BATCH
    )
    rows = (
        {
            "room_id": room.pk,
            "seq": count + place,
            "created_seq": count + place,
            "author_id": here[place % count].pk,
            "author_name": here[place % count].name,
            "text": next(lines),
        }
        for place in range(1, messages + 1)
    )
    _insert_messages(rows)
    return int(room.pk)


def _insert_messages(rows: Iterator[dict[str, Any]]) -> None:
    """As Django stores a message, without a Django object for each: a million take seconds, not minutes."""
    from django.db import connection
    from django.utils import timezone

    from chat.models import Message

    fields = [field for field in Message._meta.concrete_fields if not field.primary_key]
    usual = Message(created_at=timezone.now())
    stored = {f.attname: f.get_db_prep_save(getattr(usual, f.attname), connection) for f in fields}
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    query = f"INSERT INTO chat_message ({columns}) VALUES ({marks})"  # noqa: S608  names of our own columns
    with connection.cursor() as cursor:
        while batch := [tuple((stored | row).values()) for row in islice(rows, BATCH * 10)]:
            cursor.executemany(query, batch)


def _open_sessions(people: list[Any]) -> list[str]:
    """A session for each person, as signing in would leave it; the cookies."""
    from datetime import timedelta

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    store, until = SessionStore(), timezone.now() + timedelta(days=1)
    rows = []
    for person in people:
        opened = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        rows.append(Session(session_key=uuid.uuid4().hex, session_data=store.encode(opened), expire_date=until))
    Session.objects.bulk_create(rows, BATCH)
    return [f"{settings.SESSION_COOKIE_NAME}={row.session_key}" for row in rows]


def _index() -> float:
    from chat.actions.indexing import index_everything

    started = time.perf_counter()
    index_everything()
    return time.perf_counter() - started


def main() -> None:
    import django
    from django.core.management import call_command
    from django.db import transaction

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth_chat.settings")
    django.setup()
    plan = json.loads(sys.argv[1])
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        filled = fill(plan)
    if plan["searched"]:
        filled["index_seconds"] = _index()
    print(f"seeded {json.dumps(filled)}", flush=True)


if __name__ == "__main__":
    main()
