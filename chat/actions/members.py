"""Memberships: joining and leaving a room, being removed, how far one has read."""

from functools import partial
from typing import Literal

from django.db import transaction
from django.utils import timezone

from chat.actions.clock import lock_room, tick_person
from chat.actions.notifications import read_calls
from chat.actions.telling import tell_mark
from chat.events import publish, room_topic, user_topic
from chat.models import Member, Room, User
from chat.presence import seats
from chat.protocol.events import MemberChanged, MeRoomsChanged, RoomRemoved
from chat.queries.access import require, require_above
from chat.queries.rooms import list_summaries, member_data
from chat.receipts import receipts
from chat.refusals import NotFound, Refused


def join_room(*, user: User, room: Room) -> Member:
    """Belong to a public room. Who belongs already changes nothing; who left comes back. Raises NotFound."""
    current = Member.objects.filter(room=room, user=user, left_at__isnull=True).first()
    if current is not None:
        return current
    if room.visibility != "public":
        raise NotFound
    with lock_room(room.pk) as clock:
        member = Member.objects.select_related("user").filter(room=room, user=user).first()
        if member is not None and member.left_at is None:
            return member
        seq = clock.tick()
        if member is None:
            member = Member(room=room, user=user, role="guest" if user.is_guest else "member")
        member.room = clock.room
        member.seq, member.joined_seq, member.read_seq, member.left_at = seq, seq, seq, None
        member.save()
        event = MemberChanged.model_construct(room_id=room.pk, seq=seq, member=member_data(member))
        publish(room_topic(room.pk), event, members_version=clock.room.members_version)
        clock.save()
        head = tick_person(user.pk)
        summary = list_summaries(user, room.pk)[0]
        listed = MeRoomsChanged.model_construct(user_head=head, data=summary)
        version = clock.room.members_version
        publish(user_topic(user.pk), listed, follow=room_topic(room.pk), members_version=version)
    return member


def mark_read(*, member: Member, created_seq: int) -> None:
    """Move the read mark forward, never past the room's head and never back; others see it, if the person allows.

    What called the person up to there is read with it.
    """
    with transaction.atomic():
        mark = min(created_seq, Room.objects.values_list("head", flat=True).get(pk=member.room_id))
        moved = Member.objects.filter(pk=member.pk, read_seq__lt=mark).update(read_seq=mark)
        if read_calls(member=member, created_seq=mark) or moved:
            tell_mark(member)
        if moved and member.user.receipts:
            transaction.on_commit(partial(receipts.note, member.room_id, member.user_id, mark), robust=True)


def mark_unread(*, member: Member, created_seq: int) -> None:
    """Set the read mark back to here; receipts that others saw stay as they were."""
    with transaction.atomic():
        if Member.objects.filter(pk=member.pk, read_seq__gt=created_seq).update(read_seq=created_seq):
            tell_mark(member)


def leave_room(*, member: Member) -> None:
    """Give up the membership; the words stay. Raises Refused("forbidden") to the last owner."""
    _end_membership(member, reason="left")


def remove_member(*, keeper: Member, user_id: int) -> None:
    """Take somebody out of a room: no socket of his gets another event of it. Raises Refused, NotFound."""
    require(keeper, "sanction")
    rows = Member.objects.select_related("user", "room").filter(room_id=keeper.room_id, left_at__isnull=True)
    member = rows.filter(user_id=user_id).first()
    if member is None or member.user_id == keeper.user_id:
        raise NotFound
    require_above(keeper, member)
    _end_membership(member, reason="removed")


def _end_membership(member: Member, *, reason: Literal["left", "removed"]) -> None:
    with lock_room(member.room_id) as clock:
        if member.role == "owner" and not _has_other_owner(member):
            raise Refused("forbidden", "last_owner")
        room = clock.room
        room.members_version += 1
        room.save(update_fields=["members_version"])
        member.seq, member.left_at, member.role = clock.tick(), timezone.now(), "member"
        member.save()
        topic = room_topic(room.pk)
        gone = RoomRemoved(room_id=room.pk, reason=reason)
        publish(user_topic(member.user_id), gone, unfollow=topic)
        event = MemberChanged.model_construct(room_id=room.pk, seq=member.seq, member=member_data(member))
        publish(topic, event, members_version=room.members_version)
        transaction.on_commit(partial(seats.remove, room.pk, member.user_id), robust=True)
        tick_person(member.user_id)  # the list of rooms is another one: who missed this finds it by the heartbeat


def _has_other_owner(member: Member) -> bool:
    others = Member.objects.filter(room_id=member.room_id, role="owner", left_at__isnull=True)
    return others.exclude(pk=member.pk).exists()
