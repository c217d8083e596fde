"""The one model of the process: loading, ready, closing.

Here: the state that ``/health`` tells, and starting jobs on the engine. Not here: choosing a model (``loading``), HTTP.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

from lily.engine import Engine
from lily.engine_llama import ModelLoadError
from lily.errors import LilyError
from lily.jobs import Call, Job
from lily.loading import ModelChoice
from lily.log import get_logger
from lily.queue import FairQueue
from lily.settings import Settings
from lily.sources import SourceError

log = get_logger()


class ModelHost:
    """Use on one event loop. ``on_failure`` is called (on the loop) when the model cannot be loaded."""

    def __init__(self, choice: ModelChoice, settings: Settings, on_failure: Callable[[], None]) -> None:
        self.card = choice.card
        self._choice = choice
        self._on_failure = on_failure
        self._engine: Engine | None = None
        self._closing = False
        self._loader: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queue = FairQueue(settings.slots, settings.queue_max)
        self._pool = ThreadPoolExecutor(settings.slots, thread_name_prefix="model")
        self._jobs: set[Job] = set()

    @property
    def ready(self) -> bool:
        return self._engine is not None

    @property
    def loading(self) -> bool:
        """True while the loader's thread lives, also when nobody waits for it any more."""
        return self._loader is not None and self._loader.is_alive()

    def start_loading(self) -> None:
        """In a daemon thread: a process that shall end does not wait for a model to finish loading."""
        self._loop = asyncio.get_running_loop()
        self._loader = Thread(target=self._load, args=(self._loop,), name="loading", daemon=True)
        self._loader.start()

    def start_job(self, call: Call) -> Job:
        """Raises LilyError: loading, busy, stopping."""
        if self._closing:
            raise LilyError(503, "stopping", "Lily is going to sleep. Please ask again soon.", retry_after=5)
        if self._engine is None:
            raise LilyError(503, "loading", "Lily is still waking up. Please ask again soon.", retry_after=2)
        job = Job(call, self._engine, self._queue, self._pool)
        self._jobs.add(job)
        job.task.add_done_callback(lambda _: self._jobs.discard(job))
        return job

    def stop_jobs(self) -> None:
        """Nothing new begins, what is being written ends at the next token."""
        self._closing = True
        for job in self._jobs:
            job.cancel()

    def stop_soon(self) -> None:
        """``stop_jobs`` from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.stop_jobs)

    async def close(self) -> None:
        self.stop_jobs()
        if self._jobs:
            await asyncio.wait([job.task for job in self._jobs])
        self._pool.shutdown()
        if self._engine is not None:
            self._engine.close()

    def _load(self, loop: asyncio.AbstractEventLoop) -> None:
        started = time.perf_counter()
        log.info(f"loading model {self.card.model_id}")
        try:
            engine = self._choice.load()
        except (ModelLoadError, SourceError, OSError) as error:
            log.error("model failed", model=self.card.model_id, reason=str(error))
            loop.call_soon_threadsafe(self._on_failure)
            return
        loop.call_soon_threadsafe(self._take, engine, time.perf_counter() - started)

    def _take(self, engine: Engine, seconds: float) -> None:
        self._engine = engine
        log.info(f"model ready in {seconds:.1f} s", model=self.card.model_id)
