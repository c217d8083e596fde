"""Rights are looked at under the room's lock: who lost them while he waited for it does nothing any more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chat.actions.doors import answer_request, create_invite
from chat.actions.rooms import change_room, delete_room
from chat.actions.sanctions import change_member
from chat.models import Invite, JoinRequest, Member, Room, User
from chat.protocol.rooms import MemberPatch, NewInvite, RoomPatch
from chat.refusals import NotFound, Refused

pytestmark = pytest.mark.django_db(transaction=True)
ACTS: dict[str, Callable[[Member, User], Any]] = {
    "change the room": lambda member, _: change_room(member=member, patch=RoomPatch(topic="Mine now")),
    "make a link": lambda member, _: create_invite(member=member, new=NewInvite()),
    "let somebody in": lambda member, asking: answer_request(member=member, user_id=asking.pk, accept=True),
}


def belong(user: User, room: Room) -> Member:
    return Member.objects.select_related("room", "user").get(user=user, room=room)


@pytest.fixture
def keeper(study: Room, alice: User, bob: User) -> Member:
    """Bob, a keeper, as his request saw him."""
    change_member(keeper=belong(alice, study), user_id=bob.pk, patch=MemberPatch(role="keeper"))
    return belong(bob, study)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("loss", "code"), [(MemberPatch(role="member"), "forbidden"), (MemberPatch(banned=True), "not_found")]
)
def test_a_keeper_no_more_keeps_nothing(keeper: Member, charlie: User, act: str, loss: MemberPatch, code: str) -> None:
    room, owner = keeper.room, Member.objects.select_related("room", "user").get(role="owner")
    JoinRequest.objects.create(room=room, user=charlie)
    change_member(keeper=owner, user_id=keeper.user_id, patch=loss)
    with pytest.raises(Refused) as refused:
        ACTS[act](keeper, charlie)
    assert refused.value.code == code
    room.refresh_from_db()
    assert (room.topic, Invite.objects.exists()) == ("", False)
    assert not Member.objects.filter(user=charlie).exists()


def test_who_gave_the_room_away_does_not_delete_it(study: Room, alice: User, bob: User) -> None:
    as_it_was = belong(alice, study)
    change_member(keeper=belong(alice, study), user_id=bob.pk, patch=MemberPatch(role="owner"))
    with pytest.raises(Refused, match="forbidden"):
        delete_room(member=as_it_was)
    study.refresh_from_db()
    assert study.deleted_at is None


def test_a_room_that_is_gone_is_not_changed(study: Room, alice: User) -> None:
    as_it_was = belong(alice, study)
    delete_room(member=belong(alice, study))
    with pytest.raises(NotFound):
        change_room(member=as_it_was, patch=RoomPatch(topic="Still here?"))


def test_who_is_made_the_owner_may_speak(study: Room, alice: User, bob: User) -> None:
    muted = MemberPatch(muted_until=timezone.now() + timedelta(days=30))
    change_member(keeper=belong(alice, study), user_id=bob.pk, patch=muted)
    change_member(keeper=belong(alice, study), user_id=bob.pk, patch=MemberPatch(role="owner"))
    assert (belong(bob, study).role, belong(bob, study).muted_until) == ("owner", None)
