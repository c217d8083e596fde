"""Every route of the API and every command of the socket, tried by people who do not belong.

A new route or command has no line here and fails until it gets one: what to send, with the answers that are not
`not_found`, or the reason why nobody needs to belong. Each id is also tried as one that does not exist, which looks the
same. Nothing of the room changes by any of it.
"""

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, get_args
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from chat.api.app import api
from chat.models import Member, Message, Report, Room, User
from chat.protocol.commands import Command
from chat.threads import run_action, run_query
from tests.calls import call, code_of
from tests.scenes import Scene, set_scene
from tests.tab import Tab, new_message

OpenTab = Callable[[User], Awaitable[Tab]]
# Who tries, and how he stands to the room.
STRANGERS = {"stranger": "outside, private", "guest": "outside, private", "ex-member": "left", "banned": "banned"}


@dataclass(frozen=True)
class Try:
    """What to send; `but` names who is answered otherwise than `not_found`. `form`: names of ids, sent with a file."""

    body: Any = None
    but: dict[str, str] = field(default_factory=dict)
    form: tuple[str, ...] = ()
    signed_out: str = "signed_out"


@dataclass(frozen=True)
class Open:
    """Names no room and nothing of one; `reason` says what it is instead, and who looks after it."""

    reason: str


COMING = {"stranger": "ok", "guest": "ok", "ex-member": "ok"}
ROUTES: dict[str, Try | Open] = {
    "GET /session": Open("who I am; before one has a name"),
    "POST /guest": Open("takes a name; bounded per address (test_http)"),
    "GET /rooms": Open("mine and public ones only (test_http, test_sanctions)"),
    "POST /rooms": Open("a room of one's own; for two only with whom one shares a room (test_directs)"),
    "GET /rooms/{room_id}": Try(),
    "DELETE /rooms/{room_id}": Try(),
    "POST /rooms/{room_id}/join": Try(),
    "GET /rooms/{room_id}/members": Try(),
    "GET /rooms/{room_id}/invites": Try(),
    "POST /rooms/{room_id}/invites": Try({"expires_in": None, "max_uses": None, "approval": False}),
    "DELETE /rooms/{room_id}/invites/{invite_id}": Try(),
    "GET /rooms/{room_id}/requests": Try(),
    "POST /rooms/{room_id}/requests/{user_id}": Try({"accept": True}),
    "GET /invites/{token}": Try(but=COMING | {"banned": "ok"}, signed_out="ok"),  # who has the link may look
    "POST /invites/{token}/accept": Try(but=COMING),
    "POST /attachments": Try(form=("room_id",)),
    "DELETE /attachments/{attachment_id}": Try(),
    "GET /attachments/{attachment_id}/file": Try(),
    "GET /attachments/{attachment_id}/thumbnail": Try(),
    "GET /avatars/{name}": Open("faces are for everyone who has a name here; their own are random (test_avatars)"),
    "POST /me/avatar": Open("my own"),
    "DELETE /me/avatar": Open("my own"),
    "POST /me/sign-out": Open("my own"),
    "GET /me/export": Open("my own"),
    "POST /me/delete": Open("my own"),
    "POST /push": Open("my own browser"),
    "DELETE /push": Open("my own browser; an endpoint of another person's stays"),
    "PATCH /rooms/{room_id}": Try({"slow_seconds": 5}),
    "PATCH /rooms/{room_id}/me": Try({"favorite": True, "notify": None}),
    "POST /rooms/{room_id}/leave": Try(),
    "GET /rooms/{room_id}/messages": Try(),
    "POST /rooms/{room_id}/messages": Try(new_message("hello")),
    "GET /rooms/{room_id}/pins": Try(),
    "PATCH /rooms/{room_id}/members/{user_id}": Try({"banned": True}),
    "DELETE /rooms/{room_id}/members/{user_id}": Try(),
    "GET /rooms/{room_id}/bans": Try(),
    "GET /rooms/{room_id}/reports": Try(),
    "POST /rooms/{room_id}/reports": Try({"user_id": 1, "reason": "This hurts."}),
    "POST /rooms/{room_id}/reports/{report_id}/decision": Try({"decision": "kept"}),
    "GET /favorites": Open("what I keep, of rooms that I belong to (test_talk)"),
    "GET /search": Open("rooms that I belong to; another one is not_found (test_search)"),
    "GET /settings": Open("my own"),
    "PATCH /settings": Open("my own"),
    "GET /notifications": Open("my own; a cursor of another person's does not exist"),
    "POST /notifications/read": Open("my own; ids of another person's change nothing"),
    "GET /blocks": Open("my own"),
    "PUT /blocks/{user_id}": Try(but={"ex-member": "ok", "banned": "ok"}),  # they have met
    "DELETE /blocks/{user_id}": Open("my own list; who is not in it stays out of it (test_blocks)"),
}
COMMANDS: dict[str, dict[str, Any] | Open] = {
    "room.enter": {"room_id": "room_id", "since": None, "seat": True},
    "room.leave": {"room_id": "room_id"},
    "message.send": {"room_id": "room_id", **new_message("hello")},
    "message.edit": {"message_id": "message_id", "text": "mine now"},
    "message.delete": {"message_id": "message_id"},
    "message.pin": {"message_id": "message_id", "on": True},
    "message.favorite": {"message_id": "message_id", "on": True},
    "reaction.set": {"message_id": "message_id", "emoji": "🔥", "on": True},
    "room.read": {"room_id": "room_id", "created_seq": 1},
    "room.unread": {"room_id": "room_id", "created_seq": 0},
    "typing.set": {"room_id": "room_id", "on": True},
    "reply.stop": {"message_id": "answer_id"},
    "reply.retry": {"message_id": "failed_id"},
    "signal.send": {"room_id": "room_id", "to_user_id": "user_id", "to_connection": None, "payload": {}},
    "ping": Open("names nothing; the heads of my own rooms"),
    "me.load": Open("names nothing; my own state"),
}


def ids_of(scene: Scene) -> dict[str, Any]:
    """What the names in a path or a frame stand for."""
    return {
        "room_id": scene.room.pk,
        "user_id": scene.bob.pk,
        "message_id": scene.his.pk,
        "answer_id": scene.answer.pk,
        "failed_id": scene.failed.pk,
        "report_id": scene.report.pk,
        "invite_id": scene.invite.pk,
        "token": scene.invite.token,
        "attachment_id": scene.attachment.pk,
    }


def list_missing(known: Any, *, in_path: bool = True) -> list[Any]:
    """Ids of the same kind that do not exist; a path may name a number that is larger than any id."""
    if isinstance(known, str):
        return ["B" * 43]
    return [UUID(int=7)] if isinstance(known, UUID) else [987654, 2**53 - 1, *([10**25] if in_path else [])]


def list_routes() -> Iterator[str]:
    """Every method and path, with the names of its parameters."""
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    yield f"{method} {prefix}{re.sub(r'{[a-z]+:', '{', path)}"


def make_stranger(name: str) -> Scene:
    scene = set_scene(STRANGERS[name])
    User.objects.filter(pk=scene.actor.pk).update(is_guest=name == "guest")
    return scene


def look_at(room: Room) -> tuple[Any, ...]:
    """All that a stranger could have changed."""
    return (
        list(Room.objects.filter(pk=room.pk).values()),
        list(Member.objects.filter(room=room).order_by("pk").values()),
        list(Message.objects.filter(room=room).order_by("pk").values()),
        list(Report.objects.filter(room=room).order_by("pk").values()),
    )


TRIED = {route: row for route, row in ROUTES.items() if isinstance(row, Try)}
SENT = {kind: row for kind, row in COMMANDS.items() if not isinstance(row, Open)}


def test_every_route_has_its_line() -> None:
    assert set(list_routes()) ^ ROUTES.keys() == set()


def test_every_command_has_its_line() -> None:
    kinds = [get_args(command.model_fields["type"].annotation)[0] for command in get_args(Command)]
    assert set(kinds) ^ COMMANDS.keys() == set()


def test_what_names_an_id_is_tried() -> None:
    named = {route for route in ROUTES if "{" in route}
    assert named - TRIED.keys() <= {"DELETE /blocks/{user_id}", "GET /avatars/{name}"}


def ask(client: Client, route: str, row: Try, ids: dict[str, Any]) -> Any:
    method, path = route.split(" ")
    if not row.form:
        return call(client, method, f"/api{path.format(**ids)}", row.body)
    token = client.get("/api/session").json()["csrf_token"]
    form = {name: ids[name] for name in row.form} | {"file": ContentFile(b"words", "words.txt")}
    return client.post(f"/api{path}", form, headers={"X-CSRFToken": token})


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("route", TRIED)
def test_a_route(db: None, browser: Callable[[User], Client], route: str, who: str) -> None:
    scene, row = make_stranger(who), TRIED[route]
    client, ids = browser(scene.actor), ids_of(scene)
    before = look_at(scene.room)
    for name in (*re.findall("{([a-z_]+)}", route), *row.form):
        for missing in list_missing(ids[name], in_path=not row.form):
            unknown = ask(client, route, row, ids | {name: missing})
            assert code_of(unknown) == "not_found", missing
    assert look_at(scene.room) == before
    answer = ask(client, route, row, ids)
    assert code_of(answer) == row.but.get(who, "not_found")
    assert who in row.but or (unknown.content, look_at(scene.room)) == (answer.content, before)


@pytest.mark.parametrize("route", TRIED)
def test_a_route_without_a_session(db: None, browser: Callable[[User | None], Client], route: str) -> None:
    answer = ask(browser(None), route, TRIED[route], ids_of(set_scene("member")))
    assert code_of(answer) == TRIED[route].signed_out


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("kind", SENT)
async def test_a_command(open_tab: OpenTab, kind: str, who: str) -> None:
    scene = await run_action(make_stranger, who)
    tab, ids = await open_tab(scene.actor), ids_of(scene)
    fields = {name: ids.get(value, value) if isinstance(value, str) else value for name, value in SENT[kind].items()}
    before = await run_query(look_at, scene.room)
    answer = await tab.ask(kind, **fields)
    assert answer.get("code") == "not_found"
    for name in [name for name, value in SENT[kind].items() if isinstance(value, str) and value in ids]:
        for missing in list_missing(ids["room_id"], in_path=False):
            unknown = await tab.ask(kind, **(fields | {name: missing}))
            assert {**unknown, "ref": answer["ref"]} == answer
    assert await run_query(look_at, scene.room) == before
