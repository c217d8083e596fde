"""People: how a guest comes to be; telling the rooms that somebody looks or is called otherwise."""

from django.db import transaction

from chat.actions.clock import lock_room, tick_person
from chat.events import publish, room_topic, user_topic
from chat.models import Member, User
from chat.protocol.bodies import NewGuest
from chat.protocol.events import MemberChanged, MeSettingsChanged
from chat.queries.people import settings_data
from chat.queries.rooms import member_data


def create_guest(*, new: NewGuest) -> User:
    """A person with a name and no password."""
    user = User(name=new.name, language=new.language, is_guest=True)
    user.set_unusable_password()
    user.save()
    return user


def tell_changed_person(*, user: User) -> None:
    """After a change of the name or the face: tell every room of the person's, and his other tabs."""
    mine = Member.objects.filter(user=user, left_at__isnull=True).order_by("room_id")
    with transaction.atomic():
        for room_id in list(mine.values_list("room_id", flat=True)):
            _tell_room(user, room_id)
        event = MeSettingsChanged.model_construct(user_head=tick_person(user.pk), data=settings_data(user))
        publish(user_topic(user.pk), event)


def _tell_room(user: User, room_id: int) -> None:
    with lock_room(room_id) as clock:
        member = Member.objects.get(room_id=room_id, user=user)
        member.user, member.room, member.seq = user, clock.room, clock.tick()
        member.save(update_fields=["seq"])
        event = MemberChanged.model_construct(room_id=room_id, seq=member.seq, member=member_data(member))
        publish(room_topic(room_id), event, members_version=clock.room.members_version)
