"""Rooms: making one, changing it and one's own settings of it, ending it."""

from django.db import transaction
from django.utils import timezone

from chat.actions.clock import RoomClock, lock_room, tick_person
from chat.actions.memberships import begin_membership, end_all_memberships, look_again
from chat.actions.replies import stop_replies
from chat.events import publish, room_topic, user_topic
from chat.models import Invite, JoinRequest, Member, Notification, Room, User
from chat.protocol.events import MeRoomsChanged, RoomChanged
from chat.protocol.rooms import MyRoomPatch, NewRoom, RoomPatch
from chat.protocol.shapes import RoomData, RoomSummary
from chat.queries.access import require, role_of
from chat.queries.rooms import list_summaries, room_data
from chat.refusals import NotFound, Refused
from chat.texts import Line

MOST_OWNED = 100  # rooms of one person
_SHARED = ("topic", "lily", "slow_seconds")  # what keepers change, besides the name
_RULES = ("visibility", "history", "archived")  # what the owner alone changes, besides the capacity


def create_room(*, user: User, new: NewRoom) -> RoomData:
    """A public or private room; who makes it owns it, a guest too, and his other tabs follow it at once.

    Raises Refused: bad_frame (no name), conflict (he owns too many already).
    """
    if new.name is None:
        raise Refused("bad_frame", "bad_field", field="name", reason=Line("field_missing"))
    if user.memberships.filter(role="owner", left_at__isnull=True).count() >= MOST_OWNED:
        raise Refused("conflict", "rooms_many", limit=MOST_OWNED)
    with transaction.atomic():
        fields = new.model_dump(exclude={"user_id"})
        clock = RoomClock(Room.objects.create(**fields))
        begin_membership(clock, user, role="owner")
    return room_data(clock.room, "owner")


def change_room(*, member: Member, patch: RoomPatch) -> RoomData:
    """Change a room's settings: its keepers the everyday ones, its owner alone who sees it and how many belong.

    A capacity below the present number throws nobody out. In a one-to-one room both may change Lily, and nothing else.
    Raises Refused("forbidden"), NotFound for a room that is gone meanwhile.
    """
    with lock_room(member.room_id) as clock:
        room, member = clock.room, look_again(clock, member)
        _require_change(member, patch)
        for name in ("name", *_SHARED, *_RULES):
            if (value := getattr(patch, name)) is not None:
                setattr(room, name, value)
        if "capacity" in patch.model_fields_set:
            room.capacity = patch.capacity
        room.seq = clock.tick()
        room.save()
        event = RoomChanged.model_construct(room_id=room.pk, seq=room.seq, room=room_data(room, None))
        publish(room_topic(room.pk), event, members_version=room.members_version)
    return room_data(room, role_of(member))


def _require_change(member: Member, patch: RoomPatch) -> None:
    given = {name for name in patch.model_fields_set if name == "capacity" or getattr(patch, name) is not None}
    if member.room.visibility == "direct":
        if given - {"lily"}:
            raise Refused("forbidden", "direct_room")
        return
    require(member, "change_room")
    if given & {"capacity", *_RULES}:
        require(member, "rule_room")


def change_my_room(*, member: Member, patch: MyRoomPatch) -> RoomSummary:
    """Change what a room is to oneself: favourite, which notifications. Raises NotFound to who belongs no more."""
    with transaction.atomic():
        row = Member.objects.select_for_update().filter(pk=member.pk, left_at__isnull=True).first()
        if row is None:
            raise NotFound  # taken out meanwhile
        row.favorite = row.favorite if patch.favorite is None else patch.favorite
        row.notify = patch.notify or row.notify
        row.save(update_fields=["favorite", "notify"])
        summary = list_summaries(member.user, member.room_id)[0]
        event = MeRoomsChanged.model_construct(user_head=tick_person(member.user_id), data=summary)
        publish(user_topic(member.user_id), event)
    return summary


def delete_room(*, member: Member) -> None:
    """End a room for everybody; its owner only, and never the fireplace. Raises Refused("forbidden")."""
    with lock_room(member.room_id) as clock:
        if clock.room.deleted_at is not None:
            return  # somebody was quicker, perhaps oneself
        require(look_again(clock, member), "delete_room")
        if clock.room.house_kept:
            raise Refused("forbidden")
        end_room(clock)


def end_room(clock: RoomClock) -> None:
    """A locked room is nobody's from now on: no member, no door, no answer under way. Its words go with the tidying."""
    room = clock.room
    if room.deleted_at is not None:
        return
    room.deleted_at, room.direct_key = timezone.now(), None
    room.save(update_fields=["deleted_at", "direct_key"])
    stop_replies(room_id=room.pk)
    Invite.objects.filter(room=room, revoked_at__isnull=True).update(revoked_at=room.deleted_at)
    JoinRequest.objects.filter(room=room).delete()
    Notification.objects.filter(room=room).delete()
    end_all_memberships(clock)
