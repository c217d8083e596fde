"""Committed messages and their delivery: server CPU per send and per delivered message, and the time to a listener.

A first form in one load process; the full load generator with its references comes with the next release.
"""

import asyncio
import json
import statistics
import time

from websockets.asyncio.client import ClientConnection

from bench.house import ask, compose, open_house, sit_down

LISTENERS = 50
SENDS = 400


async def measure_talk() -> list[str]:
    """One person speaks as fast as answers come; all listen."""
    with open_house() as house:
        speaker, room_id = await sit_down(house, "Speaker")
        listeners = [(await sit_down(house, f"Listener {n}"))[0] for n in range(LISTENERS)]
        sent: dict[str, float] = {}
        waits: list[float] = []
        hearing = [asyncio.create_task(_listen(tab, sent, waits)) for tab in listeners]
        before, started = house.cpu_seconds(), time.perf_counter()
        for number in range(SENDS):
            text = f"line {number}"
            sent[text] = time.perf_counter()
            await ask(speaker, "message.send", room_id=room_id, **compose(text))
        await asyncio.gather(*hearing)
        seconds, cpu = time.perf_counter() - started, house.cpu_seconds() - before
        for tab in (speaker, *listeners):
            await tab.close()
    delivered = SENDS * (LISTENERS + 1)
    waits.sort()
    return [
        f"{SENDS} committed sends to {LISTENERS + 1} sockets in {seconds:.1f} s: {SENDS / seconds:.0f} sends/s",
        f"server CPU {cpu / SENDS * 1000:.2f} ms a send, {cpu / delivered * 1e6:.0f} us a delivered message (all in)",
        f"latency p50 {statistics.median(waits):.1f} ms, p99 {waits[int(len(waits) * 0.99)]:.1f} ms, lost 0",
    ]


async def _listen(tab: ClientConnection, sent: dict[str, float], waits: list[float]) -> None:
    """Until every line was heard exactly once."""
    heard: set[str] = set()
    while len(heard) < SENDS:
        frame = json.loads(await tab.recv())
        if frame["type"] != "message.changed":
            continue
        text = frame["message"]["text"]
        if text in heard:
            raise RuntimeError(f"heard twice: {text}")
        heard.add(text)
        waits.append((time.perf_counter() - sent[text]) * 1000)
