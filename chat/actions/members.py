"""Memberships: joining and leaving a room, being removed, how far one has read."""

from functools import partial

from django.db import transaction

from chat.actions.clock import lock_room, tick_person
from chat.actions.memberships import begin_membership, end_membership
from chat.actions.rooms import end_room
from chat.events import publish, user_topic
from chat.models import Member, Room, User
from chat.protocol.events import MeReadChanged, ReadPart
from chat.queries.access import is_banned, require, require_above
from chat.queries.rooms import count_mentions, count_unread
from chat.receipts import receipts
from chat.refusals import NotFound, Refused


def join_room(*, user: User, room: Room) -> Member:
    """Belong to a public room. Who belongs already changes nothing; who left comes back.

    Raises NotFound, Refused("room_full").
    """
    current = Member.objects.select_related("user").filter(room=room, user=user, left_at__isnull=True).first()
    if current is not None:
        return current
    if room.visibility != "public":
        raise NotFound
    with lock_room(room.pk) as clock:
        now = clock.room  # it may have changed while we waited
        if now.visibility != "public" or now.archived or now.deleted_at is not None or is_banned(user, now.pk):
            raise NotFound
        return begin_membership(clock, user)


def mark_read(*, member: Member, created_seq: int) -> None:
    """Move the read mark forward, never past the room's head and never back; others see it, if the person allows."""
    with transaction.atomic():
        mark = min(created_seq, Room.objects.values_list("head", flat=True).get(pk=member.room_id))
        if Member.objects.filter(pk=member.pk, read_seq__lt=mark).update(read_seq=mark):
            _tell_mark(member, mark)
            if member.user.receipts:
                transaction.on_commit(partial(receipts.note, member.room_id, member.user_id, mark), robust=True)


def mark_unread(*, member: Member, created_seq: int) -> None:
    """Set the read mark back to here; receipts that others saw stay as they were."""
    with transaction.atomic():
        if Member.objects.filter(pk=member.pk, read_seq__gt=created_seq).update(read_seq=created_seq):
            _tell_mark(member, created_seq)


def leave_room(*, member: Member) -> None:
    """Give up the membership; the words stay. An owner hands the room over first; one who is alone ends it.

    Raises Refused("forbidden") to an owner who would leave others behind.
    """
    with lock_room(member.room_id) as clock:
        here = Member.objects.select_related("user").filter(room=clock.room, left_at__isnull=True)
        mine = here.filter(pk=member.pk).first()
        if mine is None:
            return  # removed while we waited
        if mine.role != "owner":
            end_membership(clock, mine, reason="left")
        elif here.exclude(pk=mine.pk).exists():
            raise Refused("forbidden", "last_owner")
        else:
            end_room(clock)


def remove_member(*, keeper: Member, user_id: int) -> None:
    """Take somebody out of a room: no socket of his gets another event of it. Raises Refused, NotFound."""
    require(keeper, "sanction")
    rows = Member.objects.select_related("user", "room").filter(room_id=keeper.room_id, left_at__isnull=True)
    member = rows.filter(user_id=user_id).first()
    if member is None or member.user_id == keeper.user_id:
        raise NotFound
    require_above(keeper, member)
    with lock_room(member.room_id) as clock:
        end_membership(clock, member, reason="removed")


def _tell_mark(member: Member, mark: int) -> None:
    part = ReadPart(room_id=member.room_id, read_seq=mark, unread=count_unread(member), mentions=count_mentions(member))
    event = MeReadChanged.model_construct(user_head=tick_person(member.user_id), data=part)
    publish(user_topic(member.user_id), event)
