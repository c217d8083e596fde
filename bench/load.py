"""`python -m bench.load`: the load generator, a process of its own. Reads one order a line (JSON), answers with one.

An order is {"do": name, ...}; its fields are the arguments of the method of that name in `Load`.
"""

import asyncio
import gc
import json
import sys
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import uvloop

from bench.ears import Ear, Talk, head_in, open_deaf, open_ear
from bench.machine import percentile

PATIENCE = 20.0  # seconds for the last lines to arrive
Figures = dict[str, Any]


class Load:
    """All clients of a scenario."""

    def __init__(self) -> None:
        self.talk_now = Talk(0)
        self.ears: list[Ear] = []
        self.cookies: list[str] = []
        self.urls: list[str] = []
        self.deaf: list[Any] = []

    async def connect(self, *, urls: list[str], cookies: list[str], at_once: int) -> Figures:
        """Open a socket for each cookie (an empty one: a reference), spread over the urls."""
        started = time.perf_counter()
        self.urls, self.cookies = urls, cookies
        self.ears = await _each(at_once, len(cookies), self._open)
        return {"seconds": time.perf_counter() - started}

    async def _open(self, place: int) -> Ear:
        return await open_ear(self.urls[place % len(self.urls)], self.cookies[place], self.talk_now)

    async def enter(self, *, rooms: list[int], at_once: int) -> Figures:
        """Each client sits down in its room. Answers with the newest head that was seen of each room."""

        async def sit(place: int) -> int:
            answer = await self.ears[place].ask("room.enter", room_id=rooms[place], since=None, seat=True)
            return head_in(answer)

        started = time.perf_counter()
        heads = await _each(at_once, len(self.ears), sit)
        newest = {
            str(room): max(head for head, its in zip(heads, rooms, strict=True) if its == room) for room in set(rooms)
        }
        return {"seconds": time.perf_counter() - started, "heads": newest}

    async def add_deaf(self, *, cookie: str, room: int) -> Figures:
        """One more member, who never reads."""
        self.deaf.append(open_deaf(self.urls[0], cookie, room))
        return {}

    async def talk(self, *, rate: float, seconds: float, room: int, listeners: int, speakers: int) -> Figures:
        """Lines at a steady rate from several people, whatever the server does; all listeners count what they hear.

        Speakers and listeners are the first of the clients. `room` 0: the reference's frames.
        """
        count = round(rate * seconds)
        here = self._begin(count, listeners)
        started, cpu = time.perf_counter(), time.process_time()
        for number in range(count):
            await asyncio.sleep(started + number / rate - time.perf_counter())
            frame = _line(number, room)
            self.talk_now.sent[number] = time.perf_counter()
            self.ears[number % speakers].write(frame)
        load = (time.process_time() - cpu) / (time.perf_counter() - started)
        await _until(lambda: self.talk_now.heard >= count * listeners)
        await asyncio.sleep(0.3)  # whatever comes a second time
        return self._heard(here, count) | {"load": load, "seconds": time.perf_counter() - started}

    def _begin(self, lines: int, listeners: int) -> list[Ear]:
        self.talk_now = Talk(lines)
        for ear in self.ears:
            ear.forget(self.talk_now)
        gc.collect()
        gc.freeze()
        return self.ears[:listeners]

    def _heard(self, listeners: list[Ear], lines: int) -> Figures:
        waits = sorted(self.talk_now.waits)
        return {
            "lines": lines,
            "delivered": len(waits),
            "lost": sum(ear.counts.count(0) for ear in listeners),
            "doubled": sum(sum(count - 1 for count in ear.counts if count > 1) for ear in listeners),
            "acknowledged": sum(ear.acknowledged for ear in self.ears),
            "p50": percentile(waits, 0.5) * 1000,
            "p99": percentile(waits, 0.99) * 1000,
        }

    async def send_all(self, *, count: int, rooms: list[int]) -> Figures:
        """Each client says the next line in its room as soon as its last one is acknowledged, `count` in all."""
        self._begin(count, 0)
        left = iter(range(count))

        async def speak(place: int) -> None:
            for number in left:
                self.talk_now.sent[number] = time.perf_counter()
                await self.ears[place].ask("message.send", room_id=rooms[place], **_new(number))

        started = time.perf_counter()
        await asyncio.gather(*(speak(place) for place in range(len(self.ears)) if place < len(rooms)))
        return {"seconds": time.perf_counter() - started}

    async def ask_lily(self, *, first: int, rooms: list[int], each: int) -> Figures:
        """One person in every room asks for a story; `each` people are in a room, from client `first` on."""
        for number, room in enumerate(rooms):
            fields = _new(0) | {"text": "Lily, tell us a story"}
            await self.ears[first + number * each].ask("message.send", room_id=room, **fields)
        return {}

    async def cut(self, *, keep: int) -> Figures:
        """Cut all sockets but the first `keep`, as a network does."""
        for ear in self.ears[keep:]:
            if ear.transport is not None:
                ear.transport.underlying_transport.abort()
        return {}

    async def resume(self, *, keep: int, rooms: list[int], since: int, head: int, at_once: int) -> Figures:
        """All that were cut come back: hello, then `room.enter` with `since`; current once the answer has `head`."""
        started = time.perf_counter()
        waits: list[float] = []

        async def come_back(place: int) -> Ear:
            ear = await self._open(keep + place)
            answer = await ear.ask("room.enter", room_id=rooms[keep + place], since=since, seat=True)
            if head_in(answer) < head:
                raise RuntimeError("not current")
            waits.append(time.perf_counter() - started)
            return ear

        self.ears[keep:] = await _each(at_once, len(self.cookies) - keep, come_back)
        return {"p50": percentile(waits, 0.5), "last": waits[-1]}

    async def rest(self, *, seconds: float) -> Figures:
        """Do nothing, and say how many sockets are still there."""
        await asyncio.sleep(seconds)
        return {"open": sum(ear.transport is not None for ear in self.ears)}


def _new(number: int) -> Figures:
    text = f"~#{number:07d} a line of some sixty characters, said at the fire."
    fields: Figures = {"client_id": str(uuid.uuid4()), "text": text, "reply_to": None, "attachment_ids": []}
    return fields | {"client_ai_settings": None}


def _line(number: int, room: int) -> bytes:
    """The frame that says a line: Hearth's, or (room 0) the reference's."""
    if room:
        return json.dumps({"type": "message.send", "ref": f"say{number}", "room_id": room, **_new(number)}).encode()
    return json.dumps({"message": _new(number)["text"]}).encode()


async def _each(at_once: int, count: int, do: Callable[[int], Awaitable[Any]]) -> list[Any]:
    """Do something for each number, so many at the same time; the results in order."""
    free = asyncio.Semaphore(at_once)

    async def one(number: int) -> Any:
        async with free:
            return await do(number)

    return list(await asyncio.gather(*(one(number) for number in range(count))))


async def _until(done: Callable[[], bool]) -> None:
    until = time.perf_counter() + PATIENCE
    while not done() and time.perf_counter() < until:  # noqa: ASYNC110  counted in a hot path
        await asyncio.sleep(0.02)


async def _serve() -> None:
    """One order after the other, until the other end is closed."""
    loop, orders, load = asyncio.get_running_loop(), asyncio.StreamReader(limit=2**24), Load()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while line := await orders.readline():
        order = json.loads(line)
        answer = await getattr(load, order.pop("do"))(**order)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    uvloop.run(_serve())
