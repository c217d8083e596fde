"""What keepers do: roles, handing over, mute, taking out, ban; what is stored, who hears it, who is told why."""

import json
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from chat.actions.members import join_room
from chat.actions.messages import send_message
from chat.actions.sanctions import change_member, remove_member
from chat.models import Ban, JoinRequest, Member, Message, Notification, Room, User
from chat.presence import seats
from chat.protocol.base import format_time
from chat.protocol.commands import NewMessage
from chat.protocol.rooms import MemberPatch
from chat.queries.access import access_membership
from chat.refusals import NotFound, Refused
from chat.threads import run_action, run_query
from tests.calls import call, code_of
from tests.conftest import make_person
from tests.tab import Tab, new_message

Browser = Callable[[User | None], Client]
OpenTab = Callable[[User], Awaitable[Tab]]


@pytest.fixture
def room(alice: User, bob: User) -> Room:
    """Alice's public room with Bob in it; Lily rests."""
    room = Room.objects.create(name="The porch", visibility="public", lily="off")
    for person, role in ((alice, "owner"), (bob, "member")):
        Member.objects.create(room=room, user=person, role=role, seq=0, joined_seq=0)
    return room


def soon(**ahead: float) -> str:
    return format_time(timezone.now() + timedelta(**ahead))


def path_of(room: Room, user: User) -> str:
    return f"/api/rooms/{room.pk}/members/{user.pk}"


def patch(keeper: User, room: Room, user: User, **fields: Any) -> None:
    """The same as over HTTP."""
    change_member(keeper=access_membership(keeper, room.pk), user_id=user.pk, patch=MemberPatch.model_validate(fields))


def roles(room: Room) -> dict[str, str]:
    return dict(Member.objects.filter(room=room, left_at__isnull=True).values_list("user__name", "role"))


def said_to(user: User) -> list[str]:
    rows = Notification.objects.filter(user=user, kind="keeper").order_by("created_at")
    return list(rows.values_list("excerpt", flat=True))


def test_the_owner_names_and_unnames_keepers(room: Room, alice: User, bob: User, browser: Browser) -> None:
    client = browser(alice)
    named = call(client, "PATCH", path_of(room, bob), {"role": "keeper"})
    assert (named.status_code, named.json()["role"]) == (200, "keeper")
    assert roles(room) == {"Alice": "owner", "Bob": "keeper"}
    assert call(client, "PATCH", path_of(room, bob), {"role": "member"}).json()["role"] == "guest"  # without an account
    assert named.json()["seq"] == 1
    assert Room.objects.get(pk=room.pk).head == 2


def test_handing_over_makes_one_owner_and_a_keeper_of_who_gave(room: Room, alice: User, bob: User) -> None:
    patch(alice, room, bob, role="owner")
    assert roles(room) == {"Alice": "keeper", "Bob": "owner"}


def test_nobody_raises_himself_and_an_owner_does_not_step_down_without_handing_over(
    room: Room, alice: User, bob: User, charlie: User, browser: Browser
) -> None:
    Member.objects.create(room=room, user=charlie, role="keeper", seq=0, joined_seq=0)
    for person, target, role in ((bob, bob, "keeper"), (charlie, charlie, "owner"), (charlie, bob, "keeper")):
        assert code_of(call(browser(person), "PATCH", path_of(room, target), {"role": role})) == "forbidden"
    refused = call(browser(alice), "PATCH", path_of(room, alice), {"role": "member"})
    assert (refused.status_code, "Hand the room over first" in refused.json()["error"]["message"]) == (403, True)
    assert roles(room) == {"Alice": "owner", "Bob": "member", "Charlie": "keeper"}


def test_one_acts_only_upon_those_below(room: Room, alice: User, bob: User, charlie: User, browser: Browser) -> None:
    dora = make_person("Dora")
    for person in (charlie, dora):
        Member.objects.create(room=room, user=person, role="keeper", seq=0, joined_seq=0)
    for target in (alice, dora, charlie):
        for body in ({"muted_until": soon(hours=1)}, {"banned": True}):
            assert code_of(call(browser(charlie), "PATCH", path_of(room, target), body)) == "forbidden"
        assert code_of(call(browser(charlie), "DELETE", path_of(room, target))) == "forbidden"
    assert code_of(call(browser(charlie), "DELETE", path_of(room, bob))) == "ok"
    assert not Ban.objects.exists()


async def test_a_new_role_is_heard_by_the_room_and_in_ones_own_list(
    room: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await run_action(patch, alice, room, bob, role="keeper")
    heard = await hers.wait_for(lambda f: f["type"] == "member.changed")
    assert (heard["seq"], heard["member"]["user_id"], heard["member"]["role"]) == (1, bob.pk, "keeper")
    listed = await his.wait_for(lambda f: f["type"] == "me.changed" and f["part"] == "rooms")
    assert (listed["data"]["room"]["my_role"], listed["data"]["room"]["head"]) == ("keeper", 1)


async def test_a_mute_holds_for_every_way_of_speaking_and_says_how_long(
    room: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await hers.enter(room.pk)
    await his.enter(room.pk)
    said = (await his.send(room.pk, "la la la"))["message"]
    await his.ask("typing.set", room_id=room.pk, on=True)
    await hers.wait_for(lambda f: f["type"] == "typing.changed" and f["user_ids"] == [bob.pk])
    await run_action(patch, alice, room, bob, muted_until=soon(minutes=10), reason="Please let others talk too.")
    heard = await hers.wait_for(lambda f: f["type"] == "member.changed" and f["member"]["muted_until"])
    assert heard["member"]["user_id"] == bob.pk
    await hers.wait_for(lambda f: f["type"] == "typing.changed" and f["user_ids"] == [])
    refused = [
        await his.send(room.pk, "but"),
        await his.ask("message.edit", message_id=said["id"], text="but"),
        await his.ask("reaction.set", message_id=said["id"], emoji="🔥", on=True),
        await his.ask("message.pin", message_id=said["id"], on=True),
        await his.ask("typing.set", room_id=room.pk, on=True),
    ]
    assert [answer["code"] for answer in refused] == ["muted"] * 5
    assert all(590 < answer["retry_after"] <= 600 for answer in refused)
    told = await his.wait_for(lambda f: f["type"] == "me.changed" and f["part"] == "notification")
    assert told["data"]["notification"]["kind"] == "keeper"
    assert told["data"]["notification"]["excerpt"].endswith("listen for a while. Please let others talk too.")
    await run_action(patch, alice, room, bob, muted_until=None)
    assert (await his.send(room.pk, "thank you"))["type"] == "command.done"


def test_a_mute_over_http_says_when_to_come_back_and_runs_out_by_itself(
    room: Room, alice: User, bob: User, browser: Browser
) -> None:
    patch(alice, room, bob, muted_until=soon(seconds=30))
    words = {"text": "x", "client_id": "00000000-0000-4000-8000-000000000001"}
    body: dict[str, Any] = words | {"reply_to": None, "attachment_ids": [], "client_ai_settings": None}
    refused = call(browser(bob), "POST", f"/api/rooms/{room.pk}/messages", body)
    assert (refused.status_code, code_of(refused)) == (403, "muted")
    assert 25 <= int(refused["Retry-After"]) <= 30
    Member.objects.filter(user=bob).update(muted_until=timezone.now())
    assert call(browser(bob), "POST", f"/api/rooms/{room.pk}/messages", body).status_code == 201


def test_a_word_that_waited_for_the_lock_does_not_slip_in_behind_a_sanction(room: Room, alice: User, bob: User) -> None:
    before = [access_membership(bob, room.pk) for _ in range(2)]
    new = NewMessage.model_validate_json(json.dumps(new_message("quickly")))
    patch(alice, room, bob, muted_until=soon(hours=1))
    with pytest.raises(Refused, match="muted"):
        send_message(member=before[0], new=new)
    patch(alice, room, bob, banned=True)
    with pytest.raises(NotFound):
        send_message(member=before[1], new=new)
    assert not Message.objects.exists()


def test_leaving_and_coming_back_does_not_end_a_mute(room: Room, alice: User, bob: User) -> None:
    patch(alice, room, bob, muted_until=soon(hours=1))
    remove_member(keeper=access_membership(alice, room.pk), user_id=bob.pk)
    back = join_room(user=bob, room=room)
    assert back.muted_until is not None
    assert said_to(bob)[-1] == "The keepers of “The porch” have seen you out."


@pytest.mark.parametrize(
    "body",
    [
        {"muted_until": "yesterday"},
        {"muted_until": "2001-01-01T00:00:00Z"},
        {"muted_until": "2999-01-01T00:00:00Z"},
        {"muted_until": "2027-01-01T00:00:00"},
        {"muted_until": 5},
        {"banned": True, "banned_until": "2001-01-01T00:00:00Z"},
        {"banned": "yes"},
        {"role": "king"},
        {"reason": "x" * 501},
        {"crown": True},
    ],
)
def test_a_patch_that_makes_no_sense_changes_nothing(
    room: Room, alice: User, bob: User, browser: Browser, body: dict[str, Any]
) -> None:
    assert call(browser(alice), "PATCH", path_of(room, bob), body).status_code == 422
    assert (roles(room)["Bob"], Ban.objects.count(), Notification.objects.count()) == ("member", 0, 0)


def test_a_patch_is_done_whole_or_not_at_all(room: Room, alice: User, bob: User, browser: Browser) -> None:
    body = {"role": "owner", "banned": True}  # whom the room was handed to is not below any more
    assert code_of(call(browser(alice), "PATCH", path_of(room, bob), body)) == "forbidden"
    assert (roles(room), Ban.objects.count()) == ({"Alice": "owner", "Bob": "member"}, 0)


async def test_who_is_taken_out_hears_nothing_more_and_may_come_back(
    room: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await hers.enter(room.pk)
    await his.enter(room.pk)
    await hers.wait_for(lambda f: {"user_id": bob.pk, "state": "seated"} in f.get("changes", []))
    await run_action(remove_member, keeper=await run_query(access_membership, alice, room.pk), user_id=bob.pk)
    assert (await his.wait_for(lambda f: f["type"] == "room.removed"))["reason"] == "removed"
    heard = await hers.wait_for(lambda f: f["type"] == "member.changed" and f["member"]["left"])
    assert heard["member"]["user_id"] == bob.pk
    await hers.wait_for(lambda f: {"user_id": bob.pk, "state": "gone"} in f.get("changes", []))
    await hers.send(room.pk, "among us")
    assert (await his.ask("ping"))["heads"] == {}
    assert not [frame for frame in his.frames if frame["type"] == "message.changed"]
    assert (await his.enter(room.pk))["type"] == "room.entered"


async def test_a_ban_shuts_a_public_room_in_every_way(
    room: Room, alice: User, bob: User, open_tab: OpenTab, browser: Browser
) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await hers.enter(room.pk)
    await his.enter(room.pk)
    await his.ask("typing.set", room_id=room.pk, on=True)
    await hers.wait_for(lambda f: f["type"] == "typing.changed" and f["user_ids"] == [bob.pk])
    await run_action(JoinRequest.objects.create, room=room, user=bob)
    await run_action(patch, alice, room, bob, banned=True, reason="Enough.")
    assert (await his.wait_for(lambda f: f["type"] == "room.removed"))["reason"] == "banned"
    await hers.wait_for(lambda f: f["type"] == "member.changed" and f["member"]["left"])
    for seat in (True, False):
        assert (await his.enter(room.pk, seat=seat))["code"] == "not_found"
    assert (await his.send(room.pk, "let me in"))["code"] == "not_found"
    await hers.wait_for(lambda f: f["type"] == "typing.changed" and f["user_ids"] == [])
    assert seats.list_seated(room.pk) == {alice.pk}
    assert await run_query(lambda: (Ban.objects.get().by, JoinRequest.objects.count())) == (alice, 0)
    assert (await run_query(said_to, bob)) == ["The keepers of “The porch” ask you to stay away for now. Enough."]

    def look() -> None:
        client = browser(bob)
        assert room.pk not in [entry["room"]["id"] for entry in client.get("/api/rooms").json()["rooms"]]
        for path in ("", "/messages", "/pins"):
            assert client.get(f"/api/rooms/{room.pk}{path}").status_code == 404

    await run_query(look)


def test_a_ban_with_an_end_runs_out_and_one_without_is_lifted(
    room: Room, alice: User, bob: User, browser: Browser
) -> None:
    patch(alice, room, bob, banned=True, banned_until=soon(hours=1), reason="Sleep well.")
    listed = browser(alice).get(f"/api/rooms/{room.pk}/bans").json()["bans"]
    assert [(ban["name"], ban["reason"], ban["until"] is None) for ban in listed] == [("Bob", "Sleep well.", False)]
    Ban.objects.update(until=timezone.now())
    assert browser(alice).get(f"/api/rooms/{room.pk}/bans").json()["bans"] == []
    assert join_room(user=bob, room=room).left_at is None
    patch(alice, room, bob, banned=True)
    patch(alice, room, bob, banned=False)
    patch(alice, room, bob, banned=False)
    assert join_room(user=bob, room=room).left_at is None
    assert said_to(bob)[-1] == "The door of “The porch” is open to you again."
    assert len(said_to(bob)) == 3


def test_who_has_left_is_banned_too_and_a_passer_by_does_not_exist(
    room: Room, alice: User, bob: User, charlie: User, browser: Browser
) -> None:
    remove_member(keeper=access_membership(alice, room.pk), user_id=bob.pk)
    client = browser(alice)
    for body in ({"role": "keeper"}, {"muted_until": soon(hours=1)}):
        assert code_of(call(client, "PATCH", path_of(room, bob), body)) == "not_found"
    banned = call(client, "PATCH", path_of(room, bob), {"banned": True})
    assert (banned.status_code, banned.json()["left"]) == (200, True)
    assert code_of(call(client, "PATCH", path_of(room, charlie), {"banned": True})) == "not_found"
    with pytest.raises(NotFound):
        join_room(user=bob, room=room)


@pytest.mark.django_db(transaction=True)
def test_a_ban_and_a_join_at_once_never_leave_a_banned_person_inside(room: Room, alice: User, bob: User) -> None:
    remove_member(keeper=access_membership(alice, room.pk), user_id=bob.pk)
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def run(act: Callable[[], Any]) -> None:
        start.wait()
        try:
            act()
            outcomes.append("done")
        except NotFound:
            outcomes.append("not_found")
        finally:
            connection.close()

    for _ in range(5):
        acts = (lambda: join_room(user=bob, room=room), lambda: patch(alice, room, bob, banned=True))
        threads = [threading.Thread(target=run, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not Member.objects.filter(room=room, user=bob, left_at__isnull=True).exists()
        Ban.objects.all().delete()
    assert outcomes.count("done") >= 5


def test_a_room_for_two_knows_no_sanctions(alice: User, bob: User, browser: Browser) -> None:
    room = Room.objects.create(name="", visibility="direct", direct_key=f"{alice.pk}:{bob.pk}")
    for person in (alice, bob):
        Member.objects.create(room=room, user=person, seq=0, joined_seq=0)
    for body in ({"role": "keeper"}, {"muted_until": soon(hours=1)}, {"banned": True}):
        assert code_of(call(browser(alice), "PATCH", path_of(room, bob), body)) == "forbidden"
    assert code_of(call(browser(alice), "DELETE", path_of(room, bob))) == "forbidden"
    assert code_of(browser(alice).get(f"/api/rooms/{room.pk}/bans")) == "forbidden"


def test_the_houses_staff_keep_the_fireplace(fireplace: Room, alice: User, bob: User, browser: Browser) -> None:
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    alice.refresh_from_db()
    join_room(user=alice, room=fireplace)
    join_room(user=bob, room=fireplace)
    assert code_of(call(browser(alice), "PATCH", path_of(fireplace, bob), {"banned": True})) == "ok"
    assert code_of(call(browser(alice), "PATCH", path_of(fireplace, alice), {"role": "owner"})) == "forbidden"


def test_reasons_are_told_in_the_persons_language_and_within_the_bound(room: Room, alice: User) -> None:
    minji = make_person("민지", "ko")
    join_room(user=minji, room=room)
    patch(alice, room, minji, banned=True, reason="왜냐하면 " * 60)
    told = said_to(minji)[0]
    assert told.startswith("“The porch” 방에는 당분간 들어오지 말아 주시길 부탁드려요. 왜냐하면")
    assert (len(told), told[-1]) == (200, "…")
