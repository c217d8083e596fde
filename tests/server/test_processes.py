"""Several processes of one house, on one database and one Redis: what crosses, and what survives their end."""

import asyncio
import contextlib
import os
import signal
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import Hearth, Lily, Process
from tests.server.conftest import Open, SitDown
from tests.server.redis_server import OwnRedis, needs_own_redis, needs_redis
from tests.server.steady import SteadyClient, poll

pytestmark = needs_redis


@pytest.fixture
def own_redis() -> Iterator[OwnRedis]:
    server = OwnRedis()
    server.start()
    yield server
    server.stop()


def read(database: Path, query: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def write(database: Path, query: str) -> None:
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(query)


async def talk(tabs: list[SteadyClient], lines: int) -> None:
    """Everybody says so many lines, all at once."""

    async def speak(number: int, tab: SteadyClient) -> None:
        for line in range(lines):
            await tab.say(f"{number}:{line}")

    await asyncio.gather(*(speak(number, tab) for number, tab in enumerate(tabs)))


async def require_equal(tabs: list[SteadyClient], database: Path, lines: int) -> None:
    """Acknowledged == present == delivered after a resync, none doubled."""
    for tab in tabs:
        await tab.resume()
    present = [text for (text,) in read(database, "SELECT text FROM chat_message WHERE author_kind = 'user'")]
    assert len(present) == len(set(present)) == len(tabs) * lines
    ids = {row[0] for row in read(database, "SELECT id FROM chat_message WHERE author_kind = 'user'")}
    assert {number for tab in tabs for number in tab.acknowledged.values()} == ids
    for tab in tabs:
        assert sorted(tab.texts()) == sorted(map(str, present))
        assert tab.texts() == tabs[0].texts()


async def test_talk_presence_and_typing_cross(two: list[Hearth], sit_down: SitDown) -> None:
    async with sit_down("Alice", two[0]) as hers, sit_down("Bob", two[1]) as his:
        await hers.wait_state(his.user_id, "seated")
        await his.wait_state(hers.user_id, "seated")
        await his.ask("typing.set", room_id=his.room_id, on=True)
        await hers.wait_for("typing.changed", user_ids=[his.user_id])
        await hers.say("hello there")
        await his.say("hello here")
        await hers.wait_for("typing.changed", user_ids=[])
        both = ["hello here", "hello there"]
        await hers.until(lambda: sorted(hers.texts()) == both)
        await his.until(lambda: sorted(his.texts()) == both)
        assert hers.held.keys() == his.held.keys()
        async with sit_down("Charlie", two[1]) as third:
            entered = await third.wait_for("room.entered")
            assert {here["user_id"] for here in entered["present"]} == {hers.user_id, his.user_id, third.user_id}


async def test_a_killed_process_leaves_no_ghosts(two: list[Hearth], sit_down: SitDown) -> None:
    async with sit_down("Alice", two[0]) as hers, sit_down("Bob", two[1]) as his:
        await hers.wait_state(his.user_id, "seated")
        two[1].kill()
        await hers.wait_state(his.user_id, "gone")


async def test_an_answer_is_written_once_and_heard_in_every_process(
    open_server: Open, sit_down: SitDown, database: Path
) -> None:
    with Lily() as lily:
        lily.wait_ready()
        servers = [open_server(LILY_API_URL=lily.url), open_server(LILY_API_URL=lily.url)]
        two = [server.wait_ready() for server in servers]
        async with sit_down("Alice", two[0]) as hers, sit_down("Bob", two[1]) as his:
            for number in range(3):
                await hers.say(f"Lily, number {number}?")
            await his.until(lambda: his.answers() == ["complete"] * 3)
    assert read(database, "SELECT status, attempt FROM chat_reply") == [("done", 1)] * 3


async def test_a_killed_server_loses_nothing_that_was_acknowledged(
    two: list[Hearth], sit_down: SitDown, database: Path
) -> None:
    async with contextlib.AsyncExitStack() as stack:
        tabs = [
            await stack.enter_async_context(sit_down(f"Guest {n}", *(two if n % 2 else reversed(two))))
            for n in range(4)
        ]
        talking = asyncio.create_task(talk(tabs, 40))
        await tabs[0].until(lambda: len(tabs[0].held) >= 40)
        two[0].child.kill()
        await asyncio.wait_for(talking, 30)
        await require_equal(tabs, database, 40)


@needs_own_redis
async def test_redis_restarted_under_load_loses_and_doubles_nothing(
    open_server: Open, own_redis: OwnRedis, sit_down: SitDown, database: Path
) -> None:
    servers = [open_server(REDIS_URL=own_redis.url), open_server(REDIS_URL=own_redis.url)]
    two = [server.wait_ready() for server in servers]
    async with contextlib.AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(sit_down(f"Guest {n}", two[n % 2])) for n in range(4)]
        talking = asyncio.create_task(talk(tabs, 40))
        await tabs[0].until(lambda: len(tabs[0].held) >= 40)
        own_redis.stop()
        held = len(tabs[0].acknowledged)
        await tabs[0].until(lambda: len(tabs[0].acknowledged) >= held + 5)  # nobody waits for Redis
        await asyncio.to_thread(own_redis.start)
        await asyncio.wait_for(talking, 30)
        await require_equal(tabs, database, 40)
        lines, heard = 0, {text for text in tabs[1].texts() if text.startswith("live")}
        async with asyncio.timeout(15):  # and the talk crosses again by itself
            while not heard:
                await tabs[0].say(f"live {(lines := lines + 1)}")
                heard = {text for text in tabs[1].texts() if text.startswith("live")}


@needs_own_redis
async def test_who_was_removed_hears_nothing_more_in_any_process_though_redis_was_away(
    open_server: Open, own_redis: OwnRedis, sit_down: SitDown, database: Path
) -> None:
    env = {"REDIS_URL": own_redis.url, "LAYER_RETRY_SECONDS": "0"}
    servers = [open_server(**env), open_server(**env)]
    two = [server.wait_ready() for server in servers]
    async with (
        sit_down("Alice", two[0]) as hers,
        sit_down("Bob", two[0]) as here,
        SteadyClient(here.http, [two[1].url], here.room_id) as there,
        sit_down("Charlie", two[1]) as stays,
    ):
        write(database, f"UPDATE chat_member SET role = 'owner' WHERE user_id = {hers.user_id}")  # noqa: S608
        own_redis.stop()
        await hers.say("heard here while Redis is away")
        gone = await asyncio.to_thread(hers.http.delete, f"/api/rooms/{hers.room_id}/members/{here.user_id}")
        assert gone.status_code == 204, gone.text
        await here.wait_for("room.removed", reason="removed")
        two[0].wait_line("layer_away")
        await asyncio.to_thread(own_redis.start)
        while "after it" not in stays.texts():
            await hers.say("after it")
        assert not [frame for frame in there.frames if frame["type"] == "room.removed"], "that event was not lost"
        for tab in (here, there):
            assert (await tab.ask("ping"))["heads"] == {}
            assert "after it" not in tab.texts()


async def test_a_banned_persons_socket_in_the_other_process_hears_nothing_more(
    two: list[Hearth], sit_down: SitDown, database: Path
) -> None:
    async with sit_down("Alice", two[0]) as hers, sit_down("Bob", two[1]) as his, sit_down("Charlie", two[1]) as stays:
        await hers.wait_state(his.user_id, "seated")
        write(database, f"UPDATE chat_member SET role = 'owner' WHERE user_id = {hers.user_id}")  # noqa: S608
        path = f"/api/rooms/{hers.room_id}/members/{his.user_id}"
        banned = await asyncio.to_thread(hers.http.patch, path, json={"banned": True, "reason": "Enough."})
        assert banned.status_code == 200, banned.text
        await his.wait_for("room.removed", reason="banned")
        told = await his.wait_for("me.changed", part="notification")
        assert told["data"]["notification"]["excerpt"].endswith("Enough.")
        await hers.say("among us")
        await stays.until(lambda: "among us" in stays.texts())
        assert (await his.ask("ping"))["heads"] == {}
        assert "among us" not in his.texts()
        for seat in (True, False):
            refused = await his.ask("room.enter", room_id=his.room_id, since=None, seat=seat)
            assert refused["code"] == "not_found"
        await hers.wait_state(his.user_id, "gone")
        assert (await asyncio.to_thread(his.http.get, f"/api/rooms/{his.room_id}")).status_code == 404


async def test_one_address_several_processes_and_a_worker_of_replies(
    open_server: Open, sit_down: SitDown, database: Path
) -> None:
    with Lily() as lily:
        lily.wait_ready()
        server = open_server(WEB_CONCURRENCY="2", LILY_API_URL=lily.url)
        with Process("manage.py", "run_replies", env=server.env) as worker:
            worker.wait_line("Lily's answers are written here")
            server.wait_ready()
            async with sit_down("Alice", server) as hers:
                await hers.say("Lily, are you there?")
                await hers.until(lambda: hers.answers() == ["complete"])
                first = children_of(server)
                os.kill(first[0], signal.SIGKILL)
                server.wait_line("server_process_died")
                await poll(lambda: len(children_of(server)) == 2 and children_of(server) != first)
                await hers.say("still here")
            assert worker.stop() == 0
        assert server.stop() == 0
    assert len([line for line in server.lines if line.startswith("Hearth is lit")]) == 1


async def test_server_processes_end_with_the_one_that_started_them(open_server: Open) -> None:
    server = open_server(WEB_CONCURRENCY="2").wait_ready()
    server.child.kill()
    await poll(lambda: not accepts(server))


def test_a_mistyped_address_of_redis_is_one_clear_line(open_server: Open) -> None:
    server = open_server(REDIS_URL="localhost:6379")
    assert server.child.wait(30) == 1
    server.wait_line("REDIS_URL is no address of a Redis")


def accepts(server: Hearth) -> bool:
    """Whether anybody listens at this server's address."""
    with socket.socket() as knocking:
        return knocking.connect_ex(("127.0.0.1", int(server.url.rsplit(":", 1)[1]))) == 0


def children_of(server: Hearth) -> list[int]:
    pid = server.child.pid
    return sorted(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()))


async def test_who_is_told_to_come_back_hears_it_before_the_socket_closes(
    two: list[Hearth], sit_down: SitDown, database: Path
) -> None:
    async with contextlib.AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(sit_down(f"Guest {n}", *two)) for n in range(4)]
        talking = asyncio.create_task(talk(tabs, 30))
        await tabs[0].until(lambda: len(tabs[0].held) >= 20)
        assert await asyncio.to_thread(two[0].stop) == 0
        await asyncio.wait_for(talking, 30)
        for tab in tabs:
            told = await tab.wait_for("server.restarting")
            assert 0 <= told["reconnect_after_ms"] <= 5000
            assert tab.closed_with == [1012]
        await require_equal(tabs, database, 30)


def test_replies_without_redis_refuse_to_be_written_elsewhere(open_server: Open) -> None:
    env = open_server().wait_ready().env | {"REDIS_URL": ""}
    with Process("manage.py", "run_replies", env=env) as worker:
        assert worker.child.wait(30) == 1
        worker.wait_line("There is no REDIS_URL")
