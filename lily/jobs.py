"""One request on its way: waiting for its turn, being written, finished, or given up.

Here: the bridge between the event loop and the thread a model blocks, and the log line of a call. Not here: HTTP.
A job is its own task, so that a caller who goes away cannot tear it apart: it is told to stop, and then gives its turn
to the next only when the model has really stopped.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

from lily.engine import Engine, GenerateRequest, Outcome
from lily.errors import LilyError
from lily.log import get_logger
from lily.prompt import find_honest_line, parse_prompt
from lily.queue import FairQueue, Turn

log = get_logger()

Step = str | Outcome | LilyError  # a piece of text, or the end


@dataclass(frozen=True)
class Call:
    """A request with who asks (for fairness) and how it is answered (for the log)."""

    request: GenerateRequest
    caller: str
    stream: bool


class Job:
    """Iterate ``steps`` for the pieces and the end. ``cancel`` may be called at any time, also twice."""

    def __init__(self, call: Call, engine: Engine, queue: FairQueue, pool: ThreadPoolExecutor) -> None:
        self._call = call
        self._engine = engine
        self._queue = queue
        self._pool = pool
        self._stop = Event()
        self._steps: asyncio.Queue[Step] = asyncio.Queue()
        self._started = time.perf_counter()
        self._queue_ms = 0.0
        self._turn = queue.join(call.caller)
        self.task = asyncio.create_task(self._run())

    def cancel(self) -> None:
        self._stop.set()
        if not self._turn.done():
            self._turn.cancel()

    async def steps(self, patience_s: float | None = None) -> AsyncIterator[Step | None]:
        """Pieces of text as they come, then one Outcome or LilyError. None: nothing came for that many seconds."""
        step: Step | None = None
        while step is None or isinstance(step, str):
            try:
                async with asyncio.timeout(patience_s):
                    step = await self._steps.get()
            except TimeoutError:
                step = None
            yield step

    async def _run(self) -> None:
        began = 0.0
        end: Outcome | LilyError = LilyError(500, "internal", "Lily stumbled over this request.")
        try:
            await wait_for_turn(self._turn)
            began = time.perf_counter()
            self._queue_ms = round((began - self._started) * 1000, 1)
            end = await self._generate()
        except LilyError as error:
            end = error
        finally:
            self._queue.leave(self._turn, time.perf_counter() - began if began else 0.0)
            self._log_end(end)
            if isinstance(end, Outcome) and end.finish_reason == "cancelled":
                # Read only when the server stops: a caller who cancelled is gone.
                end = LilyError(503, "stopping", "Lily is going to sleep. Please ask again soon.", retry_after=5)
            self._steps.put_nowait(end)

    async def _generate(self) -> Outcome:
        if self._stop.is_set():
            raise LilyError(499, "cancelled", "The caller went away.")
        loop = asyncio.get_running_loop()
        show = self._steps.put_nowait
        honest = find_honest_line(self._engine.card.languages, parse_prompt(self._call.request.prompt).question)
        if honest:
            show(honest)
            return Outcome(honest, 0, 0, "stop", {"queue_ms": self._queue_ms})

        def on_text(piece: str) -> None:
            loop.call_soon_threadsafe(show, piece)

        generate = self._engine.generate
        outcome = await loop.run_in_executor(self._pool, generate, self._call.request, on_text, self._stop)
        outcome.timings["queue_ms"] = self._queue_ms
        return outcome

    def _log_end(self, end: Outcome | LilyError) -> None:
        request = self._call.request
        line: dict[str, object] = {
            "model": self._engine.card.model_id,
            "stream": self._call.stream,
            "prompt_chars": len(request.prompt),
            "max_new_tokens": request.max_new_tokens,
            "do_sample": request.do_sample,
            "total_ms": round((time.perf_counter() - self._started) * 1000, 1),
        }
        if isinstance(end, Outcome):
            status = 499 if end.finish_reason == "cancelled" else 200
            line |= {"status": status, "finish": end.finish_reason, **end.timings}
            line |= {"tokens_in": end.prompt_tokens, "tokens_out": end.completion_tokens}
        else:
            line |= {"status": end.status, "finish": end.code, "queue_ms": self._queue_ms}
        log.info("generate", **line)
        log.debug("prompt", text=request.prompt)


async def wait_for_turn(turn: Turn) -> None:
    """Raises LilyError (cancelled) when the turn was given up while waiting."""
    await asyncio.wait([turn])
    if turn.cancelled():
        raise LilyError(499, "cancelled", "The caller went away.")
