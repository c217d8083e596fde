"""Locks are taken in one order everywhere, so that two who change the same rows wait and neither is sent away."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from chat.actions.members import join_room, mark_read
from chat.actions.messages import send_message
from chat.actions.settings import save_settings
from chat.models import Member, Room, User
from chat.protocol.commands import NewMessage
from chat.protocol.mine import SettingsPatch
from tests.tab import new_message

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 40


def together(*acts: Callable[[int], object]) -> None:
    """Do each of these TIMES times, all at the same time. Raises what any of them raised."""

    def repeat(act: Callable[[int], object]) -> None:
        try:
            for number in range(1, TIMES + 1):
                act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(repeat, act) for act in acts]:
            done.result()


def test_reading_while_one_takes_another_name(fireplace: Room, alice: User) -> None:
    member = join_room(user=alice, room=fireplace)
    Room.objects.filter(pk=fireplace.pk).update(head=TIMES + 10)
    together(
        lambda number: mark_read(member=member, created_seq=number + 1),
        lambda number: save_settings(user=alice, patch=SettingsPatch(name=f"Alice {number}")),
    )
    assert User.objects.get(pk=alice.pk).name == f"Alice {TIMES}"
    assert Member.objects.get(pk=member.pk).read_seq == TIMES + 1


def test_two_rooms_call_the_same_people_in_another_order(
    fireplace: Room, study: Room, alice: User, bob: User, charlie: User
) -> None:
    for room in (fireplace, study):
        Room.objects.filter(pk=room.pk).update(lily="off")
        for person in (alice, bob, charlie):
            join_room(user=person, room=room)

    def call(room: Room, words: str) -> Callable[[int], object]:
        member = Member.objects.select_related("room", "user").get(room=room, user=charlie)
        return lambda number: send_message(
            member=member, new=NewMessage.model_validate(new_message(f"{words} {number}"))
        )

    together(call(fireplace, "@Alice @Bob"), call(study, "@Bob @Alice"))
    assert alice.notifications.count() == bob.notifications.count() == 2 * TIMES
