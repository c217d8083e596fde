"""The hub and a socket's way out: nobody waits for anybody, and who cannot follow hurts nobody else."""

import asyncio

import pytest
from pytest_django.fixtures import Settings

from chat.hub import Envelope, Hub
from chat.outgoing import Outgoing


class Listener:
    """Hears; a full one leaves the hub in the middle of a delivery, as a slow socket does."""

    def __init__(self, hub: Hub, *, full: bool = False) -> None:
        self.hub, self.full, self.heard = hub, full, list[str]()

    def offer(self, text: str) -> None:
        if self.full:
            self.hub.drop(self)
        else:
            self.heard.append(text)


@pytest.fixture
async def hub() -> Hub:
    hub = Hub()
    hub.attach(asyncio.get_running_loop())
    return hub


async def deliver(hub: Hub, envelope: Envelope) -> None:
    await asyncio.to_thread(hub.publish, envelope)  # from another thread, as after a commit
    await asyncio.sleep(0)


async def test_an_event_reaches_every_follower_of_its_topic_and_no_one_else(hub: Hub) -> None:
    here, there = Listener(hub), Listener(hub)
    hub.subscribe("room.1", here)
    hub.subscribe("room.2", there)
    await deliver(hub, Envelope("room.1", "hello"))
    assert (here.heard, there.heard) == (["hello"], [])


async def test_who_leaves_in_the_middle_of_a_delivery_takes_nothing_from_the_others(hub: Hub) -> None:
    listeners = [Listener(hub, full=number % 3 == 0) for number in range(30)]
    for listener in listeners:
        hub.subscribe("room.1", listener)
    await deliver(hub, Envelope("room.1", "hello"))
    assert [len(listener.heard) for listener in listeners] == [0 if listener.full else 1 for listener in listeners]


async def test_an_event_may_make_its_followers_follow_a_room(hub: Hub) -> None:
    listener = Listener(hub)
    hub.subscribe("user.7", listener)
    await deliver(hub, Envelope("user.7", "joined", follow="room.1"))
    await deliver(hub, Envelope("room.1", "hello"))
    assert listener.heard == ["joined", "hello"]


async def test_a_socket_that_stays_full_is_given_up_and_offered_nothing_more(settings: Settings) -> None:
    settings.SOCKET_QUEUE_FRAMES = 3
    given_up: list[bool] = []
    stuck = asyncio.Event()

    async def write(_: str) -> None:
        await stuck.wait()

    outgoing = Outgoing(write, lambda: given_up.append(True))
    pump = asyncio.create_task(outgoing.run())
    for number in range(10):
        outgoing.offer(str(number))
        await asyncio.sleep(0)
    assert given_up == [True]
    pump.cancel()


async def test_a_frame_that_takes_too_long_ends_the_socket(settings: Settings) -> None:
    settings.SLOW_CLIENT_SECONDS = 30
    given_up: list[bool] = []

    async def write(_: str) -> None:
        await asyncio.Event().wait()

    outgoing = Outgoing(write, lambda: given_up.append(True))
    pump = asyncio.create_task(outgoing.run())
    outgoing.offer("frame")
    await asyncio.sleep(0)
    now = asyncio.get_running_loop().time()
    outgoing.look_slow(now + 29)
    assert given_up == []
    outgoing.look_slow(now + 31)
    assert given_up == [True]
    pump.cancel()
