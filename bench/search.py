"""A house with 1,000,000 messages: searching it, on SQLite and, where TEST_DATABASE_URL names one, on MariaDB.

Reference of the same run: the plain `LIKE '%word%'` that a chat without an index would ask, newest first.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import httpx

from bench.house import House, open_house, say
from bench.machine import percentile
from bench.rows import Row
from bench.seed import Plan, RoomPlan
from bench.words import ALSO_COMMON, COMMON, RARE

PEOPLE = 20
LIMIT = 20


def measure_search(quick: bool) -> list[Row]:
    """Each question as a member asks it over HTTP. The small room's messages are the oldest: the longest way back."""
    messages, rounds = (20_000, 2) if quick else (1_000_000, 10)
    small = messages // 100
    rooms = (
        RoomPlan(0, PEOPLE, small),
        RoomPlan(0, PEOPLE, messages // 5),
        RoomPlan(0, PEOPLE, messages * 4 // 5 - small),
    )
    plan, rows = Plan(PEOPLE, rooms, searched=True), []
    for name, goal, url in (
        ("SQLite", "<= 300 ms", ""),
        ("MariaDB", "<= 1 s", os.environ.get("TEST_DATABASE_URL", "")),
    ):
        if name == "MariaDB" and not url:
            say("no MariaDB (TEST_DATABASE_URL)")
            continue
        with open_house(plan, database_url=url) as house:
            named = f"search {messages:,} messages, {name}"
            rows += [Row(f"{named}: writing the index", "", f"{house.index_seconds:.0f} s")]
            rows += _ask_everything(house, named, goal, rounds)
    return rows


def _ask_everything(house: House, named: str, goal: str, rounds: int) -> list[Row]:
    ask_like = _ask_sqlite if house.database_url.startswith("sqlite") else _ask_mariadb
    questions = {
        "a common pair": (COMMON, []),
        "two common pairs": (f"{COMMON} {ALSO_COMMON}", []),
        "a rare word": (RARE, []),
        "a common pair in a small, old room": (COMMON, house.rooms[:1]),
        "nothing found": ("없는말이야", []),
    }
    rows = []
    with httpx.Client(base_url=house.urls[0], headers={"Cookie": house.cookies[0]}, timeout=60) as client:
        for what, (words, rooms) in questions.items():
            room = {"room_id": rooms[0]} if rooms else {}
            params = {"q": words, "limit": LIMIT} | room
            before = house.cpu_seconds()
            waits = _time(rounds, partial(_search, client, params))
            cpu = (house.cpu_seconds() - before) / (rounds + 1) * 1000
            like = _time(1, partial(ask_like, house.database_url, words, rooms or house.rooms))
            result = f"CPU {cpu:.0f} ms, p50 {percentile(waits, 0.5):.0f} ms, worst {waits[-1]:.0f} ms"
            ratio = like[0] / percentile(waits, 0.5)
            rows.append(Row(f"{named}: {what}", goal, result, f"{like[0]:.0f} ms (LIKE)", f"{ratio:.1f}x"))
    return rows


def _search(client: httpx.Client, params: dict[str, Any]) -> object:
    return client.get("/api/search", params=params).raise_for_status()


def _time(rounds: int, call: Callable[[], object]) -> list[float]:
    """Milliseconds of each round, sorted; one round before them does not count."""
    call()
    waits = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        waits.append((time.perf_counter() - started) * 1000)
    return sorted(waits)


def _write_like(words: str, rooms: list[int], mark: str) -> tuple[str, list[object]]:
    parts = [f"%{word}%" for word in words.split()]
    where = " AND ".join([f"text LIKE {mark}"] * len(parts))
    room = ", ".join([mark] * len(rooms))
    query = f"SELECT id FROM chat_message WHERE {where} AND room_id IN ({room}) AND NOT deleted"  # noqa: S608
    return f"{query} ORDER BY id DESC LIMIT {LIMIT + 1}", [*parts, *rooms]


def _ask_sqlite(url: str, words: str, rooms: list[int]) -> object:
    file = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        return file.execute(*_write_like(words, rooms, "?")).fetchall()
    finally:
        file.close()


def _ask_mariadb(url: str, words: str, rooms: list[int]) -> object:
    import MySQLdb  # installed only where MariaDB is wanted

    place = urlsplit(url)
    server = MySQLdb.connect(
        host=place.hostname, port=place.port, user=place.username, password=place.password,
        database=place.path.strip("/"), charset="utf8mb4",
    )  # fmt: skip
    try:
        cursor = server.cursor()
        cursor.execute(*_write_like(words, rooms, "%s"))
        return cursor.fetchall()
    finally:
        server.close()
