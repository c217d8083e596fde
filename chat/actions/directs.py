"""One-to-one rooms: there is one for every two people, and whoever opens it gets that one."""

from django.db import IntegrityError, transaction

from chat.actions.clock import RoomClock, lock_room
from chat.actions.memberships import begin_membership, tell_room
from chat.models import Room, User
from chat.protocol.rooms import NewRoom
from chat.protocol.shapes import RoomData
from chat.queries.directs import access_partner, direct_key, find_direct
from chat.queries.rooms import room_data
from chat.refusals import Refused
from chat.texts import Line


def open_direct(*, user: User, new: NewRoom) -> RoomData:
    """The room of these two; made when there is none. Who left it comes back by opening it, the other one does not.

    Raises Refused("bad_frame") without a person, NotFound for one with whom this person may not talk alone.
    """
    if new.user_id is None:
        raise Refused("bad_frame", "bad_field", field="user_id", reason=Line("field_missing"))
    partner = access_partner(user, new.user_id)
    room = find_direct(user, partner)
    if room is None:
        try:
            return _create_direct(user, partner, new)
        except IntegrityError:  # the other one was quicker
            room = Room.objects.get(direct_key=direct_key(user, partner))
    with lock_room(room.pk) as clock:
        begin_membership(clock, user, role="member")
    return room_data(clock.room, "member")


def _create_direct(user: User, partner: User, new: NewRoom) -> RoomData:
    with transaction.atomic():
        key = direct_key(user, partner)
        clock = RoomClock(Room.objects.create(name="", visibility="direct", direct_key=key, lily=new.lily))
        first, second = sorted((user, partner), key=lambda person: person.pk)  # clocks move in one order everywhere
        begin_membership(clock, first, role="member")
        begin_membership(clock, second, role="member")
        tell_room(first, clock)  # when he was told, the other one was not there yet
    return room_data(clock.room, "member")
