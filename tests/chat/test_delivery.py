"""The hub and a socket's way out: nobody waits for anybody, and who cannot follow hurts nobody else."""

import asyncio
from dataclasses import dataclass, field

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


@dataclass
class Members:
    """A room's members as the hub reads them; the read waits until it is let go."""

    version: int
    people: set[int]
    reads: int = 0
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def load(self, _: int) -> tuple[int, set[int]]:
        self.reads += 1
        await self.go.wait()
        return self.version, set(self.people)


@pytest.fixture
def members(hub: Hub) -> Members:
    members = Members(version=1, people={1, 2})
    hub.load_members = members.load
    return members


def sit(hub: Hub, person: int, version: int | None = None) -> Listener:
    listener = Listener(hub)
    hub.subscribe(f"user.{person}", listener)
    hub.subscribe("room.1", listener, version)
    return listener


async def deliver_all(hub: Hub, members: Members, *envelopes: Envelope) -> None:
    """Publish, then let the members be read."""
    for envelope in envelopes:
        await deliver(hub, envelope)
    members.go.set()
    for _ in range(5):
        await asyncio.sleep(0)


async def test_who_is_no_member_any_more_is_dropped_before_the_next_event(hub: Hub, members: Members) -> None:
    stays, goes = sit(hub, 1, version=0), sit(hub, 3, version=0)
    await deliver(hub, Envelope("room.1", "old", members_version=0))
    await deliver_all(hub, members, Envelope("room.1", "new", members_version=1), Envelope("room.1", "newer"))
    assert (stays.heard, goes.heard) == (["old", "new", "newer"], ["old"])
    await deliver(hub, Envelope("room.1", "newest", members_version=1))
    assert (stays.heard[-1], members.reads) == ("newest", 1)


async def test_members_are_read_once_for_sockets_that_do_not_say_how_fresh_they_are(hub: Hub, members: Members) -> None:
    stranger = sit(hub, 3)
    await deliver_all(hub, members, *(Envelope("room.1", str(n), members_version=1) for n in range(3)))
    assert (stranger.heard, members.reads) == ([], 1)


async def test_a_socket_whose_membership_was_read_too_early_is_found(hub: Hub, members: Members) -> None:
    first = sit(hub, 1, version=1)
    late = sit(hub, 3, version=0)  # he was removed between the read and now
    await deliver_all(hub, members, Envelope("room.1", "hello", members_version=1))
    assert (first.heard, late.heard, members.reads) == (["hello"], [], 1)


async def test_who_joins_while_the_members_are_read_is_not_taken_for_a_stranger(hub: Hub, members: Members) -> None:
    sit(hub, 1, version=0)
    await deliver(hub, Envelope("room.1", "one", members_version=1))
    came = sit(hub, 9, version=1)  # the read began before he joined
    await deliver_all(hub, members, Envelope("room.1", "two", members_version=1))
    assert came.heard == ["one", "two"]


async def test_members_that_cannot_be_read_keep_the_room_silent_until_they_can(hub: Hub, members: Members) -> None:
    listener = sit(hub, 1, version=0)

    async def fail(_: int) -> tuple[int, set[int]]:
        raise OSError("the database is away")

    hub.load_members = fail
    await deliver_all(hub, members, Envelope("room.1", "lost", members_version=1))
    hub.load_members = members.load
    await deliver_all(hub, members, Envelope("room.1", "heard", members_version=1))
    assert listener.heard == ["heard"]


async def test_the_heartbeat_finds_a_removal_that_no_event_told_of(hub: Hub, members: Members) -> None:
    stays, goes = sit(hub, 1, version=0), sit(hub, 3, version=0)
    hub.doubt(stays, [1])
    await deliver(hub, Envelope("room.1", "words of an answer"))
    hub.doubt(goes, [])
    await deliver_all(hub, members, Envelope("room.1", "more words"))
    assert (stays.heard, goes.heard) == (["words of an answer", "more words"], ["words of an answer"])


async def test_an_event_may_make_its_followers_leave_a_room(hub: Hub) -> None:
    goes, stays = sit(hub, 3), sit(hub, 1)
    await deliver(hub, Envelope("user.3", "removed", unfollow="room.1"))
    await deliver(hub, Envelope("room.1", "hello"))
    assert (goes.heard, stays.heard) == (["removed"], ["hello"])


async def test_a_word_about_sessions_is_offered_to_nobody(hub: Hub) -> None:
    listener, looked = sit(hub, 3), list[int]()
    hub.on_check_sessions = looked.append
    await deliver(hub, Envelope("user.3", check_sessions=True))
    assert (listener.heard, looked) == ([], [3])


async def test_a_socket_that_breaks_takes_nothing_from_the_others(hub: Hub) -> None:
    class Broken(Listener):
        def offer(self, text: str) -> None:
            raise RuntimeError("a bug in one socket")

    hub.subscribe("room.1", Broken(hub))
    listener = sit(hub, 1)
    await deliver(hub, Envelope("room.1", "one"))
    await deliver(hub, Envelope("room.1", "two"))
    assert listener.heard == ["one", "two"]
