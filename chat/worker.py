"""The reply worker: claims jobs, calls the provider, tells the words as they come.

What it writes is in `actions/replies.py`. It lives in the server's process when there is one, else in processes of its
own (`manage.py run_replies`); any number of them may run. A room never waits for it.
"""

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from typing import Literal

import structlog
from django.conf import settings
from django.db import DatabaseError

from chat import metrics
from chat.actions import replies
from chat.ai.prompt import clean_answer
from chat.ai.provider import ErrorKind, Provider, ProviderError, Question, open_providers
from chat.events import REPLIES
from chat.hub import hub
from chat.presence import seats
from chat.queries.replies import Asking, load_asking
from chat.texts import say
from chat.threads import run_action, run_query

PROGRESS_SECONDS = 0.125  # between two frames of words; the wire allows ten a second
MANY_SEATED, SLOW_PROGRESS_SECONDS = 100, 0.5  # where more are seated: two a second
MOST_MODEL_NAME = 200  # characters
REPEAT_SECONDS = 1.0  # words that stand still are said again, for those who came since

log = structlog.get_logger("chat.worker")
Ending = Literal["complete", "stopped", "lost"]


@dataclass
class Writing:
    """An answer on its way: what the provider said so far."""

    claim: replies.Claim
    names: list[str] = field(default_factory=list)
    text: str = ""
    model: str = ""
    revision: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    def words(self) -> str:
        return clean_answer(self.text, self.names)

    def tell(self) -> None:
        """Send the words so far to the room, if there are any."""
        if words := self.words():
            self.revision += 1
            replies.tell_progress(claim=self.claim, revision=self.revision, text=words)


class ReplyWorker:
    """Runs up to REPLY_SLOTS answers at once."""

    def __init__(self) -> None:
        self._wake = asyncio.Event()
        self._writing: dict[int, Writing] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._providers: dict[str, Provider] = {}

    def offer(self, text: str) -> None:
        """From the hub: a new job (empty), or the id of a message whose answer somebody asked to stop."""
        if text.isdecimal() and (writing := self._writing.get(int(text))):
            writing.stop.set()
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled; then give unfinished jobs back."""
        self._providers = open_providers(settings.AI_PROVIDERS)
        hub.subscribe(REPLIES, self)
        try:
            while True:
                self._wake.clear()
                await self._claim_what_there_is()
                await _wait_for(self._wake, settings.REPLY_POLL_SECONDS)
        finally:
            hub.drop(self)
            await self._let_go()

    async def _claim_what_there_is(self) -> None:
        """A database that is away for a moment must not end the answers that are being written."""
        try:
            await self._claim_all()
        except DatabaseError:
            log.exception("claim_failed")

    async def _claim_all(self) -> None:
        while len(self._tasks) < settings.REPLY_SLOTS:
            claim = await self._claim()
            if claim is None:
                return
            task = asyncio.create_task(self._run_claim(claim), name=f"reply-{claim.message_id}")
            self._tasks.add(task)
            task.add_done_callback(self._forget)

    async def _claim(self) -> replies.Claim | None:
        """Claim a job; one that is claimed while this worker is being ended goes back at once."""
        claiming = asyncio.ensure_future(run_action(replies.claim_reply))
        try:
            return await asyncio.shield(claiming)
        except asyncio.CancelledError:
            try:
                if claim := await claiming:
                    await run_action(replies.give_back, claim=claim)
            except DatabaseError:  # must not take the place of the cancellation, or this worker never ends
                log.exception("claim_failed")
            raise

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._wake.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("reply_lost", exc_info=error)  # its lease runs out, and it is tried again

    async def _let_go(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for provider in self._providers.values():
            await provider.close()

    async def _run_claim(self, claim: replies.Claim) -> None:
        writing = Writing(claim)
        self._writing[claim.message_id] = writing  # from here on a stop is heard; an earlier one stands in the row
        try:
            asking = await run_query(load_asking, claim.reply_id)
            writing.names = asking.names
            if asking.stop_asked:
                writing.stop.set()
            await self._write(writing, asking)
        except asyncio.CancelledError:
            await asyncio.shield(run_action(replies.give_back, claim=claim))
            raise
        finally:
            if self._writing.get(claim.message_id) is writing:
                del self._writing[claim.message_id]

    async def _write(self, writing: Writing, asking: Asking) -> None:
        """One answer from the first question to the provider to the commit of what became of it."""
        generate = asyncio.create_task(self._generate(writing, asking.question))
        started = time.monotonic()
        try:
            ending = await _watch(writing, generate)
            await _finish(writing, ending)
            metrics.replies.labels(ending).inc()
        except ProviderError as error:
            await _fail(writing, asking, error.kind)
        except Exception:  # whatever broke, the room ends with an honest answer
            log.exception("reply_broke", message_id=writing.claim.message_id)
            await _fail(writing, asking, "broken")
        finally:
            metrics.reply_seconds.observe(time.monotonic() - started)
            await _end(generate)

    async def _generate(self, writing: Writing, question: Question) -> None:
        """Gather the provider's pieces. Closing the iterator closes the connection, which stops the model."""
        pieces = self._providers[question.settings.provider].generate(question)
        async with contextlib.aclosing(pieces):  # type: ignore[type-var]  # every generate is a generator
            async for piece in pieces:
                writing.text += piece.text
                writing.model = piece.model or writing.model
                writing.news.set()


async def _watch(writing: Writing, generate: asyncio.Task[None]) -> Ending:
    """Tell words as they come and keep the lease, until the provider is done, somebody stops it, or it is not ours."""
    loop = asyncio.get_running_loop()
    renew_every = settings.REPLY_LEASE_SECONDS / 3
    renew_at = loop.time() + renew_every
    ticking = asyncio.create_task(_tell_words(writing))
    stopping = asyncio.create_task(writing.stop.wait())
    try:
        while True:
            patience = max(0.0, renew_at - loop.time())
            await asyncio.wait({generate, stopping}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            if generate.done():
                generate.result()
                return "complete"
            if writing.stop.is_set():
                return "stopped"
            renew_at = loop.time() + renew_every
            match await run_action(replies.renew_lease, claim=writing.claim):
                case "stop":
                    return "stopped"
                case "lost":
                    return "lost"
    finally:
        await _end(ticking)
        await _end(stopping)


async def _tell_words(writing: Writing) -> None:
    """The first words at once, further ones a few times a second, and the same again each second."""
    while True:
        await _wait_for(writing.news, REPEAT_SECONDS)
        writing.news.clear()
        writing.tell()
        await asyncio.sleep(progress_pause(writing.claim.room_id))


def progress_pause(room_id: int) -> float:
    """Seconds between two frames of words in this room."""
    return SLOW_PROGRESS_SECONDS if len(seats.list_seated(room_id)) > MANY_SEATED else PROGRESS_SECONDS


async def _finish(writing: Writing, ending: Ending) -> None:
    if ending == "lost":
        return
    words, model = writing.words(), writing.model[:MOST_MODEL_NAME]
    if ending == "complete" and not words:
        raise ProviderError("empty")
    await run_action(replies.finish_reply, claim=writing.claim, status=ending, text=words, model=model)


async def _fail(writing: Writing, asking: Asking, kind: ErrorKind) -> None:
    metrics.replies.labels("failed").inc()
    line = say(f"lily_{kind}", asking.language)
    await run_action(replies.fail_reply, claim=writing.claim, code=kind, error=line)


async def _wait_for(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event or the time. (`asyncio.wait_for` of Python 3.11 can swallow a cancellation.)"""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


async def _end(task: asyncio.Task[None] | asyncio.Task[Literal[True]]) -> None:
    """Cancel a task of ours and wait until it is gone."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
