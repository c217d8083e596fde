"""Rooms and people of a house with several processes: what one of them does, the sockets of the others hear.

And what only one of them may do: pushing and tidying.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from chat.push import make_keys
from tests.processes import Hearth, Process
from tests.push_service import Subscription
from tests.server.conftest import Open, SitDown, needs_mariadb
from tests.server.redis_server import needs_redis
from tests.server.steady import SteadyClient, poll
from tests.server.test_processes import read

pytestmark = needs_redis
Call = Callable[..., Awaitable[Any]]


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=needs_mariadb)])
def elsewhere(request: pytest.FixtureRequest) -> dict[str, str]:
    """Another database than the file, where there is one."""
    return {"DATABASE_URL": request.getfixturevalue("mariadb")} if request.param == "mariadb" else {}


@pytest.fixture
def pair(elsewhere: dict[str, str], open_server: Open) -> list[Hearth]:
    """Two processes of one house, on each kind of database; they end before it does."""
    servers = [open_server(**elsewhere), open_server(**elsewhere)]
    return [server.wait_ready() for server in servers]


async def call(client: httpx.Client, method: str, path: str, **body: Any) -> Any:
    """The parsed answer of the API."""
    json = None if method == "DELETE" else body
    answer = await asyncio.to_thread(client.request, method, f"/api{path}", json=json)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


async def test_a_room_that_is_joined_and_deleted_in_one_process_is_so_in_the_other(
    pair: list[Hearth], sit_down: SitDown
) -> None:
    async with contextlib.AsyncExitStack() as stack:
        hers = await stack.enter_async_context(sit_down("Alice", pair[0]))
        his = await stack.enter_async_context(sit_down("Bob", pair[0]))
        his_there = await stack.enter_async_context(SteadyClient(his.http, [pair[1].url], his.room_id))
        room_id = (await call(hers.http, "POST", "/rooms", name="공부방 📚"))["id"]
        there = await stack.enter_async_context(SteadyClient(hers.http, [pair[1].url], room_id))
        invite = await call(hers.http, "POST", f"/rooms/{room_id}/invites")
        await call(his.http, "POST", f"/invites/{invite['token']}/accept")
        joined = await there.wait_for("member.changed", room_id=room_id)
        assert (joined["member"]["user_id"], joined["member"]["left"]) == (his.user_id, False)
        for tab in (his, his_there):  # the sockets of who came in follow the room, and nobody asked them to
            await tab.until(lambda tab=tab: room_id in listed_rooms(tab))  # type: ignore[misc]
        await there.say("among us")
        for tab in (his, his_there):
            assert (await tab.wait_for("message.changed", room_id=room_id))["message"]["text"] == "among us"
        await call(hers.http, "DELETE", f"/rooms/{room_id}")
        for tab in (hers, there, his, his_there):
            await tab.wait_for("room.removed", room_id=room_id, reason="deleted")
            assert (await tab.ask("room.enter", room_id=room_id, since=None, seat=False))["code"] == "not_found"


async def test_an_account_that_is_deleted_has_no_open_socket_in_any_process(
    pair: list[Hearth], sit_down: SitDown
) -> None:
    async with sit_down("Alice", pair[1]) as hers, sit_down("Bob", pair[0]) as here:
        async with SteadyClient(here.http, [pair[1].url], here.room_id) as there:
            await here.say("여기 있었어요 🔥")
            await hers.wait_state(here.user_id, "seated")
            await call(here.http, "POST", "/me/delete", name="Bob", messages="keep")
            for tab in (here, there):
                await poll(lambda tab=tab: bool(tab.closed_with))  # type: ignore[misc]
                assert tab.closed_with[0] == 4401
        await hers.wait_state(here.user_id, "gone")
        hers.head = None
        await hers.resume()
        (left,) = [message for message in hers.held.values() if message["text"] == "여기 있었어요 🔥"]
        assert (left["author"]["name"], left["author"]["user_id"]) == ("someone", None)


async def test_two_workers_of_replies_push_each_notification_once_and_tidy_once(
    open_server: Open, sit_down: SitDown, database: Path
) -> None:
    private, public = make_keys()
    env = {"VAPID_PRIVATE_KEY": private, "VAPID_PUBLIC_KEY": public, "PUSH_DELAY_SECONDS": "0"}
    server = open_server(WEB_CONCURRENCY="2", TIDY_LOOK_SECONDS="0.2", **env)
    with contextlib.ExitStack() as running:
        workers = [running.enter_context(Process("manage.py", "run_replies", env=server.env)) for _ in range(2)]
        for worker in workers:
            worker.wait_line("Lily's answers are written here")
        server.wait_ready()
        async with sit_down("Alice", server) as hers, sit_down("Bob", server) as his:
            await call(his.http, "POST", "/push", **Subscription().body)
            for number in range(10):
                await hers.say(f"@Bob {number}")
            await poll(lambda: pushes(database) == [("queued", 1)] * 10)  # nobody lives there: again, and later
        for worker in workers:
            assert worker.stop() == 0
    lines = [line for worker in workers for line in worker.lines]
    assert len([line for line in lines if "event=push_failed" in line]) == 10
    assert len([line for line in lines if "event=tidied" in line]) == 1
    assert server.stop() == 0
    assert not [line for line in server.lines if "push_failed" in line or "tidied" in line]


def listed_rooms(tab: SteadyClient) -> list[int]:
    """The rooms that came into this person's list."""
    return [frame["data"]["room"]["id"] for frame in tab.frames if frame.get("part") == "rooms"]


def pushes(database: Path) -> list[tuple[object, ...]]:
    """How the pushes stand, and how often each was tried."""
    return read(database, "SELECT push, push_tries FROM chat_notification")
