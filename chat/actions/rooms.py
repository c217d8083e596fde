"""Rooms: changing one's settings of it, and the room's own."""

from django.db import transaction

from chat.actions.clock import lock_room, tick_person
from chat.events import publish, room_topic, user_topic
from chat.models import Member
from chat.protocol.events import MeRoomsChanged, RoomChanged
from chat.protocol.rooms import MyRoomPatch, RoomPatch
from chat.protocol.shapes import RoomData, RoomSummary
from chat.queries.access import require, role_of
from chat.queries.rooms import list_summaries, room_data


def change_room(*, member: Member, patch: RoomPatch) -> RoomData:
    """Change a room's settings. Raises Refused("forbidden") unless one keeps it."""
    require(member, "change_room")
    with lock_room(member.room_id) as clock:
        room = clock.room
        room.slow_seconds = room.slow_seconds if patch.slow_seconds is None else patch.slow_seconds
        room.lily = patch.lily or room.lily
        room.seq = clock.tick()
        room.save()
        event = RoomChanged.model_construct(room_id=room.pk, seq=room.seq, room=room_data(room, None))
        publish(room_topic(room.pk), event, members_version=room.members_version)
    return room_data(room, role_of(member))


def change_my_room(*, member: Member, patch: MyRoomPatch) -> RoomSummary:
    """Change what a room is to oneself: favourite, which notifications."""
    with transaction.atomic():
        row = Member.objects.select_for_update().get(pk=member.pk)
        row.favorite = row.favorite if patch.favorite is None else patch.favorite
        row.notify = patch.notify or row.notify
        row.save(update_fields=["favorite", "notify"])
        summary = list_summaries(member.user, member.room_id)[0]
        event = MeRoomsChanged.model_construct(user_head=tick_person(member.user_id), data=summary)
        publish(user_topic(member.user_id), event)
    return summary
