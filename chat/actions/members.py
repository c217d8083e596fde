"""Memberships: joining a room, how far one has read."""

from django.db import transaction

from chat.actions.clock import lock_room, tick_person
from chat.events import publish, room_topic, user_topic
from chat.models import Member, Room, User
from chat.protocol.events import MemberChanged, MeReadChanged, MeRoomsChanged, ReadPart
from chat.queries.rooms import count_unread, list_summaries, member_data
from chat.refusals import NotFound


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
        member.seq, member.joined_seq, member.read_seq, member.left_at = seq, seq, seq, None
        member.save()
        event = MemberChanged.model_construct(room_id=room.pk, seq=seq, member=member_data(member))
        publish(room_topic(room.pk), event)
        clock.save()
        head = tick_person(user.pk)
        summary = list_summaries(user, room.pk)[0]
        listed = MeRoomsChanged.model_construct(user_head=head, data=summary)
        publish(user_topic(user.pk), listed, follow=room_topic(room.pk))
    return member


def mark_read(*, member: Member, created_seq: int) -> None:
    """Move the read mark forward, never past the room's head and never back."""
    with transaction.atomic():
        mark = min(created_seq, Room.objects.values_list("head", flat=True).get(pk=member.room_id))
        moved = Member.objects.filter(pk=member.pk, read_seq__lt=mark).update(read_seq=mark)
        if not moved:
            return
        part = ReadPart(room_id=member.room_id, read_seq=mark, unread=count_unread(member), mentions=0)
        event = MeReadChanged.model_construct(user_head=tick_person(member.user_id), data=part)
        publish(user_topic(member.user_id), event)
