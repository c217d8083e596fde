"""Committed sends: how many a second one core stores with SQLite, and what each costs.

Reference of the same run: one row and one commit a time into a bare SQLite file of the same settings on the same disk.
"""

import sqlite3
import tempfile
import time
from pathlib import Path

from bench.driver import Driver
from bench.house import open_house
from bench.machine import pin
from bench.rows import Row
from bench.seed import Plan, RoomPlan

PEOPLE = 16  # who wait for their last line's acknowledgement before the next; two in each room


def measure_sends(quick: bool) -> list[Row]:
    """All say the next line as soon as the last one is committed."""
    count = 200 if quick else 4000
    rooms = tuple(RoomPlan(first, 2) for first in range(0, PEOPLE, 2))
    with open_house(Plan(PEOPLE, rooms)) as house, Driver() as driver:
        where = [house.rooms[place // 2] for place in range(PEOPLE)]
        driver.do("connect", urls=house.urls, cookies=house.cookies, at_once=PEOPLE)
        driver.do("enter", rooms=where, at_once=PEOPLE)
        driver.do("send_all", count=100, rooms=where)
        before = house.cpu_seconds()
        seconds = driver.do("send_all", count=count, rooms=where)["seconds"]
        cpu = house.cpu_seconds() - before
    bare = _insert_bare(count)
    return [
        Row(
            "committed sends a second, SQLite, one core",
            ">= 400/s",
            f"{count / seconds:.0f}/s",
            f"{bare:.0f}/s (bare SQLite)",
        ),
        Row("CPU a committed send", "<= 2 ms", f"{cpu / count * 1000:.2f} ms"),
    ]


def _insert_bare(count: int) -> float:
    """Rows a second."""
    pin(0, 0)
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder:
        file = sqlite3.connect(Path(folder) / "bare.sqlite3", isolation_level=None)
        file.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE line (id INTEGER PRIMARY KEY, text)"
        )
        started = time.perf_counter()
        for number in range(count):
            file.execute(
                "INSERT INTO line (text) VALUES (?)", (f"line {number} of some sixty characters, said at the fire",)
            )
        seconds = time.perf_counter() - started
        file.close()
    return count / seconds
