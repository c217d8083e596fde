"""Leaving the house: an account, or a guest who fell silent, goes in one transaction.

What stays is a row without anything personal, because memberships that ended name it, and, if the person wishes, the
words. A room's words take one number and its reactions another, which no event carries: by the hole everybody catches
up.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any, Literal
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from chat.actions.attachments import discard_files
from chat.actions.clock import RoomClock, lock_person, lock_rooms, tick_person
from chat.actions.indexing import index_messages
from chat.actions.memberships import end_membership, give_role
from chat.actions.people import lock_members
from chat.actions.reactions import gather_reactions
from chat.actions.rooms import end_room
from chat.events import check_sessions
from chat.files.storage import remove
from chat.models import (
    Attachment,
    Ban,
    Block,
    Favorite,
    Invite,
    JoinRequest,
    Member,
    Message,
    Notification,
    PushSubscription,
    Reaction,
    Reply,
    Report,
    User,
    Wording,
)
from chat.refusals import Refused

SOMEONE = "someone"  # the page says it in the reader's language where a message has no author any more
Words = Literal["keep", "remove"]


def delete_account(*, user: User, name: str, messages: Words) -> None:
    """Go for good. Raises Refused("bad_frame") when the name was not written as it stands."""
    if name.strip() != user.name:
        raise Refused("bad_frame", "name_differs")
    remove_person(user=user, messages=messages, name=SOMEONE)


def remove_person(*, user: User, messages: Words, name: str, among: QuerySet[User] | None = None) -> bool:
    """Take a person out of the house; words that stay stand under `name`. Files go in any case.

    `among`: only if he is still one of these once all is locked. Returns whether he went. Raises NotFound for who has
    left already.
    """
    while True:
        room_ids = _list_room_ids(user)
        with lock_rooms(room_ids) as clocks:
            lock_members(clocks, user)
            lock_person(user.pk)
            if among is not None and not among.filter(pk=user.pk).exists():
                return False
            if _list_room_ids(user) <= room_ids:  # else he came into another room while we waited
                for clock in clocks:
                    _leave(clock, user, messages, name)
                _forget(user)
                return True


def _list_room_ids(user: User) -> set[int]:
    """Where something of the person stands. One query each: joined together, every room would be looked through."""
    rows = (Member.objects.filter(user=user), Message.objects.filter(author=user))
    found = {room_id for some in rows for room_id in some.values_list("room_id", flat=True).distinct()}
    return found | set(Attachment.objects.filter(uploader=user).values_list("room_id", flat=True).distinct())


def _leave(clock: RoomClock, user: User, messages: Words, name: str) -> None:
    _take_words(clock, user, messages, name)
    _take_reactions(clock, user)
    _give_up_seat(clock, user)


def _forget(user: User) -> None:
    _forget_traces(user)
    _forget_rows_of_others(user)
    _make_nobody(user)
    check_sessions(user.pk)


def _give_up_seat(clock: RoomClock, user: User) -> None:
    """The membership ends; a room that loses its owner gets another, or goes when nobody is left."""
    member = Member.objects.filter(room=clock.room, user=user, left_at__isnull=True).first()
    if member is None:
        return
    if member.role == "owner" and not _hand_on(clock, member):
        end_room(clock)
        return
    member.user = user
    end_membership(clock, member, reason="left")


def _hand_on(clock: RoomClock, owner: Member) -> bool:
    """To the keeper who has been here longest, else the member, else the guest; False when nobody is left."""
    others = Member.objects.select_related("user").filter(room=clock.room, left_at__isnull=True).exclude(pk=owner.pk)
    order = ("keeper", "member", "guest")
    heir = min(others, key=lambda other: (order.index(other.role), other.joined_seq), default=None)
    if heir is None:
        return False
    give_role(clock, heir, "owner")
    return True


def _take_words(clock: RoomClock, user: User, messages: Words, name: str) -> None:
    """The person's messages of one room: without author, or tombstones; the files of both go."""
    mine = Message.objects.filter(room=clock.room, author=user)
    discard_files(rows=Attachment.objects.filter(room=clock.room, uploader=user))
    if not mine.exists():
        return
    ids = list(mine.values_list("pk", flat=True))
    seq = clock.tick()
    Notification.objects.filter(message__in=mine).update(from_name=name)
    gone = mine if messages == "remove" else mine.filter(text="")  # a file alone leaves nothing behind
    Wording.objects.filter(message__in=mine).delete()
    Reaction.objects.filter(message__in=gone).delete()
    Favorite.objects.filter(message__in=gone).delete()
    Notification.objects.filter(message__in=gone).update(excerpt="", read=True)
    gone.update(text="", deleted=True, pinned=False, reactions=[], mentions=[])
    rows = Message.objects.filter(pk__in=ids)
    rows.filter(edited_by=user).update(edited_by=None)
    rows.update(author=None, author_name=name, attachments=[], seq=seq)
    index_messages(ids=ids)


def _take_reactions(clock: RoomClock, user: User) -> None:
    """The person's reactions under the words of others."""
    mine = Reaction.objects.filter(message__room=clock.room, user=user)
    under = list(mine.values_list("message_id", flat=True).distinct())
    if not under:
        return
    mine.delete()
    seq = clock.tick()
    for message in Message.objects.filter(pk__in=under):
        message.reactions, message.seq = gather_reactions(message), seq
        message.save(update_fields=["reactions", "seq"])


def _forget_traces(user: User) -> None:
    """What stands about the person in rows that stay."""
    Reply.objects.filter(asker=user, status__in=("queued", "running")).update(stop_asked=True)
    Reply.objects.filter(asker=user).update(asker=None, client_ai_settings=None)
    Wording.objects.filter(changed_by=user).update(changed_by=None)
    Message.objects.filter(edited_by=user).update(edited_by=None)
    Invite.objects.filter(created_by=user).update(created_by=None, revoked_at=timezone.now())
    Ban.objects.filter(by=user).update(by=None)
    Report.objects.filter(reporter=user).update(reporter=None)
    Report.objects.filter(decided_by=user).update(decided_by=None)
    Report.objects.filter(about=user).delete()


def _forget_rows_of_others(user: User) -> None:
    """The person's own rows: ours, and those of the packages that hold accounts, sessions and second factors."""
    Block.objects.filter(Q(user=user) | Q(blocked=user)).delete()
    for model in (Ban, Favorite, JoinRequest, Notification, PushSubscription):
        model.objects.filter(user=user).delete()
    for relation in _relations_of_packages():
        relation.related_model._base_manager.filter(**{relation.field.name: user}).delete()
    user.groups.clear()
    user.user_permissions.clear()


def _relations_of_packages() -> Iterator[Any]:
    """Tables of other apps that point at a person and have no use without one."""
    for relation in User._meta.related_objects:
        if relation.related_model._meta.app_label != User._meta.app_label and not relation.many_to_many:
            yield relation


def _make_nobody(user: User) -> None:
    """What is left of the row: a number."""
    if user.avatar_file:
        transaction.on_commit(partial(remove, [user.avatar_file]), robust=True)
    fresh = User(pk=user.pk, username=uuid4().hex, name=SOMEONE, head=tick_person(user.pk), created_at=user.created_at)
    fresh.is_active, fresh.deleted_at = False, timezone.now()
    fresh.set_unusable_password()
    fresh.save(force_update=True)
