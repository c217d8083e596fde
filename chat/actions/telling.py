"""How a message that came or changed is told to its room, and a read mark to its person; where such events leave."""

from chat.actions.clock import RoomClock, tick_person
from chat.events import publish, room_topic, user_topic
from chat.models import Member, Message
from chat.protocol.events import MeReadChanged, MessageChanged, ReadPart
from chat.protocol.shapes import MessageData
from chat.queries.messages import message_data
from chat.queries.rooms import count_mentions, count_unread


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


def tell_mark(member: Member) -> None:
    """Tell the person's own tabs how far he has read this room and what is left there, as it stands now."""
    read_seq = Member.objects.values_list("read_seq", flat=True).get(pk=member.pk)
    unread, mentions = count_unread(member), count_mentions(member)
    part = ReadPart(room_id=member.room_id, read_seq=read_seq, unread=unread, mentions=mentions)
    event = MeReadChanged.model_construct(user_head=tick_person(member.user_id), data=part)
    publish(user_topic(member.user_id), event)
