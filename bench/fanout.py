"""One room, everyone seated, people talking: server CPU for each delivered message, and how late it comes.

References of the same run: the chat consumer of the Channels tutorial at a rate below its saturation, and a bare
`websockets` broadcast as the floor.
"""

from bench.driver import Driver
from bench.house import House, Server, open_house, open_redis, open_reference
from bench.rows import Row, compare
from bench.seed import Plan, RoomPlan

RATE = 20.0  # messages a second
SPEAKERS = 10
REFERENCE_DELIVERIES = 2000  # a second: about a third of a core for the tutorial's consumer
AT_ONCE = 40  # clients that come at the same time, before anything is measured
GOALS = {False: {100: "", 400: "<= 25 us, >= 5x", 1000: ""}, True: {400: "<= 30 us, >= 5x"}}


def measure_fanout(quick: bool) -> list[Row]:
    """In memory, one process."""
    sizes = (20,) if quick else (100, 400, 1000)
    return [row for members in sizes for row in _measure(members, 2.0 if quick else 8.0, "")]


def measure_fanout_redis(quick: bool) -> list[Row]:
    """Two processes, each with half of the members, over Redis."""
    with open_redis() as redis:
        if redis is None:
            return [Row("fan-out through Redis", result="not measured: no redis-server")]
        sizes = (20,) if quick else (400, 1000)
        return [row for members in sizes for row in _measure(members, 2.0 if quick else 8.0, redis.url)]


def _measure(members: int, seconds: float, redis_url: str) -> list[Row]:
    processes = 2 if redis_url else 1
    people = members + 1  # and one who never reads
    with open_house(Plan(people, (RoomPlan(0, people),)), redis_url=redis_url, processes=processes) as house:
        ours = talk_in_house(house, members, seconds)
    slow = min(RATE, REFERENCE_DELIVERIES / members)
    with open_reference("channels", redis_url=redis_url, processes=processes) as server:
        tutorial = _talk_at_reference(server, members, slow, seconds)
    with open_reference("bare") as server:
        bare = _talk_at_reference(server, members, RATE, seconds)
    where = f"{members} members" + (", Redis, 2 processes" if redis_url else "")
    goal = GOALS[bool(redis_url)].get(members, "")
    named = f"Channels tutorial, {slow:g} msg/s"
    wanted = members == 400
    return [
        compare(f"fan-out, {where}, {RATE:g} msg/s: CPU a delivery", goal, "us", ours["cpu"], tutorial["cpu"], named),
        compare(f"fan-out, {where}: beside the floor", "", "us", ours["cpu"], bare["cpu"], "bare websockets"),
        Row(
            f"fan-out, {where}: p50 / p99",
            "<= 15 / 40 ms" if wanted else "",
            f"{ours['p50']:.1f} / {ours['p99']:.1f} ms",
            f"{tutorial['p50']:.1f} / {tutorial['p99']:.1f} ms ({named})",
        ),
        Row(
            f"fan-out, {where}: lost / doubled, one never reads",
            "0 / 0",
            f"{ours['lost']:.0f} / {ours['doubled']:.0f} of {ours['lines'] * members:.0f}",
            f"{tutorial['lost']:.0f} / {tutorial['doubled']:.0f} of {tutorial['lines'] * members:.0f}",
        ),
    ]


def talk_in_house(house: House, members: int, seconds: float) -> dict[str, float]:
    """Seat the members and the deaf one, warm up, talk. `cpu`: microseconds of the server for each delivery."""
    room = house.rooms[0]
    with Driver() as driver:
        driver.do("connect", urls=house.urls, cookies=house.cookies[:members], at_once=AT_ONCE)
        driver.do("enter", rooms=[room] * members, at_once=AT_ONCE)
        driver.do("add_deaf", cookie=house.cookies[members], room=room)
        driver.do("talk", rate=RATE, seconds=1.0, room=room, listeners=members, speakers=SPEAKERS)
        return _talk(house, driver, RATE, seconds, members, room)


def _talk_at_reference(server: Server, members: int, rate: float, seconds: float) -> dict[str, float]:
    with Driver() as driver:
        driver.do("connect", urls=server.urls, cookies=[""] * members, at_once=AT_ONCE)
        driver.do("talk", rate=rate, seconds=1.0, room=0, listeners=members, speakers=SPEAKERS)
        return _talk(server, driver, rate, seconds, members, 0)


def _talk(server: Server, driver: Driver, rate: float, seconds: float, members: int, room: int) -> dict[str, float]:
    before = server.cpu_seconds()
    figures = driver.do("talk", rate=rate, seconds=seconds, room=room, listeners=members, speakers=SPEAKERS)
    cpu = server.cpu_seconds() - before
    return figures | {"cpu": cpu / max(1, figures["delivered"]) * 1e6}
