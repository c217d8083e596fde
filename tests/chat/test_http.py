"""HTTP around the socket: session, guests, rooms, history; every error is JSON, every write needs the CSRF token."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django.fixtures import Settings

from chat import limits
from chat.actions.members import join_room
from chat.actions.messages import send_message
from chat.models import Message, Room, User
from chat.protocol.commands import NewMessage
from tests.tab import new_message

Browser = Callable[..., Client]
NO_ID = "00000000-0000-4000-8000-000000000000"


def post(client: Client, path: str, body: Any, **headers: str) -> Any:
    """A write as the page makes it, with the CSRF token of the session."""
    token = client.get("/api/session").json()["csrf_token"]
    return client.post(
        path, json.dumps(body), content_type="application/json", headers={"X-CSRFToken": token} | headers
    )


def say_lines(user: User, room: Room, count: int) -> list[int]:
    member = join_room(user=user, room=room)
    lines = [NewMessage.model_validate_json(json.dumps(new_message(f"line {n}"))) for n in range(count)]
    for line in lines:
        send_message(member=member, new=line)
    return list(Message.objects.filter(author=user).order_by("created_seq").values_list("pk", flat=True))


def test_a_session_tells_who_i_am_and_what_the_house_offers(fireplace: Room, browser: Browser, alice: User) -> None:
    client = browser()
    session = client.get("/api/session")
    assert session.json()["user"] is None
    assert session.json()["config"]["default_room_id"] == fireplace.pk
    assert "csrftoken" in session.cookies
    assert browser(alice).get("/api/session").json()["user"]["name"] == "Alice"


def test_a_guest_takes_a_name_and_is_signed_in(fireplace: Room, browser: Browser) -> None:
    client = browser()
    before = client.get("/api/session").json()["csrf_token"]
    made = post(client, "/api/guest", {"name": "  우리  할머니 ", "language": "ko"})
    assert made.status_code == 201
    assert made.json()["user"] | {"id": 0, "avatar": None} == {
        "id": 0, "name": "우리 할머니", "is_guest": True, "language": "ko", "avatar": None, "is_staff": False,
    }  # fmt: skip
    assert made.json()["csrf_token"] != before
    assert client.get("/api/session").json()["user"]["name"] == "우리 할머니"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "", "language": "ko"}, "name"),
        ({"name": " \n ", "language": "ko"}, "name"),
        ({"name": "불" * 41, "language": "ko"}, "name"),
        ({"name": 7, "language": "ko"}, "name"),
        ({"name": "\u200b\u200d", "language": "ko"}, "name"),
        ({"name": "\u3164", "language": "ko"}, "name"),
        ({"name": "half \ud800", "language": "ko"}, "name"),
        ({"name": "A", "language": "xx"}, "language"),
        ({"name": "A"}, "language"),
        ({"name": "A", "language": "en", "is_staff": True}, "is_staff"),
    ],
)
def test_a_wrong_guest_is_named_by_field_and_not_made(
    fireplace: Room, browser: Browser, body: dict[str, Any], field: str
) -> None:
    answer = post(browser(), "/api/guest", body)
    assert answer.status_code == 422
    assert list(answer.json()["error"]["fields"]) == [field]
    assert not User.objects.exists()


def test_names_may_repeat_and_count_code_points(fireplace: Room, browser: Browser) -> None:
    for _ in range(2):
        assert post(browser(), "/api/guest", {"name": "🔥" * 40, "language": "en"}).status_code == 201


def test_guests_are_bounded_per_address(fireplace: Room, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.guests, "burst", 3)
    body = {"name": "A", "language": "en"}
    answers = [post(browser(), "/api/guest", body) for _ in range(4)]
    assert [answer.status_code for answer in answers[-2:]] == [201, 429]
    assert answers[-1].json()["error"]["code"] == "rate_limited"
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_house_may_close_its_door_to_guests(fireplace: Room, browser: Browser, settings: Settings) -> None:
    settings.GUESTS_ENABLED = False
    answer = post(browser(), "/api/guest", {"name": "A", "language": "en"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "guests_disabled")


def all_paths() -> list[str]:
    """Every route of the project with numbers for its parameters."""

    def walk(patterns: list[Any], prefix: str) -> list[str]:
        found = []
        for entry in patterns:
            path = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                found += walk(entry.url_patterns, path)
            elif isinstance(entry, URLPattern) and not path.startswith("^"):
                numbered = re.sub("<(int|str):[a-z_]+>", "1", path)
                found.append("/" + re.sub("<uuid(str)?:[a-z_]+>", "00000000-0000-0000-0000-000000000001", numbered))
        return found

    return walk(get_resolver().url_patterns, "")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_route_takes_an_unsafe_method_without_the_csrf_token(
    fireplace: Room, browser: Browser, alice: User, method: str
) -> None:
    client = browser(alice)
    paths = all_paths()
    assert "/api/guest" in paths
    assert "/api/rooms/1/messages" in paths
    for path in paths:
        answer = client.generic(method.upper(), path, "{}", content_type="application/json")
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf_failed"), path


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/nothing", 404, "not_found"),
        ("/api/rooms", 401, "signed_out"),
        ("/api/rooms/1", 401, "signed_out"),
        ("/api/rooms/1/messages", 401, "signed_out"),
        ("/api/guest", 405, "method_not_allowed"),
    ],
)
def test_every_error_is_json(fireplace: Room, browser: Browser, path: str, status: int, code: str) -> None:
    answer = browser().get(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_a_host_that_is_not_ours_is_a_json_error(fireplace: Room, browser: Browser) -> None:
    answer = browser().get("/api/session", headers={"host": "evil.example"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")


def test_a_form_where_json_is_expected_is_415(fireplace: Room, browser: Browser) -> None:
    client = browser()
    token = client.get("/api/session").json()["csrf_token"]
    answer = client.post("/api/guest", {"name": "Alice"}, headers={"X-CSRFToken": token})
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "bad_request")


def test_names_cannot_turn_the_words_of_others_around(fireplace: Room, browser: Browser) -> None:
    made = post(browser(), "/api/guest", {"name": "\u202eyliL\u2066", "language": "en"})
    assert made.json()["user"]["name"] == "yliL"


def test_broken_json_is_a_json_error(fireplace: Room, browser: Browser) -> None:
    client = browser()
    token = client.get("/api/session").json()["csrf_token"]
    answer = client.post("/api/guest", "{nope", content_type="application/json", headers={"X-CSRFToken": token})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")


def test_errors_speak_the_browsers_language(fireplace: Room, browser: Browser) -> None:
    answer = browser().get("/api/rooms", headers={"accept-language": "ko-KR,ko;q=0.9"})
    assert answer.json()["error"]["message"] == "먼저 이름을 알려 주세요."


def test_rooms_list_mine_and_public_ones(
    fireplace: Room, private_room: Room, browser: Browser, alice: User, bob: User
) -> None:
    def names(user: User) -> list[str]:
        return [entry["room"]["name"] for entry in browser(user).get("/api/rooms").json()["rooms"]]

    assert names(alice) == ["Alice's study", "벽난로 앞"]
    assert names(bob) == ["벽난로 앞"]
    assert browser(alice).get(f"/api/rooms/{private_room.pk}").json()["my_role"] == "owner"


def test_a_stranger_and_a_missing_room_look_the_same(private_room: Room, browser: Browser, charlie: User) -> None:
    client = browser(charlie)
    for path in ("/api/rooms/{}", "/api/rooms/{}/messages"):
        answers = [client.get(path.format(room_id)) for room_id in (private_room.pk, 987654, 10**25)]
        assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    for room_id in (private_room.pk, 987654):
        assert post(client, f"/api/rooms/{room_id}/messages", new_message("x")).status_code == 404
    assert not Message.objects.exists()


def test_history_pages_in_both_directions(fireplace: Room, browser: Browser, alice: User) -> None:
    fireplace.lily = "off"
    fireplace.save()
    ids = say_lines(alice, fireplace, 10)
    client = browser(alice)

    def window(query: str) -> tuple[list[int], bool, bool]:
        body = client.get(f"/api/rooms/{fireplace.pk}/messages?{query}").json()
        assert body["head"] == 11
        return [message["id"] for message in body["messages"]], body["has_before"], body["has_after"]

    assert window("limit=3") == (ids[7:], True, False)
    assert window("") == (ids, False, False)
    assert window(f"before={ids[7]}&limit=3") == (ids[4:7], True, True)
    assert window(f"before={ids[1]}&limit=3") == (ids[:1], False, True)
    assert window(f"after={ids[7]}&limit=3") == (ids[8:], True, False)
    assert window(f"after={ids[0]}&limit=3") == (ids[1:4], True, True)
    assert window(f"around={ids[5]}&limit=4") == (ids[3:7], True, True)


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "before=x", "before=-1", "before=99999999999999999999"]
)
def test_a_wrong_window_is_named_by_field(fireplace: Room, browser: Browser, alice: User, query: str) -> None:
    answer = browser(alice).get(f"/api/rooms/{fireplace.pk}/messages?{query}")
    assert answer.status_code == 422
    assert list(answer.json()["error"]["fields"]) == [query.split("=")[0]]


def test_a_cursor_of_another_room_does_not_exist(
    fireplace: Room, private_room: Room, browser: Browser, alice: User, bob: User
) -> None:
    elsewhere = say_lines(alice, private_room, 1)[0]
    assert browser(bob).get(f"/api/rooms/{fireplace.pk}/messages?around={elsewhere}").status_code == 404


def test_saying_something_over_http_is_the_same_as_on_the_socket(
    fireplace: Room, browser: Browser, alice: User
) -> None:
    join_room(user=alice, room=fireplace)
    client, message = browser(alice), new_message("over HTTP")
    first = post(client, f"/api/rooms/{fireplace.pk}/messages", message)
    again = post(client, f"/api/rooms/{fireplace.pk}/messages", message)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert first.json()["text"] == "over HTTP"
    wrong = post(client, f"/api/rooms/{fireplace.pk}/messages", message | {"text": ""})
    assert (wrong.status_code, wrong.json()["error"]["fields"]) == (422, {"text": "must not be empty"})


def test_health_touches_nothing_and_ready_names_every_part(
    browser: Browser, transactional_db: None, settings: Settings
) -> None:
    assert browser().get("/health", headers={"host": "10.0.0.7"}).json() == {"status": "ok"}
    ready = browser().get("/ready")
    assert ready.status_code == 200
    parts = {"database": "ok", "channel_layer": "ok", "media": "ok", "lily": "degraded"}
    assert ready.json() == {"status": "degraded"} | parts


def test_ready_is_503_when_nothing_can_be_stored(
    browser: Browser, transactional_db: None, settings: Settings, tmp_path: Any
) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.MEDIA_ROOT = str(tmp_path / "file")
    ready = browser().get("/ready")
    assert (ready.status_code, ready.json()["media"]) == (503, "down")


def test_the_description_and_its_page_need_no_cdn(browser: Browser, fireplace: Room) -> None:
    client = browser()
    description = client.get("/api/openapi.json").json()
    assert "/api/guest" in description["paths"]
    page = client.get("/api/docs").content.decode()
    assert "http" not in page.replace("http-equiv", "")


def test_the_page_and_every_answer_carry_the_policy(browser: Browser, fireplace: Room) -> None:
    for path in ("/", "/rooms/1", "/api/session", "/api/nothing", "/api/rooms"):
        policy = browser().get(path)["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


def test_a_body_that_is_too_large_is_413(fireplace: Room, browser: Browser) -> None:
    answer = post(browser(), "/api/guest", {"name": "A" * 1024 * 1024, "language": "en"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")


def test_metrics_are_for_whom_the_operator_names(browser: Browser, transactional_db: None, settings: Settings) -> None:
    assert browser().get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "metrics-token"
    assert browser().get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    read = browser().get("/metrics", headers={"Authorization": "Bearer metrics-token"})
    assert read.status_code == 200
    assert b"hearth_sends_total" in read.content
    settings.METRICS_TOKEN, settings.METRICS_ADDRESSES = "", ["127.0.0.1"]
    assert browser().get("/metrics").status_code == 200
