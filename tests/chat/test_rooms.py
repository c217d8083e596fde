"""Rooms: made, found, changed, left, ended; who hears of it, and who is kept out."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from django.test import Client

from chat import limits
from chat.actions import replies
from chat.actions.directs import open_direct
from chat.actions.members import join_room, leave_room
from chat.actions.messages import send_message
from chat.actions.rooms import change_room, create_room, delete_room
from chat.hub import hub
from chat.models import Ban, Invite, JoinRequest, Member, Message, Notification, Reply, Room, User
from chat.presence import seats
from chat.protocol.commands import NewMessage
from chat.protocol.rooms import NewRoom, RoomPatch
from chat.queries.access import access_membership
from chat.refusals import NotFound, Refused
from chat.threads import run_action, run_query
from tests.calls import Json, call, refusal
from tests.conftest import make_person
from tests.tab import Tab, new_message

Browser = Callable[..., Client]
OpenTab = Callable[[User], Awaitable[Tab]]


def say_line(user: User, room: Room, text: str) -> Message:
    member = access_membership(user, room.pk)
    said = send_message(member=member, new=NewMessage.model_validate_json(json.dumps(new_message(text))))
    return Message.objects.get(pk=said.id)


def lobby(client: Client, words: str = "") -> Json:
    found: Json = client.get("/api/rooms", {"q": words}).json()
    return found


def names(client: Client, words: str = "") -> list[str]:
    return [entry["room"]["name"] for entry in lobby(client, words)["rooms"]]


@pytest.fixture
def study(private_room: Room, bob: User) -> Room:
    """Alice's room, Bob in it."""
    Member.objects.create(room=private_room, user=bob, seq=0, joined_seq=0)
    return private_room


# --- made -------------------------------------------------------------------------------------------------------


def test_who_makes_a_room_owns_it(fireplace: Room, browser: Browser, alice: User) -> None:
    body = {"name": "  책 읽는  방 ", "topic": "This week: poems", "visibility": "public", "capacity": 12}
    made = call(browser(alice), "POST", "/api/rooms", body)
    assert made.status_code == 201
    room = Room.objects.get(pk=made.json()["id"])
    assert (room.name, room.topic, room.visibility, room.capacity) == ("책 읽는 방", body["topic"], "public", 12)
    assert made.json()["my_role"] == "owner"
    assert room.members.get().role == "owner"


async def test_the_other_tabs_of_who_made_a_room_follow_it_at_once(
    fireplace: Room, alice: User, open_tab: OpenTab
) -> None:
    tab = await open_tab(alice)
    room = await run_action(create_room, user=alice, new=NewRoom(name="Attic"))
    told = await tab.wait_for(lambda frame: frame["type"] == "me.changed" and frame["part"] == "rooms")
    assert (told["data"]["room"]["name"], told["data"]["room"]["my_role"]) == ("Attic", "owner")
    await run_action(
        change_room, member=await run_query(access_membership, alice, room.id), patch=RoomPatch(topic="dust")
    )
    assert (await tab.wait_for(lambda frame: frame["type"] == "room.changed"))["room"]["topic"] == "dust"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"topic": "no name"}, "name"),
        ({"name": " \u200b "}, "name"),
        ({"name": "불" * 81}, "name"),
        ({"name": "A", "topic": "x" * 201}, "topic"),
        ({"name": "A", "capacity": 0}, "capacity"),
        ({"name": "A", "capacity": 10_001}, "capacity"),
        ({"name": "A", "visibility": "secret"}, "visibility"),
        ({"name": "A", "slow_seconds": -1}, "slow_seconds"),
        ({"name": "A", "owner": 1}, "owner"),
        ({"visibility": "direct"}, "user_id"),
        ({"visibility": "direct", "user_id": 0}, "user_id"),
    ],
)
def test_a_wrong_room_is_named_by_field_and_not_made(
    fireplace: Room, browser: Browser, alice: User, body: Json, field: str
) -> None:
    answer = call(browser(alice), "POST", "/api/rooms", body)
    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (422, [field])
    assert Room.objects.count() == 1


def test_rooms_are_bounded_per_person(
    fireplace: Room, browser: Browser, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits.rooms_of_person, "burst", 2)
    answers = [call(browser(alice), "POST", "/api/rooms", {"name": "A"}).status_code for _ in range(3)]
    assert answers == [201, 201, 429]
    assert call(browser(bob), "POST", "/api/rooms", {"name": "B"}).status_code == 201


def test_one_person_owns_a_bounded_number_of_rooms(
    fireplace: Room, browser: Browser, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.actions.rooms.MOST_OWNED", 1)
    client = browser(alice)
    assert call(client, "POST", "/api/rooms", {"name": "A"}).status_code == 201
    assert refusal(call(client, "POST", "/api/rooms", {"name": "B"})) == (409, "conflict")
    call(client, "DELETE", f"/api/rooms/{Room.objects.get(name='A').pk}")
    assert call(client, "POST", "/api/rooms", {"name": "B"}).status_code == 201


def test_who_has_no_name_makes_no_room(fireplace: Room, browser: Browser) -> None:
    assert refusal(call(browser(), "POST", "/api/rooms", {"name": "A"})) == (401, "signed_out")


# --- found ------------------------------------------------------------------------------------------------------


def test_the_lobby_lists_favourites_then_mine_then_the_lively_public_ones(
    fireplace: Room, study: Room, browser: Browser, bob: User
) -> None:
    fireplace.lily = "off"
    fireplace.save()
    Room.objects.create(name="Quiet", visibility="public")
    Room.objects.create(name="Closed", visibility="public", archived=True)
    Room.objects.create(name="Hidden", visibility="private")
    mine = Room.objects.create(name="Kitchen", visibility="private")
    Member.objects.create(room=mine, user=bob, seq=0, joined_seq=0, favorite=True)
    speaker = make_person("Dora")
    join_room(user=speaker, room=fireplace)
    say_line(speaker, fireplace, "still warm")
    found = lobby(browser(bob))
    assert [entry["room"]["name"] for entry in found["rooms"]] == ["Kitchen", "Alice's study", "벽난로 앞", "Quiet"]
    assert found["rooms"][2]["last_message"]["text"] == "still warm"
    assert found["rooms"][2]["unread"] == 0
    assert [count["members"] for count in found["counts"]] == [1, 2, 1, 0]


def test_the_last_words_of_a_public_room_are_hidden_where_newcomers_do_not_see_them(
    fireplace: Room, browser: Browser, alice: User, charlie: User
) -> None:
    Room.objects.filter(pk=fireplace.pk).update(history="since_joined", lily="off")
    join_room(user=alice, room=fireplace)
    say_line(alice, fireplace, "among us")
    assert lobby(browser(charlie))["rooms"][0]["last_message"] is None
    assert lobby(browser(alice))["rooms"][0]["last_message"]["text"] == "among us"


def test_rooms_are_searched_by_name_topic_and_partner(
    fireplace: Room, study: Room, browser: Browser, alice: User, bob: User
) -> None:
    Room.objects.create(name="Garden", topic="Roses and 100% rain", visibility="public")
    open_direct(user=alice, new=NewRoom(visibility="direct", user_id=bob.pk))
    client = browser(alice)
    assert names(client, "STUDY") == ["Alice's study"]
    assert names(client, "roses") == ["Garden"]
    assert names(client, "0% r") == ["Garden"]
    assert names(client, "%x") == []
    assert names(client, "난로") == ["벽난로 앞"]
    assert names(client, "bob") == [""]
    assert client.get("/api/rooms", {"q": "x" * 101}).json()["error"]["fields"] == {
        "q": "is longer than 100 characters"
    }


def test_a_banned_person_finds_a_public_room_nowhere(fireplace: Room, browser: Browser, charlie: User) -> None:
    room = Room.objects.create(name="Garden", visibility="public")
    Ban.objects.create(room=room, user=charlie)
    client = browser(charlie)
    assert names(client) == ["벽난로 앞"]
    assert refusal(call(client, "POST", f"/api/rooms/{room.pk}/join")) == (404, "not_found")


def test_the_lobby_takes_as_many_queries_for_twenty_rooms_as_for_two(
    fireplace: Room, browser: Browser, alice: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        room = Room.objects.create(name=f"Room {number}", visibility="public" if number % 2 else "private")
        Member.objects.create(room=room, user=alice if number % 3 else make_person("Dora"), seq=0, joined_seq=0)
    client = browser(alice)
    with django_assert_max_num_queries(9):
        lobby(client)


# --- changed ----------------------------------------------------------------------------------------------------


def test_an_owner_changes_everything_and_a_null_capacity_takes_the_limit_away(
    study: Room, browser: Browser, alice: User
) -> None:
    client, path = browser(alice), f"/api/rooms/{study.pk}"
    body = {"name": "Library", "topic": "quiet", "visibility": "public", "capacity": 1, "history": "since_joined"}
    changed = call(client, "PATCH", path, body).json()
    assert {name: changed[name] for name in body} == body
    assert Member.objects.filter(room=study, left_at__isnull=True).count() == 2  # nobody is thrown out
    assert call(client, "PATCH", path, {"topic": "still"}).json()["capacity"] == 1
    assert call(client, "PATCH", path, {"capacity": None}).json()["capacity"] is None


@pytest.mark.parametrize(
    ("role", "body", "status"),
    [
        ("keeper", {"name": "Ours", "topic": "x", "lily": "off", "slow_seconds": 5}, 200),
        ("keeper", {"visibility": "public"}, 403),
        ("keeper", {"capacity": None}, 403),
        ("keeper", {"history": "since_joined"}, 403),
        ("keeper", {"archived": True}, 403),
        ("member", {"topic": "x"}, 403),
        ("guest", {"name": "x"}, 403),
    ],
)
def test_keepers_change_the_everyday_things_only(
    study: Room, browser: Browser, bob: User, role: str, body: Json, status: int
) -> None:
    Member.objects.filter(room=study, user=bob).update(role=role)
    assert call(browser(bob), "PATCH", f"/api/rooms/{study.pk}", body).status_code == status
    assert (Room.objects.get(pk=study.pk).name == "Ours") == (status == 200)


def test_an_archived_room_is_read_and_not_spoken_in_until_its_owner_opens_it(
    study: Room, browser: Browser, alice: User, bob: User
) -> None:
    say_line(alice, study, "before")
    path = f"/api/rooms/{study.pk}"
    call(browser(alice), "PATCH", path, {"archived": True, "visibility": "public"})
    his = browser(bob)
    assert refusal(call(his, "POST", f"{path}/messages", new_message("late"))) == (403, "room_closed")
    assert [message["text"] for message in his.get(f"{path}/messages").json()["messages"]] == ["before"]
    stranger = browser(make_person("Dora"))
    assert refusal(stranger.get(path)) == (404, "not_found")
    assert refusal(call(stranger, "POST", f"{path}/join")) == (404, "not_found")
    call(browser(alice), "PATCH", path, {"archived": False})
    assert call(his, "POST", f"{path}/messages", new_message("again")).status_code == 201
    assert call(stranger, "POST", f"{path}/join").json()["my_role"] == "guest"


async def test_a_public_archived_room_seats_no_stranger(study: Room, charlie: User, open_tab: OpenTab) -> None:
    await run_action(lambda: Room.objects.filter(pk=study.pk).update(archived=True, visibility="public"))
    assert (await (await open_tab(charlie)).enter(study.pk))["code"] == "not_found"


# --- joined and left --------------------------------------------------------------------------------------------


async def test_a_joiner_hears_at_once_and_is_heard_of(
    fireplace: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    room = await run_action(create_room, user=alice, new=NewRoom(name="Garden", visibility="public", lily="off"))
    hers, his = await open_tab(alice), await open_tab(bob)
    await run_action(join_room, user=bob, room=await run_query(Room.objects.get, pk=room.id))
    seen = await hers.wait_for(lambda frame: frame["type"] == "member.changed")
    assert (seen["member"]["user_id"], seen["member"]["left"]) == (bob.pk, False)
    await hers.send(room.id, "welcome")
    assert (await his.wait_message(text="welcome"))["room_id"] == room.id


def test_only_public_rooms_are_joined_and_a_stranger_and_a_missing_room_look_the_same(
    study: Room, browser: Browser, charlie: User
) -> None:
    client = browser(charlie)
    paths = [("POST", "join"), ("POST", "leave"), ("GET", "members"), ("DELETE", ""), ("PATCH", "")]
    for method, act in paths:
        answers = [
            call(client, method, f"/api/rooms/{room_id}/{act}".rstrip("/"), {})
            for room_id in (study.pk, 987654, 10**25)
        ]
        assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}, act


def test_a_full_room_says_so_kindly_in_every_way_in(
    fireplace: Room, browser: Browser, alice: User, charlie: User
) -> None:
    call(browser(alice), "POST", "/api/rooms", {"name": "Nook", "visibility": "public", "capacity": 1})
    room = Room.objects.get(name="Nook")
    answer = call(browser(charlie), "POST", f"/api/rooms/{room.pk}/join")
    assert refusal(answer) == (409, "room_full")
    assert answer.json()["error"]["message"] == "Every seat is taken. Please come by again in a little while."
    assert not Member.objects.filter(room=room, user=charlie).exists()
    assert call(browser(alice), "POST", f"/api/rooms/{room.pk}/join").status_code == 200  # she belongs already


async def test_a_full_room_seats_nobody_more(fireplace: Room, alice: User, charlie: User, open_tab: OpenTab) -> None:
    room = await run_action(create_room, user=alice, new=NewRoom(name="Nook", visibility="public", capacity=1))
    assert (await (await open_tab(charlie)).enter(room.id))["code"] == "room_full"


async def test_two_who_race_for_the_last_seat_do_not_both_get_it(
    transactional_db: None, alice: User, bob: User, charlie: User
) -> None:
    made = await run_action(create_room, user=alice, new=NewRoom(name="Nook", visibility="public", capacity=2))
    room = await run_query(Room.objects.get, pk=made.id)

    def race(user: User) -> str:
        try:
            join_room(user=user, room=room)
        except Refused as refused:
            return refused.code
        return "joined"

    ends = await asyncio.gather(*(run_query(race, user) for user in (bob, charlie)))  # two threads, two connections
    assert sorted(ends) == ["joined", "room_full"]
    assert await run_query(Member.objects.filter(room=room).count) == 2


def test_an_owner_hands_over_before_leaving_and_one_who_is_alone_takes_the_room_along(
    study: Room, browser: Browser, alice: User, bob: User
) -> None:
    path = f"/api/rooms/{study.pk}/leave"
    answer = call(browser(alice), "POST", path)
    assert refusal(answer) == (403, "forbidden")
    assert "Hand the room over" in answer.json()["error"]["message"]
    assert call(browser(bob), "POST", path).status_code == 204
    assert call(browser(alice), "POST", path).status_code == 204
    assert Room.objects.get(pk=study.pk).deleted_at is not None
    assert not Member.objects.filter(room=study, left_at__isnull=True).exists()


def test_members_are_listed_by_name_a_page_at_a_time(
    study: Room, browser: Browser, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.queries.members.MEMBER_PAGE", 2)
    twins = [make_person("Aaron"), make_person("Aaron")]
    for person in twins:
        Member.objects.create(room=study, user=person, seq=0, joined_seq=0)
    client, path = browser(alice), f"/api/rooms/{study.pk}/members"
    first = client.get(path).json()
    assert [member["user_id"] for member in first["members"]] == [twins[0].pk, twins[1].pk]
    second = client.get(path, {"after": first["next"]}).json()
    assert ([member["name"] for member in second["members"]], second["next"]) == (["Alice", "Bob"], None)
    assert client.get(path, {"after": "x"}).status_code == 422
    assert client.get(path, {"after": make_person("Dora").pk}).status_code == 404


# --- ended ------------------------------------------------------------------------------------------------------


async def test_a_deleted_room_is_gone_for_everybody_at_once(
    study: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await hers.enter(study.pk)
    await his.enter(study.pk)
    heads = await run_query(lambda: [User.objects.get(pk=person.pk).head for person in (alice, bob)])
    await run_action(delete_room, member=await run_query(access_membership, alice, study.pk))
    for tab in (hers, his):
        gone = await tab.wait_for(lambda frame: frame["type"] == "room.removed")
        assert (gone["room_id"], gone["reason"]) == (study.pk, "deleted")
    after = await run_query(lambda: [User.objects.get(pk=person.pk).head for person in (alice, bob)])
    assert after == [head + 1 for head in heads]
    assert seats.list_seated(study.pk) == set()
    assert study.pk not in hub.list_rooms()  # no socket follows it any more
    assert (await his.send(study.pk, "from the outbox"))["code"] == "not_found"
    assert (await his.enter(study.pk))["code"] == "not_found"
    assert str(study.pk) not in (await his.ask("ping"))["heads"]


def test_with_a_room_go_its_doors_and_the_answers_under_way(
    study: Room, browser: Browser, alice: User, bob: User, charlie: User
) -> None:
    Room.objects.filter(pk=study.pk).update(lily="called")
    say_line(alice, study, "Lily? are you there, @Bob")
    Invite.objects.create(room=study, token="t" * 43)
    JoinRequest.objects.create(room=study, user=charlie)
    version = Room.objects.get(pk=study.pk).members_version
    assert call(browser(alice), "DELETE", f"/api/rooms/{study.pk}").status_code == 204
    assert Reply.objects.get().status == "stopped"
    assert not JoinRequest.objects.exists()
    assert not Notification.objects.exists()
    assert browser(charlie).get(f"/api/invites/{'t' * 43}").status_code == 404
    assert Room.objects.get(pk=study.pk).members_version == version + 1
    for method, act in [("GET", ""), ("GET", "/messages"), ("GET", "/members"), ("DELETE", ""), ("POST", "/leave")]:
        assert refusal(call(browser(bob), method, f"/api/rooms/{study.pk}{act}")) == (404, "not_found")
    assert "Alice's study" not in names(browser(alice))


def test_an_answer_under_way_changes_nothing_in_a_deleted_room(study: Room, alice: User) -> None:
    Room.objects.filter(pk=study.pk).update(lily="called")
    say_line(alice, study, "Lily?")
    claim = replies.claim_reply()
    assert claim is not None
    delete_room(member=access_membership(alice, study.pk))
    head = Room.objects.get(pk=study.pk).head
    assert replies.renew_lease(claim=claim) == "lost"
    assert not replies.finish_reply(claim=claim, status="complete", text="too late", model="m")
    assert Room.objects.get(pk=study.pk).head == head
    assert replies.claim_reply() is None


async def test_lily_stops_writing_in_a_room_that_is_deleted(study: Room, alice: User, open_tab: OpenTab) -> None:
    tab = await open_tab(alice)
    await tab.enter(study.pk)
    await tab.send(study.pk, "Lily? please hang")
    await tab.wait_for(lambda frame: frame["type"] == "reply.progress")
    await run_action(delete_room, member=await run_query(access_membership, alice, study.pk))
    await tab.wait_for(lambda frame: frame["type"] == "room.removed")
    assert (await run_query(Reply.objects.get)).status == "stopped"


def test_what_waits_in_a_room_that_went_meanwhile_is_refused(study: Room, alice: User, bob: User) -> None:
    """The membership was read before the room was deleted, the lock was taken after it."""
    owner, member = access_membership(alice, study.pk), access_membership(bob, study.pk)
    delete_room(member=owner)
    late = NewMessage.model_validate_json(json.dumps(new_message("late")))
    for act in (
        lambda: send_message(member=member, new=late),
        lambda: change_room(member=owner, patch=RoomPatch(topic="late")),
        lambda: join_room(user=bob, room=study),
    ):
        with pytest.raises(NotFound):
            act()
    leave_room(member=member)
    delete_room(member=owner)
    assert not Message.objects.exists()


@pytest.mark.parametrize("role", ["keeper", "member", "guest"])
def test_only_the_owner_deletes_a_room(study: Room, browser: Browser, bob: User, role: str) -> None:
    Member.objects.filter(room=study, user=bob).update(role=role)
    assert refusal(call(browser(bob), "DELETE", f"/api/rooms/{study.pk}")) == (403, "forbidden")
    assert Room.objects.get(pk=study.pk).deleted_at is None


def test_nobody_deletes_or_closes_the_fireplace(fireplace: Room, browser: Browser, alice: User) -> None:
    join_room(user=alice, room=fireplace)
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    client, path = browser(alice), f"/api/rooms/{fireplace.pk}"
    assert call(client, "PATCH", path, {"topic": "kept by the house"}).status_code == 200
    assert refusal(call(client, "PATCH", path, {"visibility": "private"})) == (403, "forbidden")
    assert refusal(call(client, "PATCH", path, {"archived": True})) == (403, "forbidden")
    assert refusal(call(client, "DELETE", path)) == (403, "forbidden")
    Member.objects.filter(user=alice).update(role="owner")
    assert refusal(call(client, "DELETE", path)) == (403, "forbidden")
