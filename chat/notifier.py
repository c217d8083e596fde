"""The notifier: claims notifications that are due and pushes them to people's browsers.

What it writes is in `actions/pushing.py`. It lives where the reply worker lives; any number of them may run.
"""

import asyncio

import structlog
from django.db import DatabaseError

from chat import metrics
from chat.actions.pushing import Outcome, Push, claim_push, finish_push
from chat.push import PushClient, PushError, Target
from chat.threads import run_action

SLOTS = 8  # notifications on their way at once
POLL_SECONDS = 2.0

log = structlog.get_logger("chat.notifier")


class Notifier:
    """Pushes what is due, up to SLOTS at once; a service that answers slowly holds up nothing else."""

    def __init__(self, client: PushClient | None = None) -> None:
        self._client = client or PushClient()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Work until cancelled. What is on its way then is pushed again when its lease runs out."""
        try:
            while True:
                await self._begin_what_is_due()
                if self._tasks:
                    await asyncio.wait(self._tasks, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                else:
                    await asyncio.sleep(POLL_SECONDS)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self._client.close()

    async def push_due(self) -> None:
        """Push everything that is due now, and wait for it."""
        await self._begin_what_is_due()
        while self._tasks:
            await asyncio.gather(*self._tasks)
            await self._begin_what_is_due()

    async def _begin_what_is_due(self) -> None:
        try:
            while len(self._tasks) < SLOTS and (push := await run_action(claim_push)):
                task = asyncio.create_task(self._push(push), name=f"push-{push.notification_id}")
                self._tasks.add(task)
                task.add_done_callback(self._forget)
        except DatabaseError:
            log.exception("claim_failed")

    async def _push(self, push: Push) -> None:
        """To all of the person's browsers at once."""
        told = await asyncio.gather(*(self._tell(target, push) for target in push.targets.values()))
        outcomes: dict[int, Outcome] = {pk: outcome for pk, (outcome, _) in zip(push.targets, told, strict=True)}
        await run_action(finish_push, push=push, outcomes=outcomes, retry_after=max(after for _, after in told))

    async def _tell(self, target: Target, push: Push) -> tuple[Outcome, float]:
        outcome: Outcome = "sent"
        after = 0.0
        try:
            await self._client.send(target, push.message, topic=push.topic)
        except PushError as error:
            outcome, after = error.kind, error.retry_after
            log.info("push_failed", outcome=outcome, why=str(error))
        metrics.pushes.labels(outcome).inc()
        return outcome, after

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("push_lost", exc_info=error)  # its lease runs out, and it is tried again
