"""Blocks: whom one does not want to hear. One's own tabs learn of it, nobody else."""

from collections.abc import Awaitable, Callable

import pytest
from django.test import Client

from chat.actions.members import join_room, leave_room
from chat.models import Block, Notification, Room, User
from chat.queries import blocks
from chat.queries.access import access_membership
from chat.queries.blocks import is_blocked_between
from chat.threads import run_action, run_query
from tests.calls import call, code_of
from tests.tab import Tab

Browser = Callable[[User | None], Client]
OpenTab = Callable[[User], Awaitable[Tab]]


@pytest.fixture
def room(fireplace: Room, alice: User, bob: User) -> Room:
    """The fireplace with Alice and Bob; Lily rests."""
    Room.objects.filter(pk=fireplace.pk).update(lily="off")
    for person in (alice, bob):
        join_room(user=person, room=fireplace)
    return fireplace


def test_blocking_and_letting_go_are_idempotent(room: Room, alice: User, bob: User, browser: Browser) -> None:
    client, path = browser(alice), f"/api/blocks/{bob.pk}"
    for _ in range(2):
        assert call(client, "PUT", path).status_code == 204
    assert Block.objects.count() == 1
    listed = client.get("/api/blocks").json()["people"]
    assert [(person["user_id"], person["name"]) for person in listed] == [(bob.pk, "Bob")]
    assert client.get("/api/settings").json()["blocked"] == [bob.pk]
    assert (browser(bob).get("/api/blocks").json()["people"], is_blocked_between(bob.pk, alice.pk)) == ([], True)
    for _ in range(2):
        assert call(client, "DELETE", path).status_code == 204
    assert (Block.objects.count(), is_blocked_between(alice.pk, bob.pk)) == (0, False)


def test_one_blocks_only_whom_one_has_met(room: Room, alice: User, bob: User, charlie: User, browser: Browser) -> None:
    client = browser(alice)
    for user_id in (charlie.pk, 987654, alice.pk, 10**25):
        assert code_of(call(client, "PUT", f"/api/blocks/{user_id}")) == "not_found"
    leave_room(member=access_membership(bob, room.pk))
    assert code_of(call(client, "PUT", f"/api/blocks/{bob.pk}")) == "ok"
    assert code_of(call(client, "DELETE", f"/api/blocks/{10**25}")) == "ok"


def test_blocks_are_bounded(
    room: Room, alice: User, bob: User, charlie: User, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    join_room(user=charlie, room=room)
    monkeypatch.setattr("chat.actions.blocks.MOST_BLOCKED", 1)
    assert blocks.MOST_BLOCKED == 500
    answers = [code_of(call(browser(alice), "PUT", f"/api/blocks/{person.pk}")) for person in (bob, charlie, bob)]
    assert answers == ["ok", "conflict", "ok"]


async def test_ones_own_tabs_hear_of_it_and_nobody_else(
    room: Room, alice: User, bob: User, open_tab: OpenTab, browser: Browser
) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await run_action(lambda: call(browser(alice), "PUT", f"/api/blocks/{bob.pk}"))
    told = await hers.wait_for(lambda f: f["type"] == "me.changed" and f["part"] == "settings")
    assert told["data"]["blocked"] == [bob.pk]
    await his.ask("ping")
    assert not [frame for frame in his.frames if frame["type"] == "me.changed"]


async def test_who_is_blocked_calls_nobody(room: Room, alice: User, bob: User, open_tab: OpenTab) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await run_action(lambda: Block.objects.create(user=alice, blocked=bob))
    mine = (await hers.send(room.pk, "@Bob good evening"))["message"]
    called = (await his.send(room.pk, "@Alice look at me"))["message"]
    await his.ask("message.edit", message_id=called["id"], text="@Alice look!")
    await his.send(room.pk, "an answer", reply_to=mine["id"])
    assert called["mentions"] == []
    people = await run_query(lambda: list(Notification.objects.values_list("user__name", "kind")))
    assert people == [("Bob", "mention")]  # a block is for oneself: what Alice says still reaches him
    assert await hers.wait_message(id=called["id"])  # and his words come: the page folds them
