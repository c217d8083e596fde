"""Memberships: joining and leaving a room, how far one has read. What keepers do to others is `sanctions.py`."""

from functools import partial

from django.db import transaction

from chat.actions.clock import lock_room
from chat.actions.memberships import begin_membership, end_membership
from chat.actions.notifications import read_calls
from chat.actions.rooms import end_room
from chat.actions.telling import tell_mark
from chat.models import Member, Room, User
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
        if now.visibility != "public" or now.archived or now.deleted_at is not None:
            raise NotFound
        return begin_membership(clock, user)


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
