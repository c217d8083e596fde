"""Presence, typing and token buckets under a clock of our own; addresses behind proxies."""

import pytest
from pytest_django.fixtures import Settings

from chat.addresses import client_address, limit_key, origin_allowed
from chat.limits import TokenBuckets
from chat.presence import SeatLeases, TypingLeases, seats
from chat.protocol.shapes import Presence
from chat.refusals import Refused
from chat.worker import progress_pause


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_person_is_seated_while_any_tab_is() -> None:
    seats = SeatLeases(Clock())
    seats.sit(1, 7, "a")
    seats.sit(1, 7, "b")
    assert seats.take_changes() == {1: [Presence(user_id=7, state="seated")]}
    seats.break_off("a")
    assert seats.take_changes() == {}
    seats.break_off("b")
    assert seats.take_changes() == {1: [Presence(user_id=7, state="away")]}


def test_a_seat_is_gone_when_its_lease_runs_out() -> None:
    clock = Clock()
    seats = SeatLeases(clock)
    seats.sit(1, 7, "a")
    seats.sit(1, 8, "b")
    seats.take_changes()
    clock.now = 20
    seats.renew(["b"])
    clock.now = 31
    assert seats.take_changes() == {1: [Presence(user_id=7, state="gone")]}
    assert seats.list_seated(1) == {8}
    clock.now = 51
    assert seats.take_changes() == {1: [Presence(user_id=8, state="gone")]}
    assert seats.list_rooms() == []


def test_standing_up_is_gone_at_once_and_coming_back_is_seated() -> None:
    seats = SeatLeases(Clock())
    seats.sit(1, 7, "a")
    seats.take_changes()
    seats.stand_up(1, 7, "a")
    assert seats.take_changes() == {1: [Presence(user_id=7, state="gone")]}
    seats.sit(1, 7, "a")
    assert seats.take_changes() == {1: [Presence(user_id=7, state="seated")]}


def exchange(*processes: SeatLeases) -> None:
    """Each announces what changed, and the others hear it."""
    for process in processes:
        if word := process.announce(full=False):
            for other in processes:
                assert other is process or other.hear(str(id(process)), word)


def test_a_person_is_seated_while_any_tab_in_any_process_is() -> None:
    here, there = SeatLeases(Clock()), SeatLeases(Clock())
    here.sit(1, 7, "a")
    there.sit(1, 7, "b")
    exchange(here, there)
    assert here.take_changes() == there.take_changes() == {1: [Presence(user_id=7, state="seated")]}
    there.break_off("b")
    exchange(here, there)
    assert (here.take_changes(), there.take_changes()) == ({}, {})
    here.break_off("a")
    exchange(here, there)
    assert here.take_changes() == there.take_changes() == {1: [Presence(user_id=7, state="away")]}


def test_a_process_that_says_nothing_any_more_leaves_no_ghosts() -> None:
    clock = Clock()
    here, killed = SeatLeases(clock), SeatLeases(clock)
    killed.sit(1, 7, "a")
    exchange(killed, here)
    here.take_changes()
    clock.now = 29
    assert here.list_seated(1) == {7}
    clock.now = 31
    assert here.take_changes() == {1: [Presence(user_id=7, state="gone")]}
    assert here.list_rooms() == []


def test_who_leaves_in_one_process_is_not_kept_away_by_what_broke_off_in_another() -> None:
    here, there = SeatLeases(Clock()), SeatLeases(Clock())
    here.sit(1, 7, "a")
    here.break_off("a")
    exchange(here, there)
    there.sit(1, 7, "b")
    there.stand_up(1, 7, "b")
    exchange(there, here)
    assert here.list_present(1) == there.list_present(1) == []


def test_who_is_taken_out_of_a_room_sits_there_in_no_process() -> None:
    here, there = SeatLeases(Clock()), SeatLeases(Clock())
    here.sit(1, 7, "a")
    there.sit(1, 7, "b")
    exchange(here, there)
    here.remove(1, 7)
    exchange(here, there)
    assert here.list_present(1) == there.list_present(1) == []


def test_an_announcement_that_was_missed_is_noticed_and_one_that_was_overtaken_is_dropped() -> None:
    here, there = SeatLeases(Clock()), SeatLeases(Clock())
    words = []
    for connection, room in (("a", 1), ("b", 2), ("c", 3)):
        there.sit(room, 7, connection)
        words.append(there.announce(full=False))
    first, second, third = words
    assert first
    assert second
    assert third
    assert here.hear("there", first)
    assert not here.hear("there", third)
    assert here.hear("there", second)  # too late: the full list that was asked for brings it
    assert here.list_seated(2) == set()
    full = there.announce(full=True)
    assert full
    assert here.hear("there", full)
    assert here.list_seated(2) == {7}


def test_words_come_twice_a_second_where_more_than_a_hundred_are_seated() -> None:
    for person in range(1, 101):
        seats.sit(1, person, str(person))
    assert progress_pause(1) == 0.125
    seats.sit(1, 101, "one more")
    assert progress_pause(1) == 0.5


def test_typing_is_told_to_other_processes_once() -> None:
    here, there = TypingLeases(Clock()), TypingLeases(Clock())
    here.set_typing(1, 7, on=True)
    there.hear(here.announce())
    assert here.announce() == there.announce() == []
    assert there.take_changes() == {1: [7]}


def test_typing_runs_out_by_itself() -> None:
    clock = Clock()
    typing = TypingLeases(clock)
    typing.set_typing(1, 7, on=True)
    typing.set_typing(1, 8, on=True)
    assert typing.take_changes() == {1: [7, 8]}
    typing.set_typing(1, 7, on=False)
    assert typing.take_changes() == {1: [8]}
    clock.now = 6.1
    assert typing.take_changes() == {1: []}
    assert typing.take_changes() == {}


def test_a_bucket_refuses_and_says_when_to_come_back() -> None:
    clock = Clock()
    buckets = TokenBuckets("test", burst=2, seconds_per_token=10, now=clock)
    buckets.take("a")
    buckets.take("a")
    with pytest.raises(Refused) as refused:
        buckets.take("a")
    assert refused.value.code == "rate_limited"
    assert refused.value.retry_after == 10
    buckets.take("b")
    clock.now = 10
    buckets.take("a")


def test_limits_can_be_switched_off_for_load_tests(settings: Settings) -> None:
    settings.RATE_LIMITS_ENABLED = False
    buckets = TokenBuckets("test", burst=1, seconds_per_token=1000, now=Clock())
    buckets.take("a")
    buckets.take("a")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "1.1.1.1", "9.9.9.9"),
        (1, "", "9.9.9.9"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
    ],
)
def test_only_what_our_proxies_wrote_is_believed(
    settings: Settings, proxies: int, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXY_COUNT = proxies
    assert client_address("9.9.9.9", forwarded) == expected


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("1.2.3.4:567", "1.2.3.4"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("nonsense", "unknown"),
    ],
)
def test_a_household_shares_one_limit(address: str, key: str) -> None:
    assert limit_key(address) == key


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (None, True),
        ("http://hearth.example", True),
        ("https://hearth.example", True),
        ("https://trusted.example", True),
        ("https://any.below.example", True),
        ("http://any.below.example", False),
        ("https://evil.example", False),
        ("https://hearth.example.evil", False),
        ("null", False),
    ],
)
def test_a_socket_opens_only_from_our_own_pages(settings: Settings, origin: str | None, *, allowed: bool) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://trusted.example", "https://*.below.example"]
    settings.ALLOWED_HOSTS = ["hearth.example"]
    headers = {b"host": b"hearth.example"} | ({} if origin is None else {b"origin": origin.encode()})
    assert origin_allowed(headers) is allowed
