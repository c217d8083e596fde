"""What keepers do to those below them: roles, handing over, mute, taking out, ban. Each is told why, kindly.

Everything is decided again under the room's lock: two keepers may act at once.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from chat.actions.clock import RoomClock, lock_room
from chat.actions.memberships import end_membership, give_role, look_again, tell_member
from chat.actions.notifications import notify
from chat.models import Ban, JoinRequest, Member, User
from chat.presence import typing
from chat.protocol.rooms import MemberPatch
from chat.protocol.shapes import MemberData
from chat.queries.access import require, require_above, role_of
from chat.queries.members import find_member
from chat.queries.notifications import name_room
from chat.queries.rooms import member_data
from chat.refusals import NotFound, Refused
from chat.texts import say

LONGEST_MUTE = timedelta(days=366)
MOST_NAMED = 40  # characters of a room's name in a notification
MOST_SAID = 200  # characters of a notification


def change_member(*, keeper: Member, user_id: int, patch: MemberPatch) -> MemberData:
    """Give another role, mute, ban or lift either. All of the patch or nothing.

    Raises Refused: forbidden, not_found (nobody of this room), bad_frame (a time that does not make sense).
    """
    with lock_room(keeper.room_id) as clock:
        keeper = look_again(clock, keeper)
        require(keeper, "sanction")
        member = find_member(clock.room, user_id)
        if patch.role is not None:
            _give_role(clock, keeper, member, patch)
        if "muted_until" in patch.model_fields_set:
            mute_member(clock, keeper, member, until=patch.muted_until, reason=patch.reason)
        if patch.banned:
            ban_member(clock, keeper, member, until=patch.banned_until, reason=patch.reason)
        elif patch.banned is False:
            _lift_ban(keeper, member)
        return member_data(member)


def remove_member(*, keeper: Member, user_id: int) -> None:
    """Take somebody out of a room; a public one he may enter again. Raises Refused: forbidden, not_found."""
    with lock_room(keeper.room_id) as clock:
        keeper = look_again(clock, keeper)
        require(keeper, "sanction")
        take_out(clock, keeper, find_member(clock.room, user_id), reason="")


def mute_member(clock: RoomClock, keeper: Member, member: Member, *, until: datetime | None, reason: str) -> None:
    """Have somebody listen until then; null ends it. Inside the caller's lock."""
    _require_present_below(keeper, member)
    if until is None and member.muted_until is None:
        return
    _require_future(until, "muted_until", timezone.now() + LONGEST_MUTE)
    member.muted_until, member.seq = until, clock.tick()
    member.save(update_fields=["muted_until", "seq"])
    tell_member(clock, member)
    transaction.on_commit(partial(typing.set_typing, member.room_id, member.user_id, on=False), robust=True)
    tell_why(member.user, member, "told_muted" if until else "told_unmuted", reason)


def take_out(clock: RoomClock, keeper: Member, member: Member, *, reason: str) -> None:
    """End somebody's membership. Inside the caller's lock."""
    _require_present_below(keeper, member)
    end_membership(clock, member, reason="removed")
    tell_why(member.user, member, "told_removed", reason)


def ban_member(clock: RoomClock, keeper: Member, member: Member, *, until: datetime | None, reason: str) -> None:
    """Keep somebody out, also who has left, until then or until it is lifted. Inside the caller's lock."""
    require_above(keeper, member)
    _require_future(until, "banned_until", None)
    values = {"by": keeper.user, "reason": reason, "until": until, "created_at": timezone.now()}
    Ban.objects.update_or_create(room=clock.room, user=member.user, defaults=values)
    JoinRequest.objects.filter(room=clock.room, user=member.user).delete()
    if member.left_at is None:
        end_membership(clock, member, reason="banned")
    tell_why(member.user, member, "told_banned", reason)


def tell_why(user: User, about: Member, key: str, reason: str, **values: Any) -> None:
    """A word of the room's keepers to one person, in his language, with their reason if they gave one."""
    name = name_room(about.room, user.language)[:MOST_NAMED]
    words = " ".join(part for part in (say(key, user.language, room=name, **values), reason) if part)
    excerpt = words if len(words) <= MOST_SAID else words[: MOST_SAID - 1] + "…"
    notify(user_id=user.pk, kind="keeper", room_id=about.room_id, from_name=name, excerpt=excerpt)


def _give_role(clock: RoomClock, keeper: Member, member: Member, patch: MemberPatch) -> None:
    """`owner` hands the room over; "member" and "guest" both mean: a keeper no more."""
    if member.user_id == keeper.user_id and role_of(keeper) == "owner":
        raise Refused("forbidden", "last_owner")
    require(keeper, "hand_over" if patch.role == "owner" else "name_keepers")
    _require_present_below(keeper, member)
    if patch.role == "owner":
        give_role(clock, keeper, "keeper")
    plain = "guest" if member.user.is_guest else "member"
    give_role(clock, member, patch.role if patch.role in ("owner", "keeper") else plain)


def _lift_ban(keeper: Member, member: Member) -> None:
    require_above(keeper, member)
    lifted, _ = Ban.objects.filter(room=member.room, user=member.user).delete()
    if lifted:
        tell_why(member.user, member, "told_unbanned", "")


def _require_present_below(keeper: Member, member: Member) -> None:
    if member.left_at is not None:
        raise NotFound
    require_above(keeper, member)


def _require_future(moment: datetime | None, field: str, latest: datetime | None) -> None:
    if moment is None:
        return
    if moment <= timezone.now() or (latest is not None and moment > latest):
        raise Refused("bad_frame", "time_ahead", field=field)
