"""The engine for tests: says the words of the last line again, at a settable pace.

Here: a real engine without a model. It runs only when ``LILY_MODEL=echo`` says so. Not here: anything a model decides.
"""

import time
from collections.abc import Callable
from threading import Event

from lily.engine import FinishReason, GenerateRequest, ModelCard, Outcome
from lily.prompt import parse_prompt

ECHO_CARD = ModelCard("echo", "Echo (for tests)", ("en", "ko"))


class EchoEngine:
    """One word is one token. ``delay_s`` is waited before each word unless stopped, ``load_s`` while loading."""

    card = ECHO_CARD

    def __init__(self, delay_s: float = 0.0, load_s: float = 0.0) -> None:
        self._delay_s = delay_s
        self._closed = Event()
        self._closed.wait(load_s)

    def generate(self, request: GenerateRequest, on_text: Callable[[str], None], stop: Event) -> Outcome:
        started = time.perf_counter()
        words = parse_prompt(request.prompt).question.split()
        said: list[str] = []
        reason: FinishReason = "stop"
        first_s = 0.0
        for word in words:
            if len(said) == request.max_new_tokens:
                reason = "length"
                break
            if stop.wait(self._delay_s) if self._delay_s else stop.is_set():
                reason = "cancelled"
                break
            piece = word if not said else f" {word}"
            said.append(piece)
            first_s = first_s or time.perf_counter() - started
            on_text(piece)
        total_s = time.perf_counter() - started
        timings = {
            "tokenise_ms": 0.0,
            "first_token_ms": round(first_s * 1000, 1),
            "decode_ms": round((total_s - first_s) * 1000, 1),
        }
        return Outcome("".join(said), len(request.prompt.split()), len(said), reason, timings)

    def close(self) -> None:
        self._closed.set()
