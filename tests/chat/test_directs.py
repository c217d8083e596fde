"""Rooms for two: one for each pair, opened by either, never against somebody's wish."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from django.test import Client

from chat.actions.directs import open_direct
from chat.models import Block, Member, Room, User
from chat.protocol.rooms import NewRoom
from chat.threads import run_action, run_query
from tests.calls import call, refusal
from tests.tab import Tab

Browser = Callable[..., Client]
OpenTab = Callable[[User], Awaitable[Tab]]


@pytest.fixture
def study(private_room: Room, bob: User) -> Room:
    """Alice's room, Bob in it."""
    Member.objects.create(room=private_room, user=bob, seq=0, joined_seq=0)
    return private_room


def to(user: User) -> dict[str, object]:
    return {"visibility": "direct", "user_id": user.pk}


def test_two_people_have_one_room_whoever_opens_it(study: Room, browser: Browser, alice: User, bob: User) -> None:
    made = call(browser(alice), "POST", "/api/rooms", to(bob))
    again = call(browser(bob), "POST", "/api/rooms", to(alice))
    assert (made.status_code, again.status_code) == (201, 201)
    assert made.json()["id"] == again.json()["id"]
    room = Room.objects.get(pk=made.json()["id"])
    assert (room.name, room.visibility, made.json()["my_role"]) == ("", "direct", "member")
    assert set(room.members.values_list("user_id", "role")) == {(alice.pk, "member"), (bob.pk, "member")}
    partners = [
        [each["partner"]["name"] for each in browser(user).get("/api/rooms").json()["rooms"] if each["partner"]]
        for user in (alice, bob)
    ]
    assert partners == [["Bob"], ["Alice"]]


async def test_both_hear_of_it_with_the_other_ones_name(study: Room, alice: User, bob: User, open_tab: OpenTab) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    room = await run_action(open_direct, user=alice, new=NewRoom(visibility="direct", user_id=bob.pk))
    for tab, partner in ((hers, bob), (his, alice)):
        told = await tab.wait_for(lambda frame: (frame.get("data") or {}).get("partner") is not None)
        assert (told["data"]["partner"]["name"], told["data"]["room"]["id"]) == (partner.name, room.id)
    await hers.send(room.id, "only you")
    assert (await his.wait_message(text="only you"))["room_id"] == room.id


async def test_two_who_open_it_at_once_get_the_same_room(
    transactional_db: None, study: Room, alice: User, bob: User
) -> None:
    pairs = [(alice, bob), (bob, alice), (alice, bob)]
    opened = await asyncio.gather(
        *(run_query(open_direct, user=one, new=NewRoom(visibility="direct", user_id=other.pk)) for one, other in pairs)
    )
    assert len({room.id for room in opened}) == 1
    assert await run_query(Room.objects.filter(visibility="direct").count) == 1


def test_nobody_is_opened_who_shares_no_room_or_is_blocked_either_way(
    study: Room, browser: Browser, alice: User, bob: User, charlie: User
) -> None:
    missing = call(browser(charlie), "POST", "/api/rooms", {"visibility": "direct", "user_id": 987654})
    assert refusal(missing) == (404, "not_found")
    for one, other in ((charlie, alice), (alice, charlie), (alice, alice)):
        assert call(browser(one), "POST", "/api/rooms", to(other)).content == missing.content
    Block.objects.create(user=bob, blocked=alice)
    for one, other in ((alice, bob), (bob, alice)):
        assert call(browser(one), "POST", "/api/rooms", to(other)).content == missing.content
    assert not Room.objects.filter(visibility="direct").exists()


def test_who_left_comes_back_by_opening_it_and_not_by_the_other_ones_wish(
    study: Room, browser: Browser, alice: User, bob: User
) -> None:
    room_id = call(browser(alice), "POST", "/api/rooms", to(bob)).json()["id"]
    his = Member.objects.filter(room_id=room_id, user=bob, left_at__isnull=True)
    assert call(browser(bob), "POST", f"/api/rooms/{room_id}/leave").status_code == 204
    assert call(browser(alice), "POST", "/api/rooms", to(bob)).json()["id"] == room_id
    assert not his.exists()
    assert call(browser(bob), "POST", "/api/rooms", to(alice)).json()["id"] == room_id
    assert his.exists()


def test_a_room_for_two_has_no_door_no_owner_and_no_third_person(
    study: Room, browser: Browser, alice: User, bob: User, charlie: User
) -> None:
    path = f"/api/rooms/{call(browser(alice), 'POST', '/api/rooms', to(bob)).json()['id']}"
    assert call(browser(bob), "PATCH", path, {"lily": "off"}).json()["lily"] == "off"
    for body in ({"name": "Us"}, {"topic": "x"}, {"visibility": "public"}, {"capacity": 1}, {"archived": True}):
        assert refusal(call(browser(alice), "PATCH", path, body)) == (403, "forbidden")
    assert refusal(call(browser(alice), "DELETE", path)) == (403, "forbidden")
    assert refusal(call(browser(alice), "POST", f"{path}/invites", {})) == (403, "forbidden")
    for method, act in (("GET", ""), ("POST", "/join"), ("GET", "/members"), ("GET", "/messages")):
        assert refusal(call(browser(charlie), method, f"{path}{act}")) == (404, "not_found")
