"""A room of many that talks while Lily writes in twenty other rooms. Reference: the same room while she is silent."""

from bench.driver import Driver
from bench.house import open_house, open_reference
from bench.machine import LOAD_CORE, pin
from bench.rows import Row
from bench.seed import Plan, RoomPlan

RATE = 20.0
AT_ONCE = 40


def measure_replies(quick: bool) -> list[Row]:
    """Latency in the big room with and without 30 words a second in each of the small ones."""
    members, small, each, seconds = (20, 2, 3, 2.0) if quick else (400, 20, 20, 10.0)
    plan = Plan(
        members + small * each, (RoomPlan(0, members), *(RoomPlan(members + n * each, each) for n in range(small)))
    )
    with open_reference("storyteller") as lily, Driver() as driver:
        pin(lily.pids[0], LOAD_CORE)
        env = {"LILY_API_URL": lily.urls[0], "REPLY_SLOTS": str(small), "LILY_MAX_LENGTH_CAP": "1000"}
        with open_house(plan, env=env) as house:
            stories = house.rooms[1:]
            rooms = [house.rooms[0]] * members + [room for room in stories for _ in range(each)]
            driver.do("connect", urls=house.urls, cookies=house.cookies, at_once=AT_ONCE)
            driver.do("enter", rooms=rooms, at_once=AT_ONCE)
            order = {"rate": RATE, "room": rooms[0], "listeners": members, "speakers": 10}
            driver.do("talk", seconds=1.0, **order)
            before = house.cpu_seconds()
            silent = driver.do("talk", seconds=seconds, **order)
            between = house.cpu_seconds()
            driver.do("ask_lily", first=members, rooms=stories, each=each)
            driver.do("rest", seconds=0.5)
            after = house.cpu_seconds()
            writing = driver.do("talk", seconds=seconds, **order)
            cpu = [(between - before) / silent["seconds"], (house.cpu_seconds() - after) / writing["seconds"]]
    return [
        Row(
            f"talk of {members} while {small} rooms of {each} hear a reply: p50 / p99",
            "p99 <= 1.3x",
            f"{writing['p50']:.1f} / {writing['p99']:.1f} ms",
            f"{silent['p50']:.1f} / {silent['p99']:.1f} ms (no replies)",
            f"p99 {writing['p99'] / silent['p99']:.2f}x",
        ),
        Row(
            "the same: server CPU; lost / doubled",
            "0 / 0",
            f"{cpu[1]:.0%} of a core; {writing['lost']} / {writing['doubled']}",
            f"{cpu[0]:.0%} of a core (no replies)",
        ),
    ]
