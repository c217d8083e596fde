"""Many writes on the same rows at once: each waits for the others, and none is lost or sent away."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from chat.actions.members import join_room, mark_read
from chat.actions.messages import send_message
from chat.actions.settings import save_settings
from chat.models import Member, Notification, Room, User
from chat.protocol.commands import NewMessage
from chat.protocol.mine import SettingsPatch
from chat.threads import run_action, run_query
from tests.tab import new_message

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20
Act = Callable[[int], Any]


async def together(*acts: Act) -> None:
    """Do each of these TIMES times in its order, all side by side. Raises what any of them raised."""

    async def repeat(act: Act) -> None:
        for number in range(1, TIMES + 1):
            await run_action(act, number)

    await asyncio.gather(*(repeat(act) for act in acts))


async def test_reading_while_one_takes_another_name(fireplace: Room, alice: User) -> None:
    member = await run_action(join_room, user=alice, room=fireplace)
    await run_action(Room.objects.filter(pk=fireplace.pk).update, head=TIMES + 10)
    await together(
        lambda number: mark_read(member=member, created_seq=number + 1),
        lambda number: save_settings(user=alice, patch=SettingsPatch(name=f"Alice {number}")),
    )
    assert (await run_query(User.objects.get, pk=alice.pk)).name == f"Alice {TIMES}"
    assert (await run_query(Member.objects.get, pk=member.pk)).read_seq == TIMES + 1


def call_from(room: Room, caller: User, people: list[User]) -> Act:
    """In a room where all of them are, say their names in this order."""
    Room.objects.filter(pk=room.pk).update(lily="off")
    for person in [caller, *people]:
        join_room(user=person, room=room)
    member = Member.objects.select_related("room", "user").get(room=room, user=caller)
    words = " ".join(f"@{person.name}" for person in people)
    return lambda number: send_message(member=member, new=NewMessage.model_validate(new_message(f"{words} {number}")))


async def test_two_rooms_call_the_same_people_in_another_order(
    fireplace: Room, study: Room, alice: User, bob: User, charlie: User
) -> None:
    from_here = await run_action(call_from, fireplace, charlie, [alice, bob])
    from_there = await run_action(call_from, study, charlie, [bob, alice])
    await together(from_here, from_there)
    assert await run_query(Notification.objects.filter(user=alice).count) == 2 * TIMES
    assert await run_query(Notification.objects.filter(user=bob).count) == 2 * TIMES
