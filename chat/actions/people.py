"""People: how a guest comes to be, and how the rooms learn that somebody is called or looks different now."""

from chat.actions.clock import RoomClock
from chat.events import publish, room_topic
from chat.models import Member, User
from chat.protocol.bodies import NewGuest
from chat.protocol.events import MemberChanged
from chat.queries.rooms import member_data


def create_guest(*, new: NewGuest) -> User:
    """A person with a name and no password."""
    user = User(name=new.name, language=new.language, is_guest=True)
    user.set_unusable_password()
    user.save()
    return user


def list_room_ids(user: User) -> list[int]:
    """The rooms whose rows change when the person does: lock them before the person's own row."""
    mine = Member.objects.filter(user=user, left_at__isnull=True, room__deleted_at__isnull=True)
    return list(mine.values_list("room_id", flat=True))


def lock_members(clocks: list[RoomClock], user: User) -> list[Member]:
    """The person's memberships of these locked rooms: before his own row, which who moves a read mark takes last."""
    rooms = [clock.room.pk for clock in clocks]
    mine = Member.objects.select_for_update().filter(user=user, room_id__in=rooms, left_at__isnull=True)
    return list(mine.order_by("pk"))


def tell_changed_person(clocks: list[RoomClock], members: list[Member], user: User) -> None:
    """Stamp these memberships of the locked rooms and tell them; the person's row is saved already."""
    by_room = {clock.room.pk: clock for clock in clocks}
    for member in members:
        clock = by_room[member.room_id]
        member.user, member.room, member.seq = user, clock.room, clock.tick()
        member.save(update_fields=["seq"])
        event = MemberChanged.model_construct(room_id=member.room_id, seq=member.seq, member=member_data(member))
        publish(room_topic(member.room_id), event, members_version=clock.room.members_version)
