"""Messages: saying something."""

from uuid import UUID

from django.utils import timezone

from chat.actions.clock import RoomClock, lock_room
from chat.actions.replies import queue_reply
from chat.ai.calling import calls_lily
from chat.ai.settings import check_policy, load_policy
from chat.events import publish, room_topic
from chat.models import Member, Message
from chat.presence import seats, typing
from chat.protocol.commands import NewMessage
from chat.protocol.events import MessageChanged
from chat.protocol.shapes import MessageData
from chat.queries.messages import message_data
from chat.refusals import Refused


def send_message(*, member: Member, new: NewMessage) -> MessageData:
    """Store one message and, where Lily should answer, her reply's job; tell the room after the commit.

    A repeat with the same `client_id` returns the first message and does nothing.
    Raises Refused: muted, room_closed, forbidden (AI settings the house does not allow), bad_frame (a quote or an
    attachment that does not exist in this room).
    """
    check_policy(new.client_ai_settings, load_policy())
    with lock_room(member.room_id) as clock:
        known = _find_repeat(member, new.client_id)
        if known is not None:
            return message_data(known)
        quoted = _check(member, clock, new)
        message = Message.objects.create(
            room=clock.room,
            seq=(seq := clock.tick()),
            created_seq=seq,
            client_id=new.client_id,
            author_id=member.user_id,
            author_name=member.user.name,
            text=new.text,
            reply_to=quoted,
        )
        data = message_data(message)
        publish(
            room_topic(member.room_id), MessageChanged.model_construct(room_id=member.room_id, seq=seq, message=data)
        )
        typing.set_typing(member.room_id, member.user_id, on=False)
        if _should_answer(member, clock, new, quoted):
            queue_reply(clock=clock, question=message, asker=member.user, client=new.client_ai_settings)
    return data


def _find_repeat(member: Member, client_id: UUID) -> Message | None:
    return Message.objects.filter(room_id=member.room_id, author_id=member.user_id, client_id=client_id).first()


def _check(member: Member, clock: RoomClock, new: NewMessage) -> Message | None:
    """The quoted message; whatever stands against sending is raised."""
    if clock.room.archived:
        raise Refused("room_closed")
    if member.muted_until is not None and member.muted_until > timezone.now():
        raise Refused("muted")
    if new.attachment_ids:
        raise Refused("bad_frame", "attachments_later")
    if new.reply_to is None:
        return None
    quoted = Message.objects.filter(pk=new.reply_to, room_id=member.room_id).first()
    if quoted is None:
        raise Refused("bad_frame", "reply_to_elsewhere")
    return quoted


def _should_answer(member: Member, clock: RoomClock, new: NewMessage, quoted: Message | None) -> bool:
    enabled = new.client_ai_settings.ai_enabled if new.client_ai_settings else None
    if enabled is None:
        enabled = member.user.ai_settings.get("ai_enabled", True)
    return bool(enabled) and calls_lily(
        mode=clock.room.lily,
        text=new.text,
        to_lily=quoted is not None and quoted.author_kind == "lily",
        alone=not seats.list_seated(member.room_id) - {member.user_id},
    )
