"""A real Lily on a real port, in its own process.

Here: starting, waiting for a log line, stopping. Not here: any fake; the echo engine is Lily's own.
"""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
PERSONA = (
    "You are Lily, a warm companion who sits by the fire. "
    "Answer the last line kindly, in its own language, in two or three sentences."
)
PROMPT = f"{PERSONA}\nMinji: 안녕, Lily! Tell us a story\nLily:"
LONG = " ".join(f"word{number}" for number in range(400))

OWN_NAMES = ("LILY_", "HF_", "HUGGING", "CPU_THREADS", "PIP_")


class Lily:
    """One process of ``python -m lily``; ``lines`` is what it has logged so far."""

    def __init__(self, **settings: str) -> None:
        env = {name: value for name, value in os.environ.items() if not name.startswith(OWN_NAMES)}
        self.lines: list[str] = []
        self._news = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lily"],
            cwd=ROOT,
            env={**env, "LILY_PORT": "0", **settings},
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            with self._news:
                self.lines.append(line.rstrip())
                self._news.notify_all()

    def wait_for_line(self, *parts: str, timeout: float = 30) -> str:
        """The first line that holds all the parts, now or later."""

        def find() -> str | None:
            return next((line for line in self.lines if all(part in line for part in parts)), None)

        with self._news:
            assert self._news.wait_for(find, timeout), f"{parts} not in:\n" + "\n".join(self.lines)
            found = find()
        assert found is not None
        return found

    @property
    def url(self) -> str:
        found = re.search(r"http://[\w.]+:\d+", self.wait_for_line("listening on http"))
        assert found is not None
        return found[0]

    def connect(self, **options: object) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=60, trust_env=False, **options)  # type: ignore[arg-type]

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """The exit code, and how many seconds it took."""
        started = time.monotonic()
        self.process.send_signal(sign)
        code = self.process.wait(timeout=15)
        return code, time.monotonic() - started

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(timeout=15)
        self._reader.join(timeout=15)
        if self.process.stderr:
            self.process.stderr.close()


StartLily = Callable[..., Lily]


def read_events(response: httpx.Response) -> Iterator[dict[str, Any]]:
    """The data of each event as it comes."""
    for line in response.iter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))
