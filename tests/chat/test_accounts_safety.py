"""Accounts under attack: enumeration, guessing, weak passwords, forged calls; and sessions that end at once."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import allauth
import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, resolve

from chat.actions.members import join_room
from chat.api.page import show_page
from chat.models import Room, User
from chat.texts import say
from chat.threads import run_action
from hearth_chat.adapters import MAIL_VALUES
from tests.tab import Tab
from tests.visitor import PASSWORD, Visitor, link_key, make_account

Mails = list[EmailMessage]
Settings = Any
OpenTab = Callable[..., Awaitable[Tab]]


@pytest.fixture
def visitor(fireplace: Room) -> Visitor:
    return Visitor()


def without_secrets(data: Any) -> str:
    return json.dumps(data, sort_keys=True)


def test_signing_up_says_the_same_for_a_taken_address(visitor: Visitor, mailoutbox: Mails) -> None:
    make_account(mailoutbox)
    cache.clear()
    visitor.sign_up("alice@example.org", name="Mallory")
    taken = (visitor.status, without_secrets(visitor.data))
    other = Visitor()
    other.sign_up("nobody@example.org", name="Mallory")
    assert taken == (other.status, without_secrets(other.data))
    assert [mail.to[0] for mail in mailoutbox[-2:]] == ["alice@example.org", "nobody@example.org"]
    assert User.objects.filter(email="alice@example.org").count() == 1


def test_signing_up_hashes_a_password_either_way(
    visitor: Visitor, mailoutbox: Mails, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account(mailoutbox)
    hashed, encode = [], MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(salt)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    for email in ("alice@example.org", "alice@example.org", "nobody@example.org"):
        visitor.sign_up(email, name="Mallory")
    assert len(hashed) == 3


def test_a_guest_hears_the_same_for_a_taken_address(visitor: Visitor, mailoutbox: Mails) -> None:
    make_account(mailoutbox)
    answers = []
    for email in ("alice@example.org", "nobody@example.org"):
        guest = Visitor()
        guest.sit_down("Mallory")
        guest.sign_up(email)
        answers.append((guest.status, without_secrets(guest.data), guest.me()["is_guest"]))
    assert answers[0] == answers[1]


def test_asking_for_a_new_password_says_the_same_for_everybody(visitor: Visitor, mailoutbox: Mails) -> None:
    make_account(mailoutbox)
    answers = []
    for email in ("alice@example.org", "nobody@example.org"):
        visitor.post("auth/password/request", email=email)
        answers.append((visitor.status, visitor.data))
    assert answers[0] == answers[1]
    assert len(mailoutbox) == 3


def test_a_wrong_password_and_an_unknown_address_say_the_same(visitor: Visitor, mailoutbox: Mails) -> None:
    make_account(mailoutbox)
    answers = []
    for email in ("alice@example.org", "nobody@example.org"):
        visitor.sign_in(email, "not-this-one")
        answers.append((visitor.status, visitor.data))
    assert answers[0] == answers[1]
    assert visitor.codes() == ["email_password_mismatch"]


def test_changing_to_a_taken_address_tells_nothing(visitor: Visitor, mailoutbox: Mails) -> None:
    make_account(mailoutbox)
    bob = make_account(mailoutbox, "bob@example.org", "Bob")
    bob.post("auth/reauthenticate", password=PASSWORD)
    bob.post("account/email", email="alice@example.org")
    assert bob.status == 200


def test_guessing_stops_for_the_account_wherever_it_comes_from(visitor: Visitor, mailoutbox: Mails) -> None:
    make_account(mailoutbox)
    for number in range(5):
        attacker = Visitor(Client(enforce_csrf_checks=True, REMOTE_ADDR=f"10.0.0.{number}"))
        attacker.sign_in("alice@example.org", "not-this-one")
    late = Visitor(Client(enforce_csrf_checks=True, REMOTE_ADDR="10.0.0.99"), language="ko")
    late.sign_in("alice@example.org", PASSWORD)
    assert (late.status, late.codes()) == (400, ["too_many_login_attempts"])
    assert "5분" in late.data["errors"][0]["message"]


def test_guessing_stops_for_the_address_behind_the_proxy(
    visitor: Visitor, mailoutbox: Mails, settings: Settings
) -> None:
    settings.TRUSTED_PROXY_COUNT = 1
    forwarded = {"X-Forwarded-For": "1.2.3.4, 198.51.100.7"}
    for number in range(10):
        body = {"email": f"n{number}@example.org", "password": "not-this-one"}
        visitor.call("POST", "auth/login", body, **forwarded)
        assert visitor.codes() == ["email_password_mismatch"]
    visitor.call("POST", "auth/login", body, **forwarded)
    assert visitor.codes() == ["too_many_login_attempts"]
    visitor.call("POST", "auth/login", {**body, "email": "x@example.org"}, **{"X-Forwarded-For": "198.51.100.8"})
    assert visitor.codes() == ["email_password_mismatch"]


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short1", "password_too_short"),
        ("18273645", "password_entirely_numeric"),
        ("football", "password_too_common"),
        ("alice@example.org", "password_too_similar"),
        ("Password1!", "password_pattern"),
        ("P@ssw0rd2024", "password_pattern"),
        ("qwertyuiop12", "password_pattern"),
        ("1qaz2wsx3edc", "password_pattern"),
        ("abcabcabcabc", "password_pattern"),
        ("aaaaaaaaaaaa", "password_pattern"),
        ("비밀번호1234", "password_pattern"),
        ("ㅂㅈㄷㄱㅅㅛㅕㅑ", "password_pattern"),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(visitor: Visitor, password: str, code: str) -> None:
    for language in ("en", "ko"):
        visitor.language = language
        visitor.sign_up("alice@example.org", password, name="Alice Wonder")
        assert visitor.status == 400
        assert code in visitor.codes()
        assert visitor.data["errors"][0]["param"] == "password"
        assert (visitor.data["errors"][0]["message"][-2:] == "요.") == (language == "ko")
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    "password",
    [PASSWORD, "따뜻한 벽난로와 고양이", "correct horse battery", "x7#Kd93!lq", "password of the lighthouse"],
)
def test_a_good_password_is_taken(visitor: Visitor, password: str, mailoutbox: Mails) -> None:
    visitor.sign_up("alice@example.org", password, name="Alice")
    assert visitor.status == 401


def test_every_unsafe_call_needs_the_token(visitor: Visitor) -> None:
    for method, path in (("POST", "auth/login"), ("POST", "auth/signup"), ("DELETE", "auth/session")):
        answer = Client(enforce_csrf_checks=True).generic(
            method, f"/_allauth/browser/v1/{path}", "{}", content_type="application/json"
        )
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf_failed")


@pytest.mark.parametrize("body", ["", "[]", "{", "\xff", '{"email": 7}', '{"email": {"a": 1}, "password": []}', "null"])
def test_nonsense_is_answered_in_json(visitor: Visitor, body: str) -> None:
    visitor.client.get("/api/session")
    for path in ("auth/login", "auth/signup", "auth/password/request", "auth/password/reset", "auth/email/verify"):
        answer = visitor.client.generic(
            "POST",
            f"/_allauth/browser/v1/{path}",
            body.encode("latin-1"),
            content_type="application/json",
            headers={"X-CSRFToken": visitor.client.cookies["csrftoken"].value},
        )
        assert answer.status_code == 400
        assert answer["Content-Type"].startswith("application/json")


def list_account_paths() -> list[str]:
    """Every path below `/_allauth/browser/v1/` that takes JSON."""
    found, waiting = [], [("", pattern) for pattern in get_resolver().url_patterns]
    for prefix, pattern in waiting:
        path = prefix + str(pattern.pattern)
        waiting += [(path, inner) for inner in getattr(pattern, "url_patterns", [])]
        found += [path] * hasattr(pattern, "callback")
    own = [path.removeprefix("_allauth/browser/v1/") for path in found if path.startswith("_allauth/browser/")]
    return sorted(set(own) - {"auth/provider/redirect"})


def test_no_call_makes_the_house_stumble(visitor: Visitor, mailoutbox: Mails, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    account, paths = make_account(mailoutbox), list_account_paths()
    account.post("auth/reauthenticate", password=PASSWORD)
    assert len(paths) > 25
    for who in (visitor, account):
        for path in sorted(paths, key=lambda path: path == "auth/session"):  # signing out comes last
            for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
                who.call(method, path, None if method == "GET" else {"email": "x", "code": 1, "key": [], "id": {}})
                assert who.status < 500, (method, path)


def test_what_we_have_no_use_for_is_closed(visitor: Visitor, mailoutbox: Mails) -> None:
    account = make_account(mailoutbox)
    for path in ("account/phone", "auth/phone/verify", "auth/code/confirm", "auth/code/request", "auth/provider/token"):
        account.post(path)
        assert (account.status, account.data["error"]["code"]) == (404, "not_found")


def test_a_closed_account_stays_out(visitor: Visitor, mailoutbox: Mails) -> None:
    account = make_account(mailoutbox)
    User.objects.filter(name="Alice").update(is_active=False)
    assert account.me() is None
    visitor.sign_in("alice@example.org")
    assert (visitor.status, visitor.me()) == (401, None)


def test_a_name_that_is_a_link_is_not_sent_to_a_stranger(visitor: Visitor, mailoutbox: Mails) -> None:
    visitor.sign_up("stranger@example.org", name="win at http://evil.example/x")
    assert "evil" not in mailoutbox[0].body
    assert "Newcomer" in mailoutbox[0].body


def test_what_one_page_load_asks_of_the_database(visitor: Visitor, mailoutbox: Mails) -> None:
    account = make_account(mailoutbox)
    account.me()
    for who, most in ((account, 3), (visitor, 1)):
        with CaptureQueriesContext(connection) as queries:
            who.me()
        assert len(queries) <= most
        assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_allauth_has_no_pages_here(visitor: Visitor) -> None:
    for path in (
        "login/",
        "signup/",
        "email/",
        "2fa/",
        "3rdparty/",
        "sessions/",
        "google/login/",
        "social/signup/",
        "",
    ):
        assert visitor.client.get(f"/accounts/{path}").status_code == 404
    for path in ("/_allauth/app/v1/config", "/_allauth/", "/_allauth/openapi.json"):
        assert visitor.client.get(path).status_code == 404


def test_the_links_in_mails_lead_to_our_page(visitor: Visitor, mailoutbox: Mails) -> None:
    visitor.sign_up("alice@example.org", name="Alice")
    assert "http://testserver/account/verify/" in mailoutbox[0].body
    path = mailoutbox[0].body.split("http://testserver")[1].split()[0]
    assert resolve(path).func is show_page


def test_every_mail_that_allauth_sends_is_written_in_both_languages() -> None:
    templates = Path(allauth.__file__).parent / "templates"
    kinds = {path.name.removesuffix("_subject.txt") for path in templates.glob("*/email/*_subject.txt")}
    unused = {"email_confirm", "login_code", "password_reset_code"}  # codes instead of links
    values = dict.fromkeys((*MAIL_VALUES, "house", "name", "provider"), "…")
    for kind in kinds - unused:
        for language in ("en", "ko"):
            assert say(f"mail_{kind}_subject", language, **values)
            assert "{" not in say(f"mail_{kind}_text", language, **values)


def test_what_is_written_without_a_mail_server_is_a_file(visitor: Visitor, settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    visitor.sign_up("alice@example.org", name="Alice")
    (written,) = (tmp_path / "mail").iterdir()
    assert "/account/verify/" in written.read_text("utf-8")


def test_a_mail_server_that_is_away_is_said_kindly(visitor: Visitor, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    for path in ("auth/signup", "auth/password/request"):
        visitor.post(path, email="alice@example.org", password=PASSWORD, name="Alice")
        assert (visitor.status, visitor.data["error"]["code"]) == (503, "unavailable")


async def test_changing_the_password_closes_the_sockets_of_the_other_sessions(
    fireplace: Room, open_tab: OpenTab, mailoutbox: Mails
) -> None:
    account = await run_action(make_account, mailoutbox)
    person = await run_action(User.objects.get, name="Alice")
    elsewhere = await open_tab(person)
    stranger = await open_tab(await run_action(Visitor().sit_down, "Bob"))
    await run_action(
        lambda: account.post("account/password/change", current_password=PASSWORD, new_password="quiet-moss-ladder")
    )
    assert await elsewhere.closed() == 4401
    assert (await stranger.enter(fireplace.pk))["type"] == "room.entered"


async def test_ending_a_session_closes_its_socket_at_once(
    fireplace: Room, open_tab: OpenTab, mailoutbox: Mails
) -> None:
    account = await run_action(make_account, mailoutbox)
    phone = Visitor(Client(enforce_csrf_checks=True, HTTP_USER_AGENT="A phone"))
    await run_action(phone.sign_in, "alice@example.org")
    tab = await Tab(phone.cookie()).open()
    rows = (await run_action(account.get, "auth/sessions"))["data"]
    assert [row["user_agent"] for row in rows if not row["is_current"]] == ["A phone"]
    assert all(row["last_seen_at"] for row in rows)
    ended = [row["id"] for row in rows if not row["is_current"]]
    await run_action(account.call, "DELETE", "auth/sessions", {"sessions": ended})
    assert await tab.closed() == 4401
    assert await run_action(phone.me) is None
    await run_action(account.call, "DELETE", "auth/sessions", {"sessions": ended})
    assert account.status == 400
    await tab.leave()


async def test_signing_out_closes_the_sockets_of_guests_and_accounts(
    fireplace: Room, open_tab: OpenTab, mailoutbox: Mails
) -> None:
    guest, account = Visitor(), await run_action(make_account, mailoutbox)
    await run_action(guest.sit_down)
    for visitor in (guest, account):
        tab = await Tab(visitor.cookie()).open()
        await run_action(visitor.call, "DELETE", "auth/session")
        assert await tab.closed() == 4401
        await tab.leave()


async def test_a_new_password_by_mail_closes_every_socket(
    fireplace: Room, open_tab: OpenTab, mailoutbox: Mails
) -> None:
    account, visitor = await run_action(make_account, mailoutbox), Visitor()
    tab = await Tab(account.cookie()).open()
    await run_action(lambda: visitor.post("auth/password/request", email="alice@example.org"))
    key = link_key(mailoutbox[-1])
    await run_action(lambda: visitor.post("auth/password/reset", key=key, password="quiet-moss-ladder"))
    assert await tab.closed() == 4401
    await tab.leave()


async def test_a_guests_socket_lives_through_it_and_the_room_hears_of_the_new_member(
    fireplace: Room, open_tab: OpenTab, mailoutbox: Mails
) -> None:
    visitor = Visitor()
    guest = await run_action(visitor.sit_down)
    await run_action(lambda: join_room(user=guest, room=fireplace))
    bob = await open_tab(await run_action(Visitor().sit_down, "Bob"))
    await bob.enter(fireplace.pk)
    tab = await Tab(visitor.cookie()).open()
    await tab.enter(fireplace.pk)
    await run_action(visitor.sign_up, "alice@example.org")
    await run_action(visitor.verify, mailoutbox[0])
    for socket in (tab, bob):
        event = await socket.wait_for(
            lambda frame: frame["type"] == "member.changed" and frame["member"]["role"] == "member"
        )
        assert event["member"]["user_id"] == guest.pk
    said = await tab.send(fireplace.pk, "still here")
    assert said["type"] == "command.done"
    await tab.leave()


async def test_a_guest_who_signs_in_elsewhere_leaves_no_open_socket(
    fireplace: Room, open_tab: OpenTab, mailoutbox: Mails
) -> None:
    await run_action(make_account, mailoutbox)
    visitor = Visitor()
    await run_action(visitor.sit_down, "Alice again")
    tab = await Tab(visitor.cookie()).open()
    await run_action(visitor.sign_in, "alice@example.org")
    assert await tab.closed() == 4401
    await tab.leave()
