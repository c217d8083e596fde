"""How much later than the provider's own first token the first words of an answer are on a listener's socket.

Reference: the same question asked of the same Lily directly, one after the other. Goal: + <= 50 ms.
"""

import json
import statistics
import time

import httpx

from bench.house import ask, compose, open_house, sit_down
from tests.processes import Lily

ROUNDS = 15
DELAY_MS = 100  # the echo engine's time for a word


async def measure_first_words() -> list[str]:
    """Milliseconds to the first words: directly, and through the room, on a listener's socket."""
    with Lily(LILY_ECHO_DELAY_MS=str(DELAY_MS)) as lily:
        lily.wait_ready()
        direct = [await _ask_directly(lily.url) for _ in range(ROUNDS)]
        with open_house(LILY_API_URL=lily.url, LILY_MAX_LENGTH_DEFAULT="3") as house:
            asker, room_id = await sit_down(house, "Asker")
            listener, _ = await sit_down(house, "Listener")
            through = []
            for number in range(ROUNDS):
                started = time.perf_counter()
                await ask(asker, "message.send", room_id=room_id, **compose(f"Lily, round {number} goes on"))
                first = 0.0
                while True:
                    frame = json.loads(await listener.recv())
                    if frame["type"] == "reply.progress" and not first:
                        first = (time.perf_counter() - started) * 1000
                    if frame["type"] == "message.changed" and frame["message"]["status"] == "complete" and first:
                        break
                through.append(first)
            await asker.close()
            await listener.close()
    added = statistics.median(through) - statistics.median(direct)
    return [
        f"first token, asked directly   p50 {statistics.median(direct):6.1f} ms",
        f"first words, a listener       p50 {statistics.median(through):6.1f} ms   worst {max(through):6.1f} ms",
        f"added by the room             p50 {added:6.1f} ms   (goal <= 50)",
    ]


async def _ask_directly(url: str) -> float:
    form = {"prompt": "Asker: Lily, one two three\nLily:", "max_length": "3", "stream": "true"}
    started = time.perf_counter()
    async with httpx.AsyncClient() as client, client.stream("POST", f"{url}/generate", data=form) as response:
        async for line in response.aiter_lines():
            if '"text"' in line:
                return (time.perf_counter() - started) * 1000
    raise RuntimeError("Lily said nothing")
