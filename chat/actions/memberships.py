"""The beginning and the end of a membership, inside the transaction of whoever lets somebody in or sends him away.

Who may do it is decided by the callers; here stand the row, the events and the sockets.
"""

from functools import partial
from typing import Literal

from django.db import transaction
from django.utils import timezone

from chat.actions.clock import RoomClock, lock_person, tick_people, tick_person
from chat.events import publish, room_topic, user_topic
from chat.models import JoinRequest, Member, User
from chat.presence import seats, typing
from chat.protocol.events import MemberChanged, MeRoomsChanged, RoomRemoved
from chat.protocol.shapes import Role
from chat.queries.access import is_banned
from chat.queries.rooms import is_full, list_summaries, member_data
from chat.refusals import NotFound, Refused

Reason = Literal["left", "removed", "banned", "deleted"]


def begin_membership(clock: RoomClock, user: User, role: Role | None = None) -> Member:
    """Belong to a locked room from now on; who belongs already changes nothing, who left comes back.

    `role` null: member, or guest for a person without an account. Every way in ends here, under the room's lock.
    Raises NotFound for a deleted room, to who is banned and to who has left the house; Refused("room_full").
    """
    room = clock.room
    member = Member.objects.select_related("user").filter(room=room, user=user).first()
    if member is not None and member.left_at is None:
        member.room = room
        return member
    if room.deleted_at is not None or is_banned(user, room.pk):
        raise NotFound
    if is_full(room):
        raise Refused("room_full")
    JoinRequest.objects.filter(room=room, user=user).delete()
    if member is None:
        member = Member(room=room, user=user)
    member.room, member.role = room, role or ("guest" if user.is_guest else "member")
    member.seq = member.joined_seq = member.read_seq = clock.tick()
    member.left_at = None
    member.save()
    lock_person(user.pk)  # an account that is being deleted meanwhile comes in nowhere
    tell_member(clock, member)
    clock.save()  # the summary below reads the head
    tell_room(user, clock)
    return member


def look_again(clock: RoomClock, member: Member) -> Member:
    """The membership as it is under the lock. Raises NotFound to who does not belong here any more."""
    here = Member.objects.filter(pk=member.pk, left_at__isnull=True).values_list("role", "muted_until")
    for role, muted_until in here:
        member.room, member.role, member.muted_until = clock.room, role, muted_until
        return member
    raise NotFound


def give_role(clock: RoomClock, member: Member, role: str) -> None:
    """Another role in a locked room, told to it and to the person's own tabs. Needs `member.user`."""
    if member.role == role:
        return
    member.room, member.role, member.seq = clock.room, role, clock.tick()
    if role == "owner":
        member.muted_until = None  # nobody stands above him who could end it
    member.save(update_fields=["role", "seq", "muted_until"])
    tell_member(clock, member)
    clock.save()  # the summary below reads the head
    tell_room(member.user, clock)


def tell_member(clock: RoomClock, member: Member) -> None:
    """Tell the room what a membership is now; its `seq` is a new one."""
    event = MemberChanged.model_construct(room_id=clock.room.pk, seq=member.seq, member=member_data(member))
    publish(room_topic(clock.room.pk), event, members_version=clock.room.members_version)


def tell_room(user: User, clock: RoomClock) -> None:
    """Tell the person's own tabs of a room that is in their list now; from here on their sockets follow it."""
    listed = MeRoomsChanged.model_construct(user_head=tick_person(user.pk), data=list_summaries(user, clock.room.pk)[0])
    topic = room_topic(clock.room.pk)
    publish(user_topic(user.pk), listed, follow=topic, members_version=clock.room.members_version)


def end_membership(clock: RoomClock, member: Member, *, reason: Reason) -> None:
    """Not belong to a locked room any more: no socket of the person gets another event of it."""
    room = clock.room
    room.members_version += 1
    room.save(update_fields=["members_version"])
    member.seq, member.left_at, member.role, member.room = clock.tick(), timezone.now(), "member", room
    member.save()
    gone = RoomRemoved(room_id=room.pk, reason=reason)
    publish(user_topic(member.user_id), gone, unfollow=room_topic(room.pk))
    tell_member(clock, member)
    transaction.on_commit(partial(seats.remove, room.pk, member.user_id), robust=True)
    transaction.on_commit(partial(typing.set_typing, room.pk, member.user_id, on=False), robust=True)
    tick_person(member.user_id)  # the list of rooms is another one: who missed this finds it by the heartbeat


def end_all_memberships(clock: RoomClock) -> None:
    """Nobody belongs to a locked room any more: it is being deleted. No number is taken: nobody is left to catch up."""
    room = clock.room
    here = Member.objects.filter(room=room, left_at__isnull=True)
    user_ids = list(here.order_by("user_id").values_list("user_id", flat=True))
    room.members_version += 1
    room.save(update_fields=["members_version"])
    here.update(left_at=timezone.now(), role="member")
    tick_people(user_ids)
    for user_id in user_ids:
        publish(user_topic(user_id), RoomRemoved(room_id=room.pk, reason="deleted"), unfollow=room_topic(room.pk))
        transaction.on_commit(partial(seats.remove, room.pk, user_id), robust=True)
        transaction.on_commit(partial(typing.set_typing, room.pk, user_id, on=False), robust=True)
