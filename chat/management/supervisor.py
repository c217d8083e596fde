"""Several server processes on one listening socket: started, started again when one dies, ended together.

Each is `manage.py serve --socket N`, a process of its own; nothing is shared with it but the listening socket, a pipe
it says "ready" on, and one whose closing tells it that this process is gone.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

LOOK_SECONDS = 0.25
STOP_SECONDS = 20.0  # then a process that does not end is killed
CALM_SECONDS = 10.0  # one that lived for so long is started again at once
LONGEST_PAUSE = 30.0

log = structlog.get_logger("chat.serve")


@dataclass
class Seat:
    """The place of one server process."""

    child: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    start_at: float = field(default_factory=time.monotonic)


class Supervisor:
    """`run` returns the exit code."""

    def __init__(self, listening: socket.socket, count: int, on_ready: Callable[[], None]) -> None:
        self._listening = listening
        self._on_ready = on_ready
        self._seats = [Seat() for _ in range(count)]
        self._alive_end, self._alive = os.pipe()  # never written: it closes with this process
        self._ready, self._ready_end = os.pipe()
        self._waiting_for = count  # processes that were never ready yet
        self._stop = False

    def run(self) -> int:
        for asked_to_stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(asked_to_stop, self._on_signal)
        code = 0
        while not self._stop:
            code = self._look_after()
            if code:
                break
            self._hear_ready()
        self._end_all()
        return code

    def _on_signal(self, *_: Any) -> None:
        self._stop = True

    def _look_after(self) -> int:
        """Start who is missing. An exit code other than 0: one ended before all had been ready, so none ever will."""
        for seat in self._seats:
            if seat.child is not None and (code := seat.child.poll()) is not None:
                seat.child = None
                if self._waiting_for:
                    return code or 1
                self._plan_restart(seat, code)
            if seat.child is None and time.monotonic() >= seat.start_at:
                self._start(seat)
        return 0

    def _plan_restart(self, seat: Seat, code: int) -> None:
        now = time.monotonic()
        seat.pause = 0.0 if now - seat.started > CALM_SECONDS else min(LONGEST_PAUSE, max(0.25, seat.pause * 2))
        seat.start_at = now + seat.pause
        log.error("server_process_died", exit_code=code, again_in=seat.pause)

    def _start(self, seat: Seat) -> None:
        passed = (self._listening.fileno(), self._ready_end, self._alive_end)
        command = [sys.executable, sys.argv[0], "serve", "--child", ",".join(map(str, passed))]
        seat.started = time.monotonic()
        seat.child = subprocess.Popen(command, pass_fds=passed)  # noqa: S603  our own command

    def _hear_ready(self) -> None:
        readable, _, _ = select.select([self._ready], [], [], LOOK_SECONDS)
        if readable:
            heard = len(os.read(self._ready, 64))
            if self._waiting_for:
                self._waiting_for = max(0, self._waiting_for - heard)
                if not self._waiting_for:
                    self._on_ready()

    def _end_all(self) -> None:
        """Ask all to end at once, so that they do it side by side."""
        self._listening.close()
        children = [seat.child for seat in self._seats if seat.child is not None]
        for child in children:
            child.terminate()
        until = time.monotonic() + STOP_SECONDS
        for child in children:
            try:
                child.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
