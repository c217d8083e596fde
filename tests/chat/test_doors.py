"""The doors of a room: who makes links, what they show, who comes in by them, who asks and who answers."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from chat import limits
from chat.actions.doors import accept_invite, answer_request, create_invite
from chat.models import Ban, Block, Invite, JoinRequest, Member, Notification, Room, User
from chat.presence import seats
from chat.protocol.rooms import NewInvite
from chat.queries.access import access_membership
from chat.refusals import Refused
from chat.threads import run_action, run_query
from tests.calls import Json, call, refusal
from tests.conftest import make_person
from tests.tab import Tab

Browser = Callable[..., Client]
OpenTab = Callable[[User], Awaitable[Tab]]


@pytest.fixture
def study(private_room: Room, bob: User) -> Room:
    """Alice's room, Bob in it."""
    Member.objects.create(room=private_room, user=bob, seq=0, joined_seq=0)
    return private_room


def make_link(owner: User, room: Room, **fields: Any) -> str:
    return create_invite(member=access_membership(owner, room.pk), new=NewInvite(**fields)).token


def accept(client: Client, token: str) -> Any:
    return call(client, "POST", f"/api/invites/{token}/accept")


def ask(user: User, room: Room) -> None:
    JoinRequest.objects.create(room=room, user=user)


def belongs(user: User, room: Room) -> bool:
    return Member.objects.filter(room=room, user=user, left_at__isnull=True).exists()


# --- links ------------------------------------------------------------------------------------------------------


def test_a_keeper_makes_lists_and_takes_back_links(study: Room, browser: Browser, alice: User) -> None:
    client, path = browser(alice), f"/api/rooms/{study.pk}/invites"
    first = call(client, "POST", path, {"expires_in": 3600, "max_uses": 2})
    second = call(client, "POST", path, {"approval": True}).json()
    made = first.json()
    assert first.status_code == 201
    assert (len(made["token"]), made["path"], made["created_by"]) == (43, f"/invite/{made['token']}", "Alice")
    assert (made["uses"], made["max_uses"], made["approval"]) == (0, 2, False)
    assert [each["id"] for each in client.get(path).json()["invites"]] == [second["id"], made["id"]]
    assert call(client, "DELETE", f"{path}/{made['id']}").status_code == 204
    assert refusal(call(client, "DELETE", f"{path}/{made['id']}")) == (404, "not_found")
    assert [each["id"] for each in client.get(path).json()["invites"]] == [second["id"]]
    assert browser().get(f"/api/invites/{made['token']}").status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"expires_in": 59}, "expires_in"),
        ({"expires_in": 31_536_001}, "expires_in"),
        ({"max_uses": 0}, "max_uses"),
        ({"max_uses": 10_001}, "max_uses"),
        ({"approval": "yes"}, "approval"),
        ({"token": "mine"}, "token"),
    ],
)
def test_a_wrong_link_is_named_by_field_and_not_made(
    study: Room, browser: Browser, alice: User, body: Json, field: str
) -> None:
    answer = call(browser(alice), "POST", f"/api/rooms/{study.pk}/invites", body)
    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (422, [field])
    assert not Invite.objects.exists()


def test_doors_are_for_keepers_and_strangers_see_none(
    study: Room, browser: Browser, alice: User, bob: User, charlie: User
) -> None:
    make_link(alice, study)
    ask(charlie, study)
    path = f"/api/rooms/{study.pk}"
    calls: list[tuple[str, str, Any]] = [
        ("GET", "/invites", None),
        ("POST", "/invites", {}),
        ("DELETE", f"/invites/{Invite.objects.get().pk}", None),
        ("GET", "/requests", None),
        ("POST", f"/requests/{charlie.pk}", {"accept": True}),
    ]
    for method, act, body in calls:
        assert refusal(call(browser(bob), method, path + act, body)) == (403, "forbidden"), act
        assert refusal(call(browser(charlie), method, path + act, body)) == (404, "not_found"), act
        assert refusal(call(browser(), method, path + act, body)) == (401, "signed_out"), act
    assert Invite.objects.get().revoked_at is None
    assert not belongs(charlie, study)


def test_a_link_of_another_room_is_not_taken_back_from_here(study: Room, browser: Browser, alice: User) -> None:
    other = Room.objects.create(name="Cellar", visibility="private")
    theirs = Invite.objects.create(room=other, token="o" * 43)
    for invite_id in (theirs.pk, uuid4()):
        answer = call(browser(alice), "DELETE", f"/api/rooms/{study.pk}/invites/{invite_id}")
        assert refusal(answer) == (404, "not_found")
    assert Invite.objects.get().revoked_at is None


def test_a_closed_room_makes_no_links_and_its_links_open_nothing(
    study: Room, browser: Browser, alice: User, charlie: User
) -> None:
    token = make_link(alice, study)
    Room.objects.filter(pk=study.pk).update(archived=True)
    assert refusal(call(browser(alice), "POST", f"/api/rooms/{study.pk}/invites", {})) == (403, "room_closed")
    assert refusal(accept(browser(charlie), token)) == (404, "not_found")


def test_open_links_are_bounded(study: Room, browser: Browser, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat.actions.doors.MOST_INVITES", 1)
    path = f"/api/rooms/{study.pk}/invites"
    assert call(browser(alice), "POST", path, {}).status_code == 201
    assert refusal(call(browser(alice), "POST", path, {})) == (409, "conflict")


# --- seen through a link ----------------------------------------------------------------------------------------


def test_a_newcomer_without_a_name_sees_the_room_behind_a_link(
    study: Room, browser: Browser, alice: User, bob: User
) -> None:
    token = make_link(alice, study)
    seats.sit(study.pk, alice.pk, "tab")
    seen = browser().get(f"/api/invites/{token}").json()
    faces = seen.pop("faces")
    assert seen == {
        "room_id": study.pk, "name": "Alice's study", "topic": "", "member_count": 2, "seated": 1, "full": False,
        "approval": False, "invited_by": "Alice", "state": "new",
    }  # fmt: skip
    assert [face["seed"] for face in faces] == [alice.avatar_seed, bob.avatar_seed]


def test_a_preview_knows_what_one_is_to_the_room(
    study: Room, browser: Browser, alice: User, bob: User, charlie: User
) -> None:
    path = f"/api/invites/{make_link(alice, study)}"
    dora, eve = make_person("Dora"), make_person("Eve")
    ask(dora, study)
    Ban.objects.create(room=study, user=eve)
    states = [browser(user).get(path).json()["state"] for user in (bob, charlie, dora, eve)]
    assert states == ["member", "new", "asked", "banned"]


def test_every_link_that_does_not_open_looks_the_same(
    study: Room, browser: Browser, alice: User, bob: User, charlie: User
) -> None:
    past = timezone.now() - timedelta(seconds=1)
    shut: list[Json] = [{"expires_at": past}, {"max_uses": 1, "uses": 1}, {"revoked_at": past}]
    tokens = [Invite.objects.create(room=study, token=f"{n}" * 43, **each).token for n, each in enumerate(shut)]
    client = browser(charlie)
    answers = [client.get(f"/api/invites/{token}") for token in [*tokens, "unknown", "x" * 300]]
    answers += [accept(client, token) for token in [*tokens, "unknown"]]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert browser(bob).get(f"/api/invites/{tokens[1]}").json()["state"] == "member"  # who came by the last use
    assert not belongs(charlie, study)


def test_guessing_links_is_bounded_per_address(
    study: Room, browser: Browser, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits.invite_looks, "burst", 2)
    answers = [browser().get(f"/api/invites/guess{n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert accept(browser(alice), make_link(alice, study)).status_code == 429


# --- in by a link -----------------------------------------------------------------------------------------------


def test_who_accepts_belongs_and_takes_one_use(
    study: Room, browser: Browser, alice: User, bob: User, charlie: User
) -> None:
    token = make_link(alice, study, max_uses=1)
    assert accept(browser(bob), token).json() == {"state": "joined", "room_id": study.pk}  # belongs already
    assert Invite.objects.get().uses == 0
    assert accept(browser(), token).status_code == 401
    for _ in range(2):  # the answer was lost, the page asks again
        assert accept(browser(charlie), token).json() == {"state": "joined", "room_id": study.pk}
    assert Invite.objects.get().uses == 1
    assert Member.objects.get(user=charlie).role == "guest"
    assert refusal(accept(browser(make_person("Dora")), token)) == (404, "not_found")


async def test_who_comes_in_by_a_link_hears_the_room_at_once(
    study: Room, alice: User, bob: User, charlie: User, open_tab: OpenTab
) -> None:
    await run_action(lambda: Room.objects.filter(pk=study.pk).update(lily="off"))
    token = await run_action(make_link, alice, study)
    hers, his = await open_tab(alice), await open_tab(charlie)
    await run_action(accept_invite, user=charlie, token=token)
    listed = await his.wait_for(lambda frame: frame["type"] == "me.changed" and frame["part"] == "rooms")
    assert listed["data"]["room"]["id"] == study.pk
    seen = await hers.wait_for(lambda frame: frame["type"] == "member.changed")
    assert seen["member"]["user_id"] == charlie.pk
    await hers.send(study.pk, "come in")
    assert await his.wait_message(text="come in")


def test_a_full_room_lets_nobody_in_by_link_or_answer_and_no_use_is_taken(
    study: Room, browser: Browser, alice: User, charlie: User
) -> None:
    token = make_link(alice, study)
    Room.objects.filter(pk=study.pk).update(capacity=2)
    assert browser(charlie).get(f"/api/invites/{token}").json()["full"]
    assert refusal(accept(browser(charlie), token)) == (409, "room_full")
    ask(charlie, study)
    answer = call(browser(alice), "POST", f"/api/rooms/{study.pk}/requests/{charlie.pk}", {"accept": True})
    assert refusal(answer) == (409, "room_full")
    assert Invite.objects.get().uses == 0
    assert JoinRequest.objects.exists()
    assert not belongs(charlie, study)


def test_a_banned_person_comes_in_by_no_door(study: Room, browser: Browser, alice: User, charlie: User) -> None:
    token = make_link(alice, study)
    ask(charlie, study)
    ban = Ban.objects.create(room=study, user=charlie)
    assert refusal(accept(browser(charlie), token)) == (404, "not_found")
    path = f"/api/rooms/{study.pk}/requests"
    assert call(browser(alice), "GET", path).json() == {"requests": []}
    assert refusal(call(browser(alice), "POST", f"{path}/{charlie.pk}", {"accept": True})) == (404, "not_found")
    Ban.objects.filter(pk=ban.pk).update(until=timezone.now())
    assert accept(browser(charlie), token).json()["state"] == "joined"


async def test_two_who_race_for_the_last_use_do_not_both_get_it(
    transactional_db: None, study: Room, alice: User, charlie: User
) -> None:
    token = await run_action(make_link, alice, study, max_uses=1)
    dora = await run_action(make_person, "Dora")

    def race(user: User) -> str:
        try:
            return accept_invite(user=user, token=token).state
        except Refused as refused:
            return refused.code

    ends = await asyncio.gather(*(run_query(race, user) for user in (charlie, dora)))
    assert sorted(ends) == ["joined", "not_found"]
    assert (await run_query(Invite.objects.get)).uses == 1


# --- asked to be let in -----------------------------------------------------------------------------------------


def test_asking_twice_is_harmless_and_tells_the_keepers_once_in_their_language(
    study: Room, browser: Browser, alice: User, bob: User, charlie: User
) -> None:
    User.objects.filter(pk=bob.pk).update(language="ko")
    Member.objects.filter(user=bob).update(role="keeper")
    token = make_link(alice, study, approval=True)
    for _ in range(2):
        assert accept(browser(charlie), token).json() == {"state": "asked", "room_id": study.pk}
    assert JoinRequest.objects.count() == Invite.objects.get().uses == 1
    told = Notification.objects.values_list("user_id", "kind", "room_id", "from_name", "excerpt")
    assert set(told) == {
        (alice.pk, "keeper", study.pk, "Charlie", "would like to come into “Alice's study”."),
        (bob.pk, "keeper", study.pk, "Charlie", "“Alice's study”에 들어오고 싶어 해요."),
    }
    assert not belongs(charlie, study)
    waiting = browser(alice).get(f"/api/rooms/{study.pk}/requests").json()["requests"]
    assert [(each["user_id"], each["name"], each["is_guest"]) for each in waiting] == [(charlie.pk, "Charlie", True)]


def test_a_keeper_who_blocks_the_one_who_asks_is_not_told(
    study: Room, browser: Browser, alice: User, charlie: User
) -> None:
    Block.objects.create(user=alice, blocked=charlie)
    accept(browser(charlie), make_link(alice, study, approval=True))
    assert JoinRequest.objects.exists()
    assert not Notification.objects.exists()


def test_those_who_wait_are_bounded(
    study: Room, browser: Browser, alice: User, charlie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.actions.doors.MOST_REQUESTS", 1)
    token = make_link(alice, study, approval=True)
    ask(make_person("Dora"), study)
    assert refusal(accept(browser(charlie), token)) == (409, "conflict")


async def test_who_is_let_in_is_told_and_hears_the_room(
    study: Room, alice: User, charlie: User, open_tab: OpenTab
) -> None:
    await run_action(ask, charlie, study)
    hers, his = await open_tab(alice), await open_tab(charlie)
    member = await run_query(access_membership, alice, study.pk)
    await run_action(answer_request, member=member, user_id=charlie.pk, accept=True)
    await his.wait_for(lambda frame: frame["type"] == "me.changed" and frame["part"] == "rooms")
    told = await his.wait_for(lambda frame: frame["type"] == "me.changed" and frame["part"] == "notification")
    note = told["data"]["notification"]
    assert (note["kind"], note["from_name"], note["room_id"]) == ("invite", "Alice", study.pk)
    assert note["excerpt"] == "You are welcome in “Alice's study”."
    await hers.send(study.pk, "here you are")
    assert await his.wait_message(text="here you are")
    assert not await run_query(JoinRequest.objects.exists)


def test_who_is_not_let_in_is_told_kindly_and_may_ask_again(
    study: Room, browser: Browser, alice: User, charlie: User
) -> None:
    token = make_link(alice, study, approval=True)
    accept(browser(charlie), token)
    path = f"/api/rooms/{study.pk}/requests/{charlie.pk}"
    assert call(browser(alice), "POST", path, {"accept": False}).status_code == 204
    assert Notification.objects.get(user=charlie).excerpt == "“Alice's study” cannot take you in this time."
    assert not belongs(charlie, study)
    assert refusal(call(browser(alice), "POST", path, {"accept": True})) == (404, "not_found")
    assert accept(browser(charlie), token).json()["state"] == "asked"


@pytest.mark.parametrize("body", [{}, {"accept": "yes"}, {"accept": True, "role": "owner"}])
def test_a_wrong_answer_lets_nobody_in(study: Room, browser: Browser, alice: User, charlie: User, body: Json) -> None:
    ask(charlie, study)
    assert call(browser(alice), "POST", f"/api/rooms/{study.pk}/requests/{charlie.pk}", body).status_code == 422
    assert not belongs(charlie, study)


def test_a_request_that_is_not_there_cannot_be_answered(study: Room, browser: Browser, alice: User) -> None:
    for user_id in (987654, 10**25):
        answer = call(browser(alice), "POST", f"/api/rooms/{study.pk}/requests/{user_id}", {"accept": True})
        assert refusal(answer) == (404, "not_found")
