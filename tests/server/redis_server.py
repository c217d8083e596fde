"""A Redis of a test's own, for tests that stop it, and the skip of those that need one."""

import os
import shutil
import socket
import subprocess
import tempfile
import time

import pytest
import redis

TEST_REDIS_URL = os.environ.get("TEST_REDIS_URL", "")
PATIENCE = 20.0
needs_redis = pytest.mark.skipif(not TEST_REDIS_URL, reason="no Redis (TEST_REDIS_URL)")
needs_own_redis = pytest.mark.skipif(
    not TEST_REDIS_URL or shutil.which("redis-server") is None, reason="no redis-server of the test's own"
)


class OwnRedis:
    """`start` and `stop` as often as one likes, on the same port."""

    def __init__(self) -> None:
        with socket.socket() as spare:
            spare.bind(("127.0.0.1", 0))
            self.port: int = spare.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", tempfile.gettempdir()]
        self._child = subprocess.Popen(
            [shutil.which("redis-server") or "", "--port", str(self.port), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert time.monotonic() < until, "redis-server did not start"

    def stop(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                pass
            with redis.Redis(port=self.port) as client:
                return bool(client.ping())
        except (OSError, redis.RedisError):
            time.sleep(0.02)
            return False
