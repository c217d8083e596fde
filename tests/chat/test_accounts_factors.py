"""The second step: codes from an app, recovery codes, passkeys."""

import base64
import hmac
import struct
import time
from typing import Any

import pytest
from django.core.mail import EmailMessage

from chat.models import Room
from tests.authenticator import SecurityKey
from tests.visitor import PASSWORD, Visitor, make_account

Mails = list[EmailMessage]
EMAIL = "alice@example.org"


def totp(secret: str, steps: int = 0) -> str:
    """RFC 6238: six digits for now, or so many half minutes later."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    number = struct.unpack(">I", digest[(at := digest[-1] & 15) : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@pytest.fixture
def account(fireplace: Room, mailoutbox: Mails) -> Visitor:
    """Alice on localhost (a passkey needs https or localhost), who has just given her password."""
    alice = make_account(mailoutbox, EMAIL, host="localhost")
    alice.post("auth/reauthenticate", password=PASSWORD)
    assert alice.status == 200
    return alice


def visitor_at(account: Visitor) -> Visitor:
    return Visitor(type(account.client)(enforce_csrf_checks=True, SERVER_NAME="localhost"))


def turn_on_totp(account: Visitor) -> str:
    account.get("account/authenticators/totp")
    assert account.status == 404
    secret: str = account.data["meta"]["secret"]
    account.post("account/authenticators/totp", code="000000x")
    assert account.codes() == ["incorrect_code"]
    account.post("account/authenticators/totp", code=totp(secret, -1))
    assert account.status == 200
    return secret


def test_the_person_hears_by_mail_that_signing_in_has_changed(
    transactional_db: None, account: Visitor, mailoutbox: Mails
) -> None:
    turn_on_totp(account)
    assert "Two-step sign-in is on" in [mail.subject for mail in mailoutbox]


def test_with_an_app_the_password_alone_is_not_enough(account: Visitor) -> None:
    secret = turn_on_totp(account)
    visitor = visitor_at(account)
    visitor.sit_down("Somebody")
    visitor.sign_in(EMAIL)
    assert (visitor.status, visitor.pending()) == (401, ["mfa_authenticate"])
    assert visitor.me()["name"] == "Somebody"
    visitor.post("auth/2fa/authenticate", code="123")
    assert visitor.codes() == ["incorrect_code"]
    visitor.post("auth/2fa/authenticate", code=totp(secret))
    assert (visitor.status, visitor.me()["name"]) == (200, "Alice")
    replay = visitor_at(account)
    replay.sign_in(EMAIL)
    replay.post("auth/2fa/authenticate", code=totp(secret))
    assert replay.codes() == ["incorrect_code"]


def test_codes_cannot_be_guessed(account: Visitor) -> None:
    secret = turn_on_totp(account)
    visitor = visitor_at(account)
    visitor.sign_in(EMAIL)
    for code in ("111111", "222222", "333333", "444444", "555555"):
        visitor.post("auth/2fa/authenticate", code=code)
    visitor.post("auth/2fa/authenticate", code=totp(secret))
    assert (visitor.codes(), visitor.me()) == (["too_many_login_attempts"], None)


def test_a_recovery_code_works_once(account: Visitor) -> None:
    turn_on_totp(account)
    account.get("account/authenticators/recovery-codes")
    codes = account.data["data"]["unused_codes"]
    assert len(codes) == 10
    for expected in (200, 400):
        visitor = visitor_at(account)
        visitor.sign_in(EMAIL)
        visitor.post("auth/2fa/authenticate", code=codes[0])
        assert visitor.status == expected
    account.post("account/authenticators/recovery-codes")
    account.get("account/authenticators/recovery-codes")
    assert codes[1] not in account.data["data"]["unused_codes"]


def test_turning_the_second_step_off_needs_a_fresh_sign_in(account: Visitor, mailoutbox: Mails) -> None:
    turn_on_totp(account)
    session = account.client.session
    session["account_authentication_methods"] = []
    session.save()
    account.call("DELETE", "account/authenticators/totp")
    assert account.status == 401
    account.post("auth/reauthenticate", password=PASSWORD)
    account.call("DELETE", "account/authenticators/totp")
    assert account.status == 200
    visitor = visitor_at(account)
    visitor.sign_in(EMAIL)
    assert visitor.status == 200


def add_passkey(account: Visitor, key: SecurityKey) -> Any:
    account.get("account/authenticators/webauthn?passwordless")
    credential = key.make(account.data["data"]["creation_options"])
    return account.post("account/authenticators/webauthn", name="My phone", credential=credential)


def test_a_passkey_signs_in_without_a_password(account: Visitor) -> None:
    key = SecurityKey("http://localhost:8000")
    add_passkey(account, key)
    assert account.status == 200
    visitor = visitor_at(account)
    visitor.sit_down("Somebody")
    visitor.get("auth/webauthn/login")
    options = visitor.data["data"]["request_options"]
    visitor.post("auth/webauthn/login", credential=key.sign(options))
    assert (visitor.status, visitor.me()["name"]) == (200, "Alice")
    half = visitor_at(account)
    half.sign_in(EMAIL)
    assert (half.status, half.pending()) == (401, ["mfa_authenticate"])
    half.get("auth/webauthn/authenticate")
    half.post("auth/webauthn/authenticate", credential=key.sign(half.data["data"]["request_options"]))
    assert (half.status, half.me()["name"]) == (200, "Alice")
    replay = visitor_at(account)
    replay.get("auth/webauthn/login")
    replay.post("auth/webauthn/login", credential=key.sign(options))
    assert (replay.status, replay.me()) == (400, None)


def test_a_passkey_of_another_site_or_another_key_does_not(account: Visitor) -> None:
    key = SecurityKey("http://localhost:8000")
    add_passkey(account, key)
    visitor = visitor_at(account)
    phished = SecurityKey("https://evil.example")
    phished.credential_id, phished.key, phished.user_handle = key.credential_id, key.key, key.user_handle
    other = SecurityKey("http://localhost:8000")
    other.credential_id, other.user_handle = key.credential_id, key.user_handle
    for wrong in (phished, other):
        visitor.get("auth/webauthn/login")
        visitor.post("auth/webauthn/login", credential=wrong.sign(visitor.data["data"]["request_options"]))
        assert (visitor.status, visitor.me()) == (400, None)


def test_a_passkey_is_listed_named_and_removed(account: Visitor, mailoutbox: Mails) -> None:
    key = SecurityKey("http://localhost:8000")
    add_passkey(account, key)
    account.get("account/authenticators")
    row = next(row for row in account.data["data"] if row["type"] == "webauthn")
    assert (row["name"], row["is_passwordless"]) == ("My phone", True)
    account.call("PUT", "account/authenticators/webauthn", {"id": row["id"], "name": "Her phone"})
    assert account.data["data"]["name"] == "Her phone"
    stranger = make_account(mailoutbox, "bob@example.org", "Bob", host="localhost")
    stranger.post("auth/reauthenticate", password=PASSWORD)
    stranger.call("DELETE", "account/authenticators/webauthn", {"authenticators": [row["id"]]})
    assert stranger.status == 400
    account.call("DELETE", "account/authenticators/webauthn", {"authenticators": [row["id"]]})
    assert account.status == 200
    visitor = visitor_at(account)
    visitor.get("auth/webauthn/login")
    visitor.post("auth/webauthn/login", credential=key.sign(visitor.data["data"]["request_options"]))
    assert visitor.status == 400


@pytest.mark.parametrize(
    "credential", [{}, {"id": "x"}, {"response": {"userHandle": 7}}, {"id": "x", "rawId": "y"}, "text", None, 7]
)
def test_a_credential_that_is_none_is_refused(account: Visitor, credential: Any) -> None:
    visitor = visitor_at(account)
    visitor.get("auth/webauthn/login")
    visitor.post("auth/webauthn/login", credential=credential)
    assert (visitor.status, visitor.me()) == (400, None)
