"""Real processes for tests: Hearth by `manage.py serve`, Lily by `python -m lily`, each on a port of its own."""

import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0


class Process:
    """A child whose output is kept; `wait_line` waits for a line that matches."""

    def __init__(self, *command: str, env: dict[str, str]) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("LILY_", "HF_", "DJANGO_"))}
        self.lines: list[str] = []
        self._news = threading.Condition()
        self.child = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=clean | {"ENV_FILE": os.devnull, "PYTHONUNBUFFERED": "1"} | env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.child.stdout is not None
        for line in self.child.stdout:
            with self._news:
                self.lines.append(line.rstrip("\n"))
                self._news.notify_all()
        with self._news:
            self.lines.append("<end of output>")
            self._news.notify_all()

    def wait_line(self, pattern: str) -> re.Match[str]:
        """The first line that matches, already printed or still to come."""

        def look() -> re.Match[str] | None:
            return next((found for line in self.lines if (found := re.search(pattern, line))), None)

        with self._news:
            done = self._news.wait_for(lambda: look() or "<end of output>" in self.lines, PATIENCE)
            found = look()
            assert done, "\n".join(self.lines)
            assert found, f"no line like {pattern!r} in:\n" + "\n".join(self.lines)
            return found

    def stop(self) -> int:
        """Ask it to end (SIGTERM), wait, and return its exit code."""
        if self.child.poll() is None:
            self.child.terminate()
        code = self.child.wait(PATIENCE)
        self._reader.join(PATIENCE)
        if self.child.stdout is not None:
            self.child.stdout.close()
        return code

    def kill(self) -> None:
        """kill -9."""
        self.child.kill()
        self.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class Hearth(Process):
    """A Hearth server on a database file of its own."""

    def __init__(self, database: Path, **env: str) -> None:
        self.env = {
            "SECRET_KEY": "only-for-tests",
            "DATABASE_URL": f"sqlite:///{database}",
            "MEDIA_ROOT": str(database.parent / "media"),
            "REDIS_URL": "",
            "WEB_CONCURRENCY": "1",
            "LILY_API_URL": "http://127.0.0.1:9",
            "PORT": "0",
        } | env
        super().__init__("manage.py", "serve", env=self.env)

    def wait_ready(self) -> Self:
        port = self.wait_line(r"Hearth is lit: http://localhost:(\d+)/").group(1)
        self.url = f"http://127.0.0.1:{port}"
        return self


class Lily(Process):
    """A Lily server; `LILY_MODEL=echo` unless told otherwise."""

    def __init__(self, **env: str) -> None:
        super().__init__("-m", "lily", env={"LILY_PORT": "0", "LILY_MODEL": "echo"} | env)

    def wait_ready(self) -> Self:
        self.url = self.wait_line(r"listening on (http://127\.0\.0\.1:\d+)").group(1)
        self.wait_line(r"model ready|ready in")
        return self


def migrate(address: str, *target: str) -> None:
    """A fresh database with its fireplace; an older one is brought up to date, or to `target`."""
    env = {"SECRET_KEY": "only-for-tests", "DATABASE_URL": address}
    with Process("manage.py", "migrate", "-v0", *target, env=env) as process:
        assert process.child.wait(PATIENCE) == 0, process.lines
