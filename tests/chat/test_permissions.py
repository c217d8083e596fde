"""The table of docs/permissions.md, cell by cell: each act is tried by somebody of each standing, over HTTP and socket.

The page says what to expect, so that page, `MAY` and what the house does cannot drift apart.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from chat.models import User
from chat.presence import seats
from chat.protocol.base import format_time
from chat.queries.access import MAY
from chat.threads import run_action
from tests.calls import call, code_of
from tests.scenes import STANDINGS, Scene, set_scene
from tests.tab import Tab, new_message

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
OpenTab = Callable[[User], Awaitable[Tab]]
Http = Callable[[Scene], tuple[str, str, Any]]  # method, what follows /api/rooms/{id}, body
Socket = Callable[[Scene], tuple[str, dict[str, Any]]]  # command, its fields


def soon() -> str:
    return format_time(timezone.now() + timedelta(hours=1))


def send(scene: Scene) -> tuple[str, dict[str, Any]]:
    return "message.send", {"room_id": scene.room.pk, **new_message("hello")}


def of_room(kind: str, **fields: Any) -> Socket:
    return lambda scene: (kind, {"room_id": scene.room.pk, **fields})


def of_message(kind: str, which: str, **fields: Any) -> Socket:
    return lambda scene: (kind, {"message_id": getattr(scene, which).pk, **fields})


def signal(scene: Scene) -> tuple[str, dict[str, Any]]:
    for person in (scene.actor, scene.bob):
        seats.sit(scene.room.pk, person.pk, "somewhere")
    return "signal.send", {"room_id": scene.room.pk, "to_user_id": scene.bob.pk, "to_connection": None, "payload": {}}


def to_member(method: str, body: Callable[[], Any] = lambda: None, who: str = "bob") -> Http:
    return lambda scene: (method, f"/members/{getattr(scene, who).pk}", body())


def to_room(method: str, path: str = "", body: Any = None) -> Http:
    return lambda scene: (method, path, body)


HTTP: dict[str, Http] = {
    "read the room": to_room("GET"),
    "read its history": to_room("GET", "/messages"),
    "read its pins": to_room("GET", "/pins"),
    "speak": lambda scene: ("POST", "/messages", new_message("hello")),
    "speak again in slow mode": lambda scene: ("POST", "/messages", new_message("hello")),
    "what the room is to oneself": to_room("PATCH", "/me", {"favorite": True, "notify": None}),
    "leave for good": to_room("POST", "/leave"),
    "change the room": to_room("PATCH", "", {"slow_seconds": 5}),
    "see the members": to_room("GET", "/members"),
    "join": lambda scene: ("POST", "/join", None),
    "rule the room": to_room("PATCH", "", {"capacity": 50}),
    "delete the room": to_room("DELETE"),
    "see the links": to_room("GET", "/invites"),
    "make a link": to_room("POST", "/invites", {"expires_in": None, "max_uses": None, "approval": False}),
    "take a link back": lambda scene: ("DELETE", f"/invites/{scene.invite.pk}", None),
    "see who asked": to_room("GET", "/requests"),
    "let somebody in": lambda scene: ("POST", f"/requests/{scene.asking.pk}", {"accept": True}),
    "name a keeper": to_member("PATCH", lambda: {"role": "keeper"}),
    "hand the room over": to_member("PATCH", lambda: {"role": "owner"}),
    "mute": to_member("PATCH", lambda: {"muted_until": soon()}),
    "take out": to_member("DELETE"),
    "ban": to_member("PATCH", lambda: {"banned": True}),
    "take out a keeper": to_member("DELETE", who="kim"),
    "see who is banned": to_room("GET", "/bans"),
    "report": lambda scene: ("POST", "/reports", {"message_id": scene.his.pk, "reason": "This hurts."}),
    "see what is reported": to_room("GET", "/reports"),
    "decide a report": lambda scene: ("POST", f"/reports/{scene.report.pk}/decision", {"decision": "muted"}),
}
SOCKET: dict[str, Socket] = {
    "sit down": of_room("room.enter", since=None, seat=True),
    "load or catch up": of_room("room.enter", since=None, seat=False),
    "give up the seat": of_room("room.leave"),
    "speak": send,
    "speak again in slow mode": send,
    "edit one's own": of_message("message.edit", "own", text="better"),
    "edit another's": of_message("message.edit", "his", text="mine now"),
    "take back one's own": of_message("message.delete", "own"),
    "take back another's": of_message("message.delete", "his"),
    "react": of_message("reaction.set", "his", emoji="🔥", on=True),
    "pin": of_message("message.pin", "his", on=True),
    "keep for oneself": of_message("message.favorite", "his", on=True),
    "move the read mark": of_room("room.read", created_seq=1),
    "set it back": of_room("room.unread", created_seq=1),
    "show that one writes": of_room("typing.set", on=True),
    "send a signal": signal,
    "stop another's answer": of_message("reply.stop", "answer"),
    "ask Lily again": of_message("reply.retry", "failed"),
}


def read_table(heading: str) -> tuple[list[str], dict[str, list[str]]]:
    """The columns of the table under a heading, and its rows by their first cell."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return cells[0][1:], {row[0]: row[1:] for row in cells[2:]}


COLUMNS, TABLE = read_table("What each may do")


def cells_of(ways: dict[str, Any]) -> list[Any]:
    return [
        pytest.param(act, standing, expected, id=f"{act}: {standing}")
        for act, row in TABLE.items()
        if act in ways
        for standing, expected in zip(COLUMNS, row, strict=True)
    ]


def test_the_page_knows_every_standing_and_every_act_that_is_tried() -> None:
    assert list(STANDINGS) == COLUMNS
    assert TABLE.keys() == HTTP.keys() | SOCKET.keys()


def test_the_page_and_the_code_know_the_same_rights() -> None:
    roles, rights = read_table("Rights")
    assert roles[:4] == ["guest", "member", "keeper", "owner"]
    page = {right.strip("`"): {role for role, cell in zip(roles, row, strict=True) if cell == "yes"}
            for right, row in rights.items()}  # fmt: skip
    assert page == {right: set(allowed) for right, allowed in MAY.items()}


def slow(act: str) -> int:
    return 60 if act == "speak again in slow mode" else 0


@pytest.mark.parametrize(("act", "standing", "expected"), cells_of(HTTP))
def test_over_http(db: None, browser: Callable[[User], Client], act: str, standing: str, expected: str) -> None:
    scene = set_scene(standing, slow_seconds=slow(act))
    method, path, body = HTTP[act](scene)
    answer = call(browser(scene.actor), method, f"/api/rooms/{scene.room.pk}{path}", body)
    assert code_of(answer).replace("ok", "yes") == expected


@pytest.mark.parametrize(("act", "standing", "expected"), cells_of(SOCKET))
async def test_over_the_socket(open_tab: OpenTab, act: str, standing: str, expected: str) -> None:
    scene = await run_action(lambda: set_scene(standing, slow_seconds=slow(act)))
    tab = await open_tab(scene.actor)
    kind, fields = SOCKET[act](scene)
    assert (await tab.ask(kind, **fields)).get("code", "yes") == expected
