"""Reply jobs: queueing, claiming, finishing, stopping, asking again. Who calls the provider is `chat/worker.py`.

Whatever a worker writes is WHERE attempt = its own AND status = "running": one that slept through its lease
changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from chat.actions.clock import RoomClock, lock_room
from chat.actions.indexing import index_message
from chat.actions.telling import tell_message
from chat.ai.prompt import LILY_NAME
from chat.events import publish_now, room_topic, wake_workers
from chat.models import Member, Message, Reply, User
from chat.protocol.events import ReplyProgress
from chat.protocol.shapes import ClientAiSettings, MessageData
from chat.queries.access import require_speaker, require_stopper
from chat.queries.messages import message_data
from chat.refusals import Refused
from chat.texts import say

MOST_TRIES = 5  # a job that ends its worker each time is given up


@dataclass(frozen=True)
class Claim:
    """A job that is this worker's as long as the lease is renewed."""

    reply_id: int
    message_id: int
    room_id: int
    attempt: int


def queue_reply(*, clock: RoomClock, question: Message, asker: User, client: ClientAiSettings | None) -> Message:
    """Lily's message, empty and queued, and its job; inside the transaction of the question."""
    message = Message.objects.create(
        room=clock.room,
        seq=(seq := clock.tick()),
        created_seq=seq,
        author_kind="lily",
        author_name=LILY_NAME,
        status="queued",
        question=question,
    )
    Reply.objects.create(
        message=message, asker=asker, client_ai_settings=client.model_dump(mode="json") if client else None
    )
    tell_message(clock, message)
    wake_workers()
    return message


def claim_reply() -> Claim | None:
    """Take the oldest job that is queued, or running under a lease that ran out."""
    waiting = Q(status="queued") | Q(status="running", lease_until__lt=timezone.now())
    reply = Reply.objects.filter(waiting).select_related("message", "asker").order_by("queued_at", "pk").first()
    if reply is None:
        return None
    taken = Reply.objects.filter(waiting, pk=reply.pk, attempt=reply.attempt).update(
        status="running", attempt=F("attempt") + 1, lease_until=_lease_end()
    )
    if taken != 1:
        return None  # another worker was quicker; the next look finds the next job
    claim = Claim(reply.pk, reply.message_id, reply.message.room_id, reply.attempt + 1)
    if claim.attempt > reply.tries + MOST_TRIES:
        fail_reply(claim=claim, code="broken", error=say("lily_broken", reply.asker.language if reply.asker else None))
        return None
    if reply.stop_asked:  # asked of a worker that died before it heard
        finish_reply(claim=claim, status="stopped", text="", model="")
        return None
    return claim if _change(claim, status="writing", reply_status=None) else None


def renew_lease(*, claim: Claim) -> Literal["mine", "stop", "lost"]:
    """Keep the job for another lease; say when somebody asked to stop, or when it is not ours any more."""
    if _mine(claim).update(lease_until=_lease_end()) != 1:
        return "lost"
    return "stop" if _mine(claim).filter(stop_asked=True).exists() else "mine"


def give_back(*, claim: Claim) -> None:
    """Return an unfinished job to the queue: this process is going."""
    _mine(claim).update(status="queued", lease_until=None)


def requeue_orphans() -> int:
    """Put every running job back: at the start of the only process, whoever ran them is gone. Returns how many."""
    return Reply.objects.filter(status="running").update(status="queued", lease_until=None)


def tell_progress(*, claim: Claim, revision: int, text: str) -> None:
    """Lily's words so far, to the room."""
    event = ReplyProgress(
        room_id=claim.room_id, message_id=claim.message_id, attempt=claim.attempt, revision=revision, text=text
    )
    publish_now(room_topic(claim.room_id), event)


def finish_reply(*, claim: Claim, status: Literal["complete", "stopped"], text: str, model: str) -> bool:
    """Commit the answer. False when the job was not ours any more."""
    return _change(
        claim, status=status, reply_status="done" if status == "complete" else status, text=text, model=model
    )


def fail_reply(*, claim: Claim, code: str, error: str) -> bool:
    """Commit that there is no answer, with a kind line. False when the job was not ours any more."""
    return _change(claim, status="failed", reply_status="failed", text="", error_code=code, error_text=error)


def stop_reply(*, member: Member, message: Message) -> MessageData:
    """Ask for an end. A waiting answer ends here; a running one is ended by its worker, with the words so far."""
    require_stopper(member, message.reply.asker_id)
    with lock_room(message.room_id) as clock:
        reply = Reply.objects.select_related("message").get(pk=message.reply.pk)
        if reply.status == "queued":
            Reply.objects.filter(pk=reply.pk).update(status="stopped")
            _update_message(reply.message, clock, status="stopped", text="")
        elif reply.status == "running":
            Reply.objects.filter(pk=reply.pk).update(stop_asked=True)
            wake_workers(stop_message_id=reply.message_id)
        return message_data(reply.message)


def stop_replies(*, room_id: int) -> None:
    """End every answer that waits or runs in a room that is being deleted; inside that transaction."""
    rows = Reply.objects.filter(message__room_id=room_id, status__in=("queued", "running"))
    open_ids = list(rows.values_list("message_id", flat=True))
    Reply.objects.filter(message_id__in=open_ids).update(status="stopped")
    for message_id in open_ids:
        wake_workers(stop_message_id=message_id)


def retry_reply(*, member: Member, message: Message) -> MessageData:
    """Ask again after a failure or a stop.

    Raises Refused: muted, room_closed, conflict while Lily is at it or is done.
    """
    require_speaker(member)
    with lock_room(message.room_id) as clock:
        again = Reply.objects.filter(pk=message.reply.pk, status__in=("failed", "stopped")).update(
            status="queued",
            stop_asked=False,
            lease_until=None,
            queued_at=timezone.now(),
            tries=F("attempt"),
            asker=member.user,  # who asks again may stop it, and is answered in his language
        )
        if again != 1:
            raise Refused("conflict", "reply_busy")
        fresh = Message.objects.get(pk=message.pk)
        _update_message(fresh, clock, status="queued", text="", error_code="", error_text="", model="")
        wake_workers()
        return message_data(fresh)


def _mine(claim: Claim) -> Any:
    return Reply.objects.filter(pk=claim.reply_id, attempt=claim.attempt, status="running")


def _lease_end() -> datetime:
    return timezone.now() + timedelta(seconds=settings.REPLY_LEASE_SECONDS)


def _change(claim: Claim, *, status: str, reply_status: str | None, **fields: str) -> bool:
    """Change Lily's message if the job is still ours; `reply_status` ends the job."""
    with lock_room(claim.room_id) as clock:
        held = _mine(claim).update(status=reply_status) if reply_status else _mine(claim).exists()
        if not held:
            return False
        message = Message.objects.get(pk=claim.message_id)
        if message.deleted:
            return False
        if message.status != status or fields:
            _update_message(message, clock, status=status, **fields)
        return True


def _update_message(message: Message, clock: RoomClock, **fields: str) -> None:
    message.seq = clock.tick()
    for name, value in fields.items():
        setattr(message, name, value)
    message.save(update_fields=["seq", *fields])
    if "text" in fields:
        index_message(message=message)
    tell_message(clock, message)
