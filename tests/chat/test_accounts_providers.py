"""Signing in with Google, Kakao, Naver and GitHub, against a provider of our own on 127.0.0.1."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client

from chat.actions.members import join_room
from chat.models import Member, Room, User
from tests.oauth_server import OAuthServer, Person
from tests.visitor import Visitor, make_account

PROVIDERS = {"google": "Google", "kakao": "Kakao", "naver": "Naver", "github": "GitHub"}
BACK = "/account/provider/callback"
Mails = list[EmailMessage]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, fireplace: Room) -> Iterator[OAuthServer]:
    """allauth's own adapters, with addresses that lead here."""
    with OAuthServer() as oauth:
        for provider, name in PROVIDERS.items():
            views = import_module(f"allauth.socialaccount.providers.{provider}.views")
            for attribute, url in oauth.addresses(provider).items():
                monkeypatch.setattr(getattr(views, f"{name}OAuth2Adapter"), attribute, url)
        yield oauth


def go_to(client: Client, provider: str, callback: str = BACK, process: str = "login") -> str:
    """Press the provider's button; where the browser is sent."""
    client.get("/api/session")
    form = {
        "provider": provider, "callback_url": callback, "process": process,
        "csrfmiddlewaretoken": client.cookies["csrftoken"].value,
    }  # fmt: skip
    answer = client.post("/_allauth/browser/v1/auth/provider/redirect", form)
    assert answer.status_code == 302
    return str(answer["Location"])


def come_back(client: Client, location: str) -> str:
    """Let the provider ask its person and follow it home; where the house sends the browser then."""
    sent_back = httpx.get(location).headers["Location"]
    assert sent_back.startswith("http://testserver/accounts/")
    answer = client.get(sent_back.removeprefix("http://testserver"))
    assert answer.status_code == 302
    return str(answer["Location"])


def sign_in_with(client: Client, provider: str, process: str = "login") -> str:
    return come_back(client, go_to(client, provider, process=process))


def error_of(location: str) -> str:
    assert location.startswith((BACK, f"http://testserver{BACK}"))
    return parse_qs(urlsplit(location).query)["error"][0]


@pytest.mark.parametrize("provider", ["google", "kakao", "github"])
def test_a_verified_address_makes_an_account(server: OAuthServer, provider: str, mailoutbox: Mails) -> None:
    visitor = Visitor()
    assert sign_in_with(visitor.client, provider) == BACK
    assert (visitor.me()["name"], visitor.me()["is_guest"]) == ("Alice", False)
    assert SocialAccount.objects.get().provider == provider
    assert server.provider.refused == []
    again = Visitor()
    assert sign_in_with(again.client, provider) == BACK
    assert again.me()["id"] == visitor.me()["id"]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_unverified_address_needs_the_link_first(server: OAuthServer, provider: str, mailoutbox: Mails) -> None:
    server.provider.person = Person(verified=False)
    visitor = Visitor()
    sign_in_with(visitor.client, provider)
    assert visitor.me() is None
    visitor.verify(mailoutbox[0])
    assert visitor.status == 200
    assert visitor.me()["is_guest"] is False


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_unverified_address_never_gets_into_somebodys_account(
    server: OAuthServer, provider: str, mailoutbox: Mails
) -> None:
    make_account(mailoutbox)
    cache.clear()  # a minute passes: one mail a minute and address
    server.provider.person = Person(uid="666", verified=False, name="Mallory")
    visitor = Visitor()
    sign_in_with(visitor.client, provider)
    visitor.get("auth/session")
    assert (visitor.status, visitor.pending(), visitor.me()) == (401, ["verify_email"], None)
    assert (mailoutbox[-1].to, mailoutbox[-1].subject) == (["alice@example.org"], "You already have a seat here")
    assert SocialAccount.objects.count() == 0
    assert User.objects.count() == 1


def test_a_verified_address_does_not_get_into_an_account_that_has_not_verified_it(
    server: OAuthServer, mailoutbox: Mails
) -> None:
    squatter = Visitor()
    squatter.sign_up("alice@example.org", name="Mallory")
    visitor = Visitor()
    sign_in_with(visitor.client, "google")
    assert visitor.me() is None
    assert SocialAccount.objects.count() == 0


def test_an_address_that_both_have_verified_is_one_person(server: OAuthServer, mailoutbox: Mails) -> None:
    account = make_account(mailoutbox)
    visitor = Visitor()
    assert sign_in_with(visitor.client, "google") == BACK
    assert visitor.me()["id"] == account.me()["id"]
    assert mailoutbox[-1].subject == "Another way in"
    assert "Google" in mailoutbox[-1].body


@pytest.mark.parametrize("provider", ["google", "naver"])
def test_a_guest_keeps_his_seat_his_name_and_his_session(
    server: OAuthServer, provider: str, mailoutbox: Mails, fireplace: Room
) -> None:
    server.provider.person = Person(name="Alice at the provider")
    visitor = Visitor()
    guest = visitor.sit_down("Alice")
    join_room(user=guest, room=fireplace)
    cookie = visitor.cookie()
    sign_in_with(visitor.client, provider)
    for mail in mailoutbox:  # Naver says nothing about the address
        visitor.verify(mail)
    assert (visitor.me()["id"], visitor.me()["name"], visitor.me()["is_guest"]) == (guest.pk, "Alice", False)
    assert visitor.cookie() == cookie
    assert Member.objects.get().role == "member"


def test_a_guest_who_has_an_account_at_the_provider_gets_that_one(server: OAuthServer, fireplace: Room) -> None:
    first = Visitor()
    sign_in_with(first.client, "google")
    visitor = Visitor()
    guest = visitor.sit_down("Somebody")
    sign_in_with(visitor.client, "google")
    assert visitor.me()["id"] == first.me()["id"]
    assert User.objects.get(pk=guest.pk).is_guest


def test_without_an_address_one_is_asked_for_it(server: OAuthServer, mailoutbox: Mails) -> None:
    server.provider.person = Person(email=None)
    visitor = Visitor()
    assert sign_in_with(visitor.client, "kakao") == BACK
    visitor.get("auth/provider/signup")
    assert visitor.status == 200
    visitor.post("auth/provider/signup", email="alice@example.org")
    assert visitor.pending() == ["verify_email"]
    visitor.verify(mailoutbox[0])
    assert (visitor.status, visitor.me()["name"]) == (200, "Alice")


def test_saying_no_at_the_provider_brings_one_back_kindly(server: OAuthServer) -> None:
    server.provider.person = Person(agrees=False)
    visitor = Visitor()
    guest = visitor.sit_down()
    assert error_of(sign_in_with(visitor.client, "google")) == "cancelled"
    assert visitor.me()["id"] == guest.pk


@pytest.mark.parametrize("uid", ["", "1" * 192])
def test_a_provider_that_talks_nonsense_brings_one_back_too(server: OAuthServer, uid: str) -> None:
    server.provider.person = Person(uid=uid)
    visitor = Visitor()
    assert error_of(sign_in_with(visitor.client, "google")) == "unknown"
    assert visitor.me() is None


@pytest.mark.parametrize("forged", [{}, {"state": "forged"}])
def test_a_state_that_is_not_ours_signs_nobody_in(server: OAuthServer, forged: dict[str, str]) -> None:
    visitor, attacker = Visitor(), Visitor()
    location = go_to(attacker.client, "google")
    code = parse_qs(urlsplit(httpx.get(location).headers["Location"]).query)["code"][0]
    for state in (forged, {"state": parse_qs(urlsplit(location).query)["state"][0]}):
        answer = visitor.client.get(f"/accounts/google/login/callback/?{urlencode({'code': code, **state})}")
        assert error_of(answer["Location"]) == "unknown"
        assert visitor.me() is None


def test_a_stolen_code_is_worth_nothing_without_its_verifier(server: OAuthServer) -> None:
    thief, victim = Visitor(), Visitor()
    stolen = httpx.get(go_to(victim.client, "google")).headers["Location"]
    code = parse_qs(urlsplit(stolen).query)["code"][0]
    state = parse_qs(urlsplit(go_to(thief.client, "google")).query)["state"][0]
    answer = thief.client.get(f"/accounts/google/login/callback/?{urlencode({'code': code, 'state': state})}")
    assert error_of(answer["Location"]) == "unknown"
    assert (thief.me(), server.provider.refused) == (None, ["verifier"])


@pytest.mark.parametrize(
    "callback",
    ["https://evil.example/", "//evil.example", "http://localhost/x", "javascript:alert(1)", "/\\evil.example"],
)
def test_one_is_only_ever_sent_to_this_house(server: OAuthServer, callback: str) -> None:
    location = go_to(Visitor().client, "google", callback)
    assert error_of(location) == "unknown"
    assert "evil" not in location


def test_a_signed_in_person_connects_and_disconnects_a_provider(server: OAuthServer, mailoutbox: Mails) -> None:
    account = make_account(mailoutbox)
    account.post("auth/reauthenticate", password="lantern-owl-teapot")
    server.provider.person = Person(email="other@example.org")
    assert sign_in_with(account.client, "github", process="connect") == BACK
    account.get("account/providers")
    uid = account.data["data"][0]["uid"]
    visitor = Visitor()
    sign_in_with(visitor.client, "github")
    assert visitor.me()["id"] == account.me()["id"]
    account.call("DELETE", "account/providers", {"provider": "github", "account": uid})
    assert account.data["data"] == []


def test_a_guest_cannot_connect_a_provider(server: OAuthServer) -> None:
    visitor = Visitor()
    guest = visitor.sit_down()
    location = go_to(visitor.client, "google", process="connect")
    answer = visitor.client.get(httpx.get(location).headers["Location"].removeprefix("http://testserver"))
    assert answer.status_code in (302, 403)
    assert SocialAccount.objects.count() == 0
    assert visitor.me()["id"] == guest.pk


def test_a_provider_without_keys_is_not_there(server: OAuthServer, settings: Any) -> None:
    shown = Visitor().client.get("/api/session").json()["config"]["sign_in"]["providers"]
    assert shown == [{"id": id_, "name": name} for id_, name in PROVIDERS.items()]
    settings.SOCIALACCOUNT_PROVIDERS = {"google": settings.SOCIALACCOUNT_PROVIDERS["google"]}
    assert error_of(go_to(Visitor().client, "kakao")) == "unknown"
    assert Visitor().client.get("/accounts/kakao/login/").status_code == 404
    assert Visitor().client.get("/accounts/facebook/login/callback/").status_code == 404


def test_the_policy_lets_the_form_go_to_the_providers(server: OAuthServer) -> None:
    policy = Visitor().client.get("/")["Content-Security-Policy"]
    form_action = next(part for part in policy.split("; ") if part.startswith("form-action"))
    assert {"'self'", "https://accounts.google.com", "https://kauth.kakao.com", "https://github.com"} <= set(
        form_action.split()
    )
