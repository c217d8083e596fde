"""Two hubs on a real Redis, as two processes have them: what crosses, what heals, and who hears nothing any more."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import redis.asyncio
from pytest_django.fixtures import Settings

from chat.hub import Envelope, Hub
from chat.layer import Layer
from tests.server.redis_server import TEST_REDIS_URL, OwnRedis, needs_own_redis, needs_redis
from tests.server.steady import poll

pytestmark = needs_redis
PATIENCE = 8.0
Open = Callable[[str], "House"]


class Listener:
    """A socket that keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.news = asyncio.Event()

    def offer(self, text: str) -> None:
        self.heard.append(text)
        self.news.set()

    async def hear(self, text: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while text not in self.heard:
                self.news.clear()
                await self.news.wait()


class House:
    """Two processes of one house: a hub and a layer each, and the members that both read."""

    def __init__(self, url: str) -> None:
        self.prefix = f"test.{uuid.uuid4().hex}."
        self.members: tuple[int, set[int]] = (0, {1, 2, 3})
        self.hubs = [Hub(), Hub()]
        self.layers = [Layer(url, self.prefix, hub.hear) for hub in self.hubs]
        for hub, layer in zip(self.hubs, self.layers, strict=True):
            layer.start()
            hub.attach(asyncio.get_running_loop(), layer)
            hub.load_members = self.load_members

    async def load_members(self, _: int) -> tuple[int, set[int]]:
        return self.members

    async def sit(self, process: int, person: int) -> Listener:
        """A socket of this person in this process, in room 1."""
        listener = Listener()
        self.hubs[process].subscribe(f"user.{person}", listener)
        self.hubs[process].subscribe("room.1", listener)
        await self.hubs[process].settle()
        return listener

    async def say_until_heard(self, listener: Listener) -> str:
        """Publish in process 0 until it is heard in process 1; what was last said."""
        async with asyncio.timeout(PATIENCE):
            while not listener.news.is_set():
                text = uuid.uuid4().hex
                self.hubs[0].publish(Envelope("room.1", text))
                await asyncio.sleep(0.05)
        return text

    async def close(self) -> None:
        for layer in self.layers:
            await layer.stop()


@pytest.fixture
async def open_house() -> AsyncIterator[Open]:
    houses: list[House] = []

    def open_one(url: str) -> House:
        houses.append(House(url))
        return houses[-1]

    yield open_one
    for house in houses:
        await house.close()


@pytest.fixture
def own_redis() -> Iterator[OwnRedis]:
    server = OwnRedis()
    server.start()
    yield server
    server.stop()


async def test_an_event_crosses_once_and_its_own_echo_is_dropped(open_house: Open) -> None:
    house = open_house(TEST_REDIS_URL)
    here, there = await house.sit(0, 1), await house.sit(1, 2)
    for text in ("one", "two"):
        house.hubs[0].publish(Envelope("room.1", text, members_version=0))
    await there.hear("two")
    house.hubs[1].publish(Envelope("room.1", "back"))
    await here.hear("back")
    assert here.heard == there.heard == ["one", "two", "back"]


async def test_sockets_that_join_at_once_make_one_subscription_which_ends_with_the_last(open_house: Open) -> None:
    house = open_house(TEST_REDIS_URL)
    await house.hubs[0].settle()
    before = house.layers[0].joins
    sockets = [Listener(), Listener()]
    for socket in sockets:
        house.hubs[0].subscribe("room.1", socket)
    await house.hubs[0].settle()
    assert house.layers[0].joins == before + 1
    async with redis.asyncio.from_url(TEST_REDIS_URL) as client:
        channel = f"{house.prefix}__group__room.1"
        assert (await client.pubsub_numsub(channel))[0][1] == 1
        house.hubs[0].drop(sockets[0])
        await house.hubs[0].settle()
        assert (await client.pubsub_numsub(channel))[0][1] == 1
        house.hubs[0].drop(sockets[1])
        await house.hubs[0].settle()
        async with asyncio.timeout(PATIENCE):
            while (await client.pubsub_numsub(channel))[0][1]:
                await house.hubs[0].settle()


async def test_a_bad_message_and_a_bad_socket_end_nothing(open_house: Open, caplog: pytest.LogCaptureFixture) -> None:
    house = open_house(TEST_REDIS_URL)
    there = await house.sit(1, 2)

    class Bad(Listener):
        def offer(self, text: str) -> None:
            raise RuntimeError("a bug in one socket")

    bad = Bad()
    house.hubs[1].subscribe("user.3", bad)
    house.hubs[1].subscribe("room.1", bad)
    async with redis.asyncio.from_url(TEST_REDIS_URL) as client:
        for nonsense in (b"", b"\xff\xff", b"\x81\xa6origin\xa1x", b"\xc0"):
            await client.publish(f"{house.prefix}__group__room.1", nonsense)
    for text in ("one", "two"):
        house.hubs[0].publish(Envelope("room.1", text))
    await there.hear("two")
    assert there.heard == ["one", "two"]
    assert "offer_broke" in caplog.text
    assert "layer_message_broke" in caplog.text


@needs_own_redis
async def test_while_redis_is_away_nothing_raises_or_waits_and_it_heals_by_itself(
    own_redis: OwnRedis, open_house: Open, caplog: pytest.LogCaptureFixture
) -> None:
    house = open_house(own_redis.url)
    here, there = await house.sit(0, 1), await house.sit(1, 2)
    own_redis.stop()
    house.hubs[0].publish(Envelope("room.1", "kept"))
    await here.hear("kept")
    late = await house.sit(1, 3)  # subscribes nothing new, and does not wait
    own_redis.start()
    await house.say_until_heard(there)
    assert late.heard == there.heard
    away = [record for record in caplog.records if "layer_away" in record.getMessage()]
    assert len(away) <= 2  # one line a process


@needs_own_redis
async def test_a_redis_that_comes_late_is_found(own_redis: OwnRedis, open_house: Open) -> None:
    own_redis.stop()
    house = open_house(own_redis.url)
    here, there = await house.sit(0, 1), await house.sit(1, 2)
    house.hubs[0].publish(Envelope("room.1", "early"))
    await here.hear("early")
    own_redis.start()
    await house.say_until_heard(there)


@needs_own_redis
async def test_what_cannot_be_said_for_too_long_is_dropped_and_counted(
    own_redis: OwnRedis, open_house: Open, settings: Settings
) -> None:
    settings.LAYER_RETRY_SECONDS = 0.0
    house = open_house(own_redis.url)
    there = await house.sit(1, 2)
    own_redis.stop()
    for number in range(20):
        house.hubs[0].publish(Envelope("room.1", f"lost {number}"))
    await poll(lambda: house.layers[0].dropped == 20)
    own_redis.start()
    await house.say_until_heard(there)
    assert not any(text.startswith("lost") for text in there.heard)


@needs_own_redis
async def test_who_was_removed_hears_nothing_more_even_if_that_event_was_lost(
    own_redis: OwnRedis, open_house: Open, settings: Settings
) -> None:
    settings.LAYER_RETRY_SECONDS = 0.0
    house = open_house(own_redis.url)
    stays, goes = await house.sit(1, 2), await house.sit(1, 3)
    house.hubs[0].publish(Envelope("room.1", "hello", members_version=0))
    await goes.hear("hello")
    own_redis.stop()
    house.members = (1, {1, 2})
    house.hubs[0].publish(Envelope("user.3", "removed", unfollow="room.1"))
    await poll(lambda: house.layers[0].dropped > 0)
    own_redis.start()
    stays.news.clear()
    async with asyncio.timeout(PATIENCE):
        while not stays.news.is_set():
            house.hubs[0].publish(Envelope("room.1", "among us", members_version=1))
            await asyncio.sleep(0.05)
    assert set(stays.heard) == {"hello", "among us"}
    assert goes.heard == ["hello"]


async def test_a_message_that_overtakes_the_removal_is_not_heard_by_who_was_removed(open_house: Open) -> None:
    house = open_house(TEST_REDIS_URL)
    stays, goes = await house.sit(1, 2), await house.sit(1, 3)
    house.members = (1, {1, 2})
    house.hubs[0].publish(Envelope("room.1", "after it", members_version=1))
    house.hubs[0].publish(Envelope("room.1", "before it", members_version=0))
    house.hubs[0].publish(Envelope("user.3", "removed", unfollow="room.1"))
    await goes.hear("removed")
    await stays.hear("before it")
    assert stays.heard == ["after it", "before it"]
    assert goes.heard == ["removed"]
