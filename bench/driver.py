"""The other end of the load generator: gives it orders and waits for its figures."""

import json
import subprocess
import sys
from types import TracebackType
from typing import Any, Self

from bench.house import say
from bench.machine import LOAD_CORE, pin
from tests.processes import ROOT

BUSY = 0.85  # of a core: above it the load generator may be what is measured


class Driver:
    """A load generator of its own: `driver.do("talk", rate=20, ...)`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.load"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        pin(self._process.pid, LOAD_CORE)

    def do(self, order: str, **fields: Any) -> dict[str, Any]:
        """Have one thing done. Raises RuntimeError when the load generator broke."""
        assert self._process.stdin is not None  # noqa: S101
        assert self._process.stdout is not None  # noqa: S101
        self._process.stdin.write(json.dumps({"do": order, **fields}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the load generator broke at {order}; its error stands above")
        figures: dict[str, Any] = json.loads(line)
        if figures.get("load", 0.0) > BUSY:
            say(f"   the load generator was busy ({figures['load']:.0%} of its core): its own time is in the latency")
        return figures

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()
