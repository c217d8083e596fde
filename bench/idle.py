"""Sockets that only stay open, and a thousand that come back at once."""

from bench.driver import Driver
from bench.house import Server, open_house, open_redis, open_reference
from bench.rows import Row
from bench.seed import Plan, RoomPlan

IN_A_ROOM = 50
AT_ONCE = 40
KEPT = 1  # who stays while all others are cut, and goes on talking
MISSED = 50  # lines that those who were cut did not hear


def measure_idle(quick: bool) -> list[Row]:
    """Memory for each seated, idle socket, rooms of fifty; reference: a bare Channels consumer on the same server."""
    return [
        row for sockets in ((100,) if quick else (1000, 5000)) for row in _measure_idle(sockets, 2.0 if quick else 20.0)
    ]


def _measure_idle(sockets: int, seconds: float) -> list[Row]:
    plan = Plan(sockets + 1, tuple(RoomPlan(first, IN_A_ROOM) for first in range(0, sockets, IN_A_ROOM)))
    with open_house(plan) as house, Driver() as driver:
        rooms = [house.rooms[place // IN_A_ROOM] for place in range(sockets)]
        ours, cpu = _fill(house, driver, house.cookies[:sockets], rooms, seconds)
    with open_reference("idle") as server, Driver() as driver:
        bare, bare_cpu = _fill(server, driver, [""] * sockets, [], seconds)
    return [
        Row(
            f"{sockets} idle sockets: memory each",
            "<= 64 KB",
            f"{ours:.0f} KB",
            f"{bare:.0f} KB (bare consumer)",
            f"{bare / ours:.2f}x",
        ),
        Row(
            f"{sockets} idle sockets: server CPU",
            "",
            f"{cpu:.1%} of a core",
            f"{bare_cpu:.1%} of a core (bare consumer)",
        ),
    ]


def _fill(server: Server, driver: Driver, cookies: list[str], rooms: list[int], seconds: float) -> tuple[float, float]:
    """Kilobytes for each socket, and the part of a core while nothing happens. One socket more came before."""
    driver.do("connect", urls=server.urls, cookies=cookies[:1], at_once=1)
    if rooms:
        driver.do("enter", rooms=rooms[:1], at_once=1)
    before = server.resident_bytes()
    driver.do("connect", urls=server.urls, cookies=cookies, at_once=AT_ONCE)
    if rooms:
        driver.do("enter", rooms=rooms, at_once=AT_ONCE)
    driver.do("rest", seconds=2.0)
    each = (server.resident_bytes() - before) / len(cookies) / 1024
    cpu = server.cpu_seconds()
    still = driver.do("rest", seconds=seconds)["open"]
    if still != len(cookies):
        raise RuntimeError(f"only {still} of {len(cookies)} sockets are still open")
    return each, (server.cpu_seconds() - cpu) / seconds


def measure_storm(quick: bool) -> list[Row]:
    """All but one of a room are cut, miss some lines, and come back at once."""
    clients = 50 if quick else 1000
    rows = [_storm(clients, "", "<= 10 s")]
    with open_redis() as redis:
        if redis is not None:
            rows.append(_storm(clients, redis.url, "<= 5 s"))
    return rows


def _storm(clients: int, redis_url: str, goal: str) -> Row:
    people, processes = clients + KEPT, 2 if redis_url else 1
    plan = Plan(people, (RoomPlan(0, people),))
    with open_house(plan, redis_url=redis_url, processes=processes) as house, Driver() as driver:
        rooms = [house.rooms[0]] * people
        driver.do("connect", urls=house.urls, cookies=house.cookies, at_once=AT_ONCE)
        since = driver.do("enter", rooms=rooms, at_once=AT_ONCE)["heads"][str(rooms[0])]
        driver.do("cut", keep=KEPT)
        driver.do("rest", seconds=1.0)
        driver.do("send_all", count=MISSED, rooms=rooms[:KEPT])
        before = house.cpu_seconds()
        back = driver.do("resume", keep=KEPT, rooms=rooms, since=since, head=since + MISSED, at_once=clients)
        cpu = (house.cpu_seconds() - before) / clients * 1000
    what = f"{clients} come back at once, {processes} process" + ("es, Redis" if redis_url else "")
    return Row(
        f"{what}: all current after", goal, f"{back['last']:.1f} s (half: {back['p50']:.1f} s), CPU {cpu:.1f} ms each"
    )
