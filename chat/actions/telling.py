"""How a message that came or changed is told to its room; the one place where such an event leaves."""

from chat.actions.clock import RoomClock
from chat.events import publish, room_topic, user_topic
from chat.models import Member, Message
from chat.protocol.events import MessageChanged
from chat.protocol.shapes import MessageData
from chat.queries.messages import message_data


def tell_message(clock: RoomClock, message: Message) -> MessageData:
    """Tell the room after the commit.

    Where newcomers see only what came after them, a change of older words goes to those who may see these words; the
    others find a number missing and catch up with nothing.
    """
    data = message_data(message)
    room = clock.room
    event = MessageChanged.model_construct(room_id=room.pk, seq=message.seq, message=data)
    if room.history == "all" or message.seq == message.created_seq:
        publish(room_topic(room.pk), event, members_version=room.members_version)
        return data
    seeing = Member.objects.filter(room=room, left_at__isnull=True, joined_seq__lte=message.created_seq)
    for user_id in seeing.values_list("user_id", flat=True):
        publish(user_topic(user_id), event)
    return data
