"""What a person saves about himself, and who sees it change."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from django.test import Client

from chat.actions.settings import save_settings
from chat.models import Room, User
from chat.protocol.mine import SettingsPatch
from chat.threads import run_action
from tests.calls import call
from tests.tab import Tab

Browser = Callable[..., Client]
OpenTab = Callable[[User], Awaitable[Tab]]


@pytest.mark.parametrize(
    ("patch", "saved"),
    [
        ({"name": " 할머니 "}, {"name": "할머니"}),
        ({"avatar_seed": "chestnut7"}, {"avatar": {"seed": "chestnut7", "image_url": None}}),
        ({"presence": False, "receipts": False}, {"presence": False, "receipts": False}),
        ({"time_zone": "Asia/Seoul", "digest": "daily"}, {"time_zone": "Asia/Seoul", "digest": "daily"}),
        ({"quiet": {"begin": 1320, "end": 420}}, {"quiet": {"begin": 1320, "end": 420}}),
        ({"page": {"theme": "day"}}, {"page": {"theme": "day", "text_size": None, "motion": None}}),
    ],
)
def test_what_is_saved_stands(browser: Browser, fireplace: Room, alice: User, patch: Any, saved: Any) -> None:
    client = browser(alice)
    answer = call(client, "PATCH", "/api/settings", patch)
    assert answer.status_code == 200, answer.content
    assert answer.json() | saved == answer.json() == client.get("/api/settings").json()


def test_a_part_leaves_the_rest_alone(browser: Browser, fireplace: Room, alice: User) -> None:
    client = browser(alice)
    call(client, "PATCH", "/api/settings", {"page": {"theme": "day"}, "quiet": {"begin": 0, "end": 60}})
    call(client, "PATCH", "/api/settings", {"page": {"motion": "calm"}})
    settings = client.get("/api/settings").json()
    assert settings["page"] == {"theme": "day", "text_size": None, "motion": "calm"}
    assert settings["quiet"] == {"begin": 0, "end": 60}
    assert call(client, "PATCH", "/api/settings", {"quiet": None}).json()["quiet"] is None


@pytest.mark.parametrize(
    ("patch", "field"),
    [
        ({"name": "\u200b"}, "name"),
        ({"name": "x" * 41}, "name"),
        ({"avatar_seed": "../x"}, "avatar_seed"),
        ({"quiet": {"begin": 1440, "end": 0}}, "quiet.begin"),
        ({"page": {"theme": "neon"}}, "page.theme"),
        ({"digest": "hourly"}, "digest"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_nonsense_is_named_and_nothing_is_saved(
    browser: Browser, fireplace: Room, alice: User, patch: Any, field: str
) -> None:
    client = browser(alice)
    before = client.get("/api/settings").json()
    answer = call(client, "PATCH", "/api/settings", {"receipts": False} | patch)
    assert answer.status_code == 422
    assert field in answer.json()["error"]["fields"]
    assert client.get("/api/settings").json() == before


def test_a_time_zone_that_does_not_exist_is_refused(browser: Browser, fireplace: Room, alice: User) -> None:
    answer = call(browser(alice), "PATCH", "/api/settings", {"time_zone": "Mars/Olympus"})
    assert (answer.status_code, "time_zone" in answer.json()["error"]["message"]) == (422, True)


async def test_the_rooms_and_ones_own_tabs_hear_of_another_name(
    fireplace: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, other, his = await open_tab(alice), await open_tab(alice), await open_tab(bob)
    await hers.enter(fireplace.pk)
    await his.enter(fireplace.pk)
    await run_action(save_settings, user=alice, patch=SettingsPatch(name="Alicia"))
    renamed = await his.wait_for(
        lambda frame: frame["type"] == "member.changed" and frame["member"]["name"] == "Alicia"
    )
    assert renamed["member"]["user_id"] == alice.pk
    told = await other.wait_for(lambda frame: frame.get("part") == "settings")
    assert told["data"]["name"] == "Alicia"
    again = await his.enter(fireplace.pk, since=renamed["seq"] - 1, seat=False)
    assert [member["name"] for member in again["members"]] == ["Alicia"]


async def test_who_does_not_want_to_be_seen_is_not_shown_as_seated(
    fireplace: Room, alice: User, bob: User, open_tab: OpenTab
) -> None:
    hers, his = await open_tab(alice), await open_tab(bob)
    await hers.enter(fireplace.pk)
    await his.enter(fireplace.pk)
    here = {"user_id": alice.pk, "state": "seated"}
    await his.wait_for(lambda frame: frame["type"] == "presence.changed" and here in frame["changes"])
    await run_action(save_settings, user=alice, patch=SettingsPatch(presence=False))
    gone = {"user_id": alice.pk, "state": "gone"}
    await his.wait_for(lambda frame: frame["type"] == "presence.changed" and gone in frame["changes"])
    await hers.enter(fireplace.pk)
    assert alice.pk not in [here["user_id"] for here in (await his.enter(fireplace.pk))["present"]]
    assert (await hers.send(fireplace.pk, "I am here all the same"))["type"] == "command.done"
