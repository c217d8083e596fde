"""How much later than the provider's own first token the first words of an answer are on a listener's socket.

Reference: the same question asked of the same Lily directly, one after the other. Goal: + <= 50 ms.
"""

import asyncio
import json
import statistics
import time

import httpx

from bench.house import House, ask, compose, open_house, open_tab
from bench.rows import Row
from bench.seed import Plan, RoomPlan
from tests.processes import Lily

DELAY_MS = 100  # the echo engine's time for a word


def measure_first_words(quick: bool) -> list[Row]:
    """Milliseconds to the first words: directly, and through the room, on a listener's socket."""
    rounds = 3 if quick else 15
    with Lily(LILY_ECHO_DELAY_MS=str(DELAY_MS)) as lily:
        lily.wait_ready()
        direct = asyncio.run(_ask_directly(lily.url, rounds))
        env = {"LILY_API_URL": lily.url, "LILY_MAX_LENGTH_DEFAULT": "3"}
        with open_house(Plan(2, (RoomPlan(0, 2),)), env=env) as house:
            through = asyncio.run(_ask_in_room(house, rounds))
    here, there = statistics.median(through), statistics.median(direct)
    return [
        Row(
            "first words of a reply, a listener: p50",
            "+ <= 50 ms",
            f"{here:.0f} ms (worst {max(through):.0f} ms)",
            f"{there:.0f} ms (Lily asked directly)",
            f"+ {here - there:.0f} ms",
        )
    ]


async def _ask_in_room(house: House, rounds: int) -> list[float]:
    asker, listener = await open_tab(house, 0), await open_tab(house, 1)
    for tab in (asker, listener):
        await ask(tab, "room.enter", room_id=house.rooms[0], since=None, seat=True)
    waits = []
    for number in range(rounds):
        started = time.perf_counter()
        await ask(asker, "message.send", room_id=house.rooms[0], **compose(f"Lily, round {number} goes on"))
        first = 0.0
        while True:
            frame = json.loads(await listener.recv())
            if frame["type"] == "reply.progress" and not first:
                first = (time.perf_counter() - started) * 1000
            if frame["type"] == "message.changed" and frame["message"]["status"] == "complete" and first:
                break
        waits.append(first)
    await asker.close()
    await listener.close()
    return waits


async def _ask_directly(url: str, rounds: int) -> list[float]:
    return [await _ask_once(url) for _ in range(rounds)]


async def _ask_once(url: str) -> float:
    form = {"prompt": "Asker: Lily, one two three\nLily:", "max_length": "3", "stream": "true"}
    started = time.perf_counter()
    async with httpx.AsyncClient() as client, client.stream("POST", f"{url}/generate", data=form) as response:
        async for line in response.aiter_lines():
            if '"text"' in line:
                return (time.perf_counter() - started) * 1000
    raise RuntimeError("Lily said nothing")
