"""Messages: saying something, saying it in other words, taking it back, pinning it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from chat.actions.attachments import attach, discard_files, take_unsent
from chat.actions.clock import RoomClock, lock_room
from chat.actions.indexing import index_message, index_new
from chat.actions.memberships import look_again
from chat.actions.notifications import change_excerpts, clear_excerpts, notify_mentioned, notify_new
from chat.actions.replies import queue_reply
from chat.actions.telling import tell_message
from chat.ai.calling import calls_lily
from chat.ai.settings import check_policy, load_policy
from chat.events import wake_workers
from chat.metrics import sends
from chat.models import Attachment, Member, Message, Reaction, Reply, Wording
from chat.presence import seats, typing
from chat.protocol.commands import NewMessage
from chat.protocol.shapes import MessageData
from chat.queries.access import MAY, require_deleter, require_editor, require_speaker, role_of
from chat.queries.attachments import attachment_data
from chat.queries.members import find_mentioned
from chat.queries.messages import message_data
from chat.queries.rooms import visible_from
from chat.refusals import Refused


def send_message(*, member: Member, new: NewMessage) -> MessageData:
    """Store one message and, where Lily should answer, her reply's job; tell the room after the commit.

    A repeat with the same `client_id` returns the first message and does nothing.
    Raises Refused: muted, slow_mode, room_closed, forbidden (AI settings the house does not allow), bad_frame (a quote
    or an attachment that is not an unsent file of the person's in this room).
    """
    check_policy(new.client_ai_settings, load_policy())
    with lock_room(member.room_id) as clock:
        known = _find_repeat(member, new.client_id)
        if known is not None:
            return message_data(known)
        quoted = _check(member, clock, new)
        files = take_unsent(member=member, ids=new.attachment_ids)
        mentioned = find_mentioned(member.room_id, new.text, member.user_id)
        message = Message.objects.create(
            room=clock.room,
            seq=(seq := clock.tick()),
            created_seq=seq,
            client_id=new.client_id,
            author_id=member.user_id,
            author_name=member.user.name,
            text=new.text,
            reply_to=quoted,
            mentions=[person.user_id for person in mentioned],
            attachments=[attachment_data(row).model_dump(mode="json") for row in files],
        )
        attach(message=message, files=files)
        index_new(message=message)
        data = tell_message(clock, message)
        typing.set_typing(member.room_id, member.user_id, on=False)
        notify_new(message=message, mentioned=mentioned, quoted=quoted)
        transaction.on_commit(sends.inc, robust=True)
        if _should_answer(member, clock, new, quoted):
            queue_reply(clock=clock, question=message, asker=member.user, client=new.client_ai_settings)
    return data


def edit_message(*, member: Member, message: Message, text: str) -> MessageData:
    """Put other words in the place of one's own; the earlier ones are kept for the keepers."""
    with lock_room(message.room_id) as clock:
        fresh = fresh_message(message)
        require_editor(look_again(clock, member), fresh)
        if fresh.text == text:
            return message_data(fresh)
        now = timezone.now()
        _keep_wording(fresh, member, now)
        known = set(fresh.mentions)
        named = find_mentioned(member.room_id, text, member.user_id)
        mentioned = [person for person in named if visible_from(person, clock.room) <= fresh.created_seq]
        fresh.text, fresh.edited_at, fresh.edited_by_id = text, now, member.user_id
        fresh.mentions = [person.user_id for person in mentioned]
        change_excerpts(message=fresh)
        index_message(message=fresh)
        notify_mentioned(message=fresh, mentioned=[person for person in mentioned if person.user_id not in known])
        return save_message(clock, fresh)


def delete_message(*, member: Member, message: Message) -> MessageData:
    """Leave a tombstone: no words, no files, no reactions, no pin. Lily's answer on its way to it is stopped."""
    require_deleter(member, message)
    with lock_room(message.room_id) as clock:
        fresh = fresh_message(message)
        _keep_wording(fresh, member, timezone.now())
        Reaction.objects.filter(message=fresh).delete()
        Reply.objects.filter(message=fresh, status__in=("queued", "running")).update(status="stopped")
        wake_workers(stop_message_id=fresh.pk)
        discard_files(rows=Attachment.objects.filter(message=fresh))
        fresh.text, fresh.reactions, fresh.mentions, fresh.attachments = "", [], [], []
        fresh.pinned, fresh.deleted = False, True
        if fresh.status in ("queued", "writing"):
            fresh.status = "stopped"
        index_message(message=fresh)
        data = save_message(clock, fresh)
        clear_excerpts(message=fresh)
    return data


def pin_message(*, member: Member, message: Message, on: bool) -> MessageData:
    """Pin a message in its room, or take the pin off."""
    with lock_room(message.room_id) as clock:
        require_speaker(look_again(clock, member))
        fresh = fresh_message(message)
        if fresh.pinned == on:
            return message_data(fresh)
        fresh.pinned = on
        index_message(message=fresh)
        return save_message(clock, fresh)


def fresh_message(message: Message) -> Message:
    """The row under the lock. Raises Refused("not_found") for what was taken back meanwhile."""
    fresh = Message.objects.get(pk=message.pk)
    if fresh.deleted:
        raise Refused("not_found")
    return fresh


def _keep_wording(message: Message, member: Member, now: datetime) -> None:
    if message.text:
        Wording.objects.create(message=message, text=message.text, until=now, changed_by_id=member.user_id)


def save_message(clock: RoomClock, message: Message) -> MessageData:
    message.seq = clock.tick()
    message.save()
    return tell_message(clock, message)


def _find_repeat(member: Member, client_id: UUID) -> Message | None:
    """Hardly ever there: asked for by its id only, which costs a third of asking for the row."""
    known = Message.objects.filter(room_id=member.room_id, author_id=member.user_id, client_id=client_id)
    for message_id in known.values_list("pk", flat=True):
        return Message.objects.get(pk=message_id)
    return None


def _check(member: Member, clock: RoomClock, new: NewMessage) -> Message | None:
    """The quoted message; whatever stands against sending is raised."""
    member.room = clock.room
    fresh = look_again(clock, member)  # a mute or a ban may have come while this waited for the lock
    require_speaker(fresh)
    _check_slow_mode(member, clock)
    if new.reply_to is None:
        return None
    seen = Message.objects.filter(room=clock.room, created_seq__gte=visible_from(fresh, clock.room), deleted=False)
    quoted = seen.filter(pk=new.reply_to).first()
    if quoted is None:
        raise Refused("bad_frame", "reply_to_elsewhere")
    return quoted


def _check_slow_mode(member: Member, clock: RoomClock) -> None:
    pause = clock.room.slow_seconds
    if not pause or role_of(member) in MAY["skip_slow_mode"]:
        return
    since = timezone.now() - timedelta(seconds=pause)
    last = Message.objects.filter(room_id=member.room_id, author_id=member.user_id, created_at__gt=since)
    newest = last.order_by("-created_seq").annotate(at=F("created_at")).values_list("at", flat=True).first()
    if newest is not None:
        raise Refused("slow_mode", retry_after=max(0.1, (newest - since).total_seconds()))


def _should_answer(member: Member, clock: RoomClock, new: NewMessage, quoted: Message | None) -> bool:
    enabled = new.client_ai_settings.ai_enabled if new.client_ai_settings else None
    if enabled is None:
        enabled = member.user.ai_settings.get("ai_enabled", True)
    return bool(enabled) and calls_lily(
        mode=clock.room.lily,
        text=new.text,
        to_lily=quoted is not None and quoted.author_kind == "lily",
        alone=clock.room.lily == "company" and not seats.list_seated(member.room_id) - {member.user_id},
    )
