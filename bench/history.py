"""A room with 100,000 messages: opening it, its windows of history, what is unread; and a client that was away."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import httpx

from bench.house import House, ask, open_house, open_tab
from bench.machine import percentile
from bench.rows import Row
from bench.seed import Plan, RoomPlan

PEOPLE = 100
GOAL = "<= 100 ms"
Call = Callable[[], Awaitable[object]]


def measure_history(quick: bool) -> list[Row]:
    """Server time of each call, one after the other."""
    messages, rounds = (2000, 3) if quick else (100_000, 20)
    with open_house(Plan(PEOPLE, (RoomPlan(0, PEOPLE, messages),))) as house:
        return asyncio.run(_call_all(house, messages, rounds))


async def _call_all(house: House, messages: int, rounds: int) -> list[Row]:
    room, middle = house.rooms[0], messages // 2
    tab = await open_tab(house, 0)
    async with httpx.AsyncClient(base_url=house.urls[0], headers={"Cookie": house.cookies[0]}, timeout=60) as client:

        def window(query: str) -> Call:
            return lambda: client.get(f"/api/rooms/{room}/messages?limit=50&{query}")

        calls: dict[str, Call] = {
            "open it (room.enter)": lambda: ask(tab, "room.enter", room_id=room, since=None, seat=True),
            "newest 50": window(""),
            "50 before the middle": window(f"before={middle}"),
            "50 around the middle": window(f"around={middle}"),
            "50 after the start": window("after=1"),
            "a day": window("date=2020-01-01"),
            "list of rooms, all unread (me.load)": lambda: ask(tab, "me.load"),
            "heartbeat (ping)": lambda: ask(tab, "ping"),
            "mark as read in the middle": lambda: ask(tab, "room.read", room_id=room, created_seq=middle),
        }
        named = f"room of {messages:,} messages"
        rows = [await _time(house, f"{named}: {what}", rounds, call) for what, call in calls.items()]
    await tab.close()
    return rows


async def _time(house: House, what: str, rounds: int, call: Call) -> Row:
    await call()
    waits, before = [], house.cpu_seconds()
    for _ in range(rounds):
        started = time.perf_counter()
        answer = await call()
        waits.append((time.perf_counter() - started) * 1000)
        if isinstance(answer, httpx.Response):
            answer.raise_for_status()
    cpu = (house.cpu_seconds() - before) / rounds * 1000
    return Row(what, GOAL, f"CPU {cpu:.1f} ms, p50 {percentile(sorted(waits), 0.5):.1f} ms")


def measure_resume(quick: bool) -> list[Row]:
    """A client that was away for a minute of talk: from the first byte until it is current."""
    rounds = 3 if quick else 15
    rows = []
    for rate in (5, 20):
        missed = rate * 60
        with open_house(Plan(PEOPLE, (RoomPlan(0, PEOPLE, missed),))) as house:
            waits = sorted(asyncio.run(_come_back(house, rounds, head=PEOPLE + missed)))
        how = "what changed" if missed <= 500 else "starts afresh"
        row = Row(
            f"resume after 60 s away from {rate} msg/s ({how})",
            "< 1 s",
            f"p50 {percentile(waits, 0.5) * 1000:.0f} ms, worst {waits[-1] * 1000:.0f} ms",
        )
        rows.append(row)
    return rows


async def _come_back(house: House, rounds: int, head: int) -> list[float]:
    waits = []
    for place in range(rounds):
        started = time.perf_counter()
        tab = await open_tab(house, place)
        entered = await ask(tab, "room.enter", room_id=house.rooms[0], since=PEOPLE, seat=True)
        waits.append(time.perf_counter() - started)
        if entered["head"] < head:
            raise RuntimeError("not current")
        await tab.close()
    return waits
