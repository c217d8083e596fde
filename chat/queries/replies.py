"""Reads about a reply: everything a provider must be asked with."""

from dataclasses import dataclass

from django.conf import settings

from chat.ai.prompt import build_prompt
from chat.ai.provider import Question
from chat.ai.settings import load_policy, merge_settings
from chat.models import Member, Message, Reply
from chat.queries.messages import load_lines
from chat.queries.rooms import visible_from


@dataclass(frozen=True)
class Asking:
    """A question ready to be asked: who is in it by name, the asker's language, whether a stop was asked meanwhile."""

    question: Question
    names: list[str]
    language: str
    stop_asked: bool


def count_queued() -> int:
    """Answers that wait to be claimed."""
    return Reply.objects.filter(status="queued").count()


def load_asking(reply_id: int) -> Asking:
    """The prompt of the room's last lines and the merged settings; read when the job is claimed."""
    reply = Reply.objects.select_related("message__question", "message__room", "asker").get(pk=reply_id)
    asked = reply.message.question
    lines = []
    words = ("", "")
    if asked is not None:
        earlier = _list_earlier(reply, asked)
        lines = [(row.author_name, row.text) for row in earlier]
        words = (asked.author_name, asked.text)
    merged = merge_settings(
        load_policy(),
        client=reply.client_ai_settings,
        saved=reply.asker.ai_settings if reply.asker else {},
        room=reply.message.room.ai_settings,
    )
    return Asking(
        question=Question(prompt=build_prompt(lines, words), settings=merged, room_id=reply.message.room_id),
        names=sorted({name for name, _ in [*lines, words] if name}),
        language=reply.asker.language if reply.asker else "en",
        stop_asked=reply.stop_asked,
    )


def _list_earlier(reply: Reply, asked: Message) -> list[Message]:
    """What Lily hears before the question: nothing that who asks may not read himself."""
    room = reply.message.room
    asker = Member.objects.filter(room=room, user=reply.asker_id, left_at__isnull=True).first()
    floor = visible_from(asker, room)
    return load_lines(room.pk, floor=floor, before_seq=asked.created_seq, limit=settings.LILY_CONTEXT_LINES)
