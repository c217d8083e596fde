"""Reactions: an emoji under a message."""

from chat.actions.clock import lock_room
from chat.actions.memberships import look_again
from chat.actions.messages import fresh_message, save_message
from chat.models import Member, Message, Reaction
from chat.protocol.shapes import MessageData
from chat.queries.access import require_speaker
from chat.queries.messages import message_data
from chat.refusals import Refused

MOST_KINDS = 20  # under one message
MOST_NAMED = 50  # people of one kind, on the wire


def set_reaction(*, member: Member, message: Message, emoji: str, on: bool) -> MessageData:
    """Set one's reaction or take it off; at most 20 kinds under a message. Raises Refused: muted, conflict."""
    with lock_room(message.room_id) as clock:
        require_speaker(look_again(clock, member))
        fresh = fresh_message(message)
        rows = Reaction.objects.filter(message=fresh, user_id=member.user_id, emoji=emoji)
        if rows.exists() == on:
            return message_data(fresh)
        if on:
            kinds = {reaction["emoji"] for reaction in fresh.reactions}
            if emoji not in kinds and len(kinds) >= MOST_KINDS:
                raise Refused("conflict", "reactions_full")
            Reaction.objects.create(message=fresh, user_id=member.user_id, emoji=emoji)
        else:
            rows.delete()
        fresh.reactions = gather_reactions(fresh)
        return save_message(clock, fresh)


def gather_reactions(message: Message) -> list[dict[str, object]]:
    """The reactions as on the wire, in the order in which the emoji first came."""
    gathered: dict[str, list[int]] = {}
    rows = Reaction.objects.filter(message=message).order_by("pk").values_list("emoji", "user_id")
    for emoji, user_id in rows:
        gathered.setdefault(emoji, []).append(user_id)
    return [{"emoji": emoji, "count": len(who), "user_ids": who[:MOST_NAMED]} for emoji, who in gathered.items()]
