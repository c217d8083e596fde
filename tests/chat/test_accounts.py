"""Accounts by e-mail: signing up and in, passwords, addresses, what a guest becomes."""

import json
import os
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from chat.actions.members import join_room
from chat.actions.messages import send_message
from chat.models import Member, Message, Room, User
from chat.protocol.commands import NewMessage
from tests.tab import new_message
from tests.visitor import PASSWORD, Visitor, link_key, make_account

Mails = list[EmailMessage]
Settings = Any


@pytest.fixture
def visitor(fireplace: Room) -> Visitor:
    return Visitor()


def test_signing_up_needs_the_link_in_the_mail_and_then_signs_in(visitor: Visitor, mailoutbox: Mails) -> None:
    visitor.sign_up("alice@example.org", name="Alice", language="ko")
    assert (visitor.status, visitor.pending()) == (401, ["verify_email"])
    assert visitor.me() is None
    assert "벽난로" in mailoutbox[0].subject
    assert "Alice" in mailoutbox[0].body
    visitor.verify(mailoutbox[0])
    assert visitor.status == 200
    assert visitor.me() | {"avatar": None, "id": 0} == {
        "id": 0, "name": "Alice", "is_guest": False, "language": "ko", "avatar": None, "is_staff": False,
    }  # fmt: skip


def test_the_link_works_on_another_device_which_it_does_not_sign_in(visitor: Visitor, mailoutbox: Mails) -> None:
    visitor.sign_up("alice@example.org", name="Alice")
    phone = Visitor()
    phone.get("auth/email/verify", **{"X-Email-Verification-Key": link_key(mailoutbox[0])})
    assert phone.status == 200
    phone.verify(mailoutbox[0])
    assert (phone.status, phone.me()) == (401, None)
    phone.verify(mailoutbox[0])
    assert (phone.status, phone.codes()) == (400, ["invalid_or_expired_key"])
    visitor.sign_in("alice@example.org")
    assert (visitor.status, visitor.me()["name"]) == (200, "Alice")


def test_a_guest_becomes_an_account_and_keeps_everything(visitor: Visitor, mailoutbox: Mails, fireplace: Room) -> None:
    guest = visitor.sit_down("Alice")
    member = join_room(user=guest, room=fireplace)
    assert member.role == "guest"
    said = send_message(member=member, new=NewMessage.model_validate_json(json.dumps(new_message("before"))))
    cookie, head = visitor.cookie(), User.objects.get(pk=guest.pk).head
    visitor.sign_up("alice@example.org")
    assert (visitor.status, visitor.pending()) == (401, ["verify_email"])
    assert visitor.me()["is_guest"]
    assert visitor.cookie() == cookie
    visitor.verify(mailoutbox[0])
    assert visitor.status == 200
    assert visitor.me()["id"] == guest.pk
    assert not visitor.me()["is_guest"]
    assert visitor.me()["name"] == "Alice"
    assert visitor.cookie() == cookie
    assert Member.objects.get(pk=member.pk).role == "member"
    assert Message.objects.get(pk=said.id).author_id == guest.pk
    assert User.objects.get(pk=guest.pk).head > head


def test_a_guest_who_mistyped_his_address_takes_another(visitor: Visitor, mailoutbox: Mails) -> None:
    guest = visitor.sit_down()
    visitor.sign_up("alcie@example.org")
    other_tab = Visitor(visitor.client)
    other_tab.sign_up("alice@example.org", password="quiet-moss-ladder")
    assert [mail.to for mail in mailoutbox] == [["alcie@example.org"], ["alice@example.org"]]
    visitor.verify(mailoutbox[0])
    assert visitor.codes() == ["invalid_or_expired_key"]
    visitor.verify(mailoutbox[1])
    assert (visitor.status, visitor.me()["id"]) == (200, guest.pk)
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("alice@example.org", True)]
    other_tab.sign_up("more@example.org", name="Alice")
    assert other_tab.status == 409
    fresh = Visitor()
    fresh.sign_in("alice@example.org", "quiet-moss-ladder")
    assert fresh.status == 200


def test_a_guest_whose_link_opens_elsewhere_is_an_account_in_his_own_browser_too(
    visitor: Visitor, mailoutbox: Mails
) -> None:
    guest = visitor.sit_down()
    visitor.sign_up("alice@example.org")
    Visitor().verify(mailoutbox[0])
    assert (visitor.me()["id"], visitor.me()["is_guest"]) == (guest.pk, False)
    visitor.get("auth/session")
    assert (visitor.status, visitor.data["data"]["user"]["id"]) == (200, guest.pk)


def test_a_guest_who_signs_in_to_his_old_account_leaves_the_guest_behind(
    visitor: Visitor, mailoutbox: Mails, fireplace: Room
) -> None:
    account = make_account(mailoutbox).me()["id"]
    guest = visitor.sit_down("Alice again")
    join_room(user=guest, room=fireplace)
    cookie = visitor.cookie()
    visitor.sign_in("alice@example.org")
    assert (visitor.status, visitor.me()["id"]) == (200, account)
    assert visitor.cookie() != cookie
    assert User.objects.get(pk=guest.pk).is_guest
    assert Member.objects.get(user=guest).role == "guest"


def test_signing_out_ends_the_session_of_accounts_and_guests(visitor: Visitor, mailoutbox: Mails) -> None:
    visitor.sit_down()
    visitor.call("DELETE", "auth/session")
    assert visitor.me() is None
    account = make_account(mailoutbox)
    account.call("DELETE", "auth/session")
    assert (account.status, account.me()) == (401, None)


def test_a_forgotten_password_is_reset_by_mail(visitor: Visitor, mailoutbox: Mails) -> None:
    account = make_account(mailoutbox)
    visitor.post("auth/password/request", email="alice@example.org")
    assert visitor.status == 200
    key = link_key(mailoutbox[-1])
    visitor.post("auth/password/reset", key=key, password="alice@example.org")
    assert visitor.codes() == ["password_too_similar"]
    visitor.post("auth/password/reset", key=key, password="quiet-moss-ladder")
    assert visitor.status == 401
    assert account.me() is None
    visitor.post("auth/password/reset", key=key, password="other-moss-ladder")
    assert visitor.codes() == ["invalid_password_reset"]
    visitor.sign_in("alice@example.org", "quiet-moss-ladder")
    assert visitor.status == 200


def test_changing_the_password_needs_the_old_one_and_ends_the_other_sessions(
    visitor: Visitor, mailoutbox: Mails
) -> None:
    account = make_account(mailoutbox)
    visitor.sign_in("alice@example.org")
    visitor.post("account/password/change", current_password="wrong", new_password="quiet-moss-ladder")
    assert visitor.codes() == ["enter_current_password"]
    visitor.post("account/password/change", current_password=PASSWORD, new_password="quiet-moss-ladder")
    assert visitor.status == 200
    assert visitor.me()["name"] == "Alice"
    assert account.me() is None
    assert mailoutbox[-1].subject == "Your password is a new one"
    assert "127.0.0.1" in mailoutbox[-1].body


def test_a_new_address_replaces_the_old_one_only_when_it_is_verified(visitor: Visitor, mailoutbox: Mails) -> None:
    account = make_account(mailoutbox)
    account.post("account/email", email="alice@new.example.org")
    assert (account.status, account.data["data"]["flows"]) == (401, [{"id": "reauthenticate"}])
    account.post("auth/reauthenticate", password=PASSWORD)
    account.post("account/email", email="alice@new.example.org")
    assert {(row["email"], row["verified"]) for row in account.data["data"]} == {
        ("alice@example.org", True),
        ("alice@new.example.org", False),
    }
    visitor.sign_in("alice@example.org")
    assert visitor.status == 200
    account.verify(mailoutbox[-1])
    account.get("account/email")
    assert [row["email"] for row in account.data["data"]] == ["alice@new.example.org"]
    assert (mailoutbox[-1].to, mailoutbox[-1].subject) == (["alice@example.org"], "Your address has changed")
    assert User.objects.get(name="Alice").email == "alice@new.example.org"


def test_a_stranger_and_a_guest_reach_nothing_of_an_account(visitor: Visitor) -> None:
    for _ in range(2):
        for method, path in (
            ("GET", "account/email"), ("POST", "account/email"), ("POST", "account/password/change"),
            ("GET", "account/authenticators"), ("GET", "account/authenticators/totp"), ("GET", "account/providers"),
            ("GET", "account/authenticators/webauthn"), ("GET", "auth/sessions"), ("DELETE", "auth/sessions"),
        ):  # fmt: skip
            visitor.call(method, path, {} if method != "GET" else None)
            assert visitor.status in (401, 409), path
        visitor.sit_down()


def test_closed_doors_let_accounts_in_and_nobody_make_one(
    visitor: Visitor, mailoutbox: Mails, settings: Settings
) -> None:
    make_account(mailoutbox)
    settings.ACCOUNTS_ENABLED = settings.GUESTS_ENABLED = False
    config = visitor.client.get("/api/session").json()["config"]["sign_in"]
    assert (config["accounts"], config["guests"], config["passkeys"]) == (False, False, True)
    visitor.sign_up("bob@example.org", name="Bob")
    assert visitor.status == 403
    visitor.sign_in("alice@example.org")
    assert visitor.status == 200


def test_without_guests_one_still_makes_an_account(visitor: Visitor, mailoutbox: Mails, settings: Settings) -> None:
    settings.GUESTS_ENABLED = False
    visitor.sign_up("alice@example.org", name="Alice")
    visitor.verify(mailoutbox[0])
    assert visitor.me()["name"] == "Alice"


@pytest.mark.parametrize("name", ["", " ", "x" * 41])
def test_a_new_person_needs_a_name_that_others_can_read(visitor: Visitor, name: str) -> None:
    visitor.sign_up("alice@example.org", name=name)
    assert visitor.status == 400
    assert visitor.data["errors"][0] == {
        "code": "name", "param": "name", "message": "must have 1 to 40 characters",
    }  # fmt: skip


def test_the_operators_word_makes_the_first_keeper(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", "--noinput", "--email", "Host@Example.org", "--name", "Host", verbosity=0)
    visitor.sign_in("host@example.org")
    assert (visitor.status, visitor.me()["is_staff"], visitor.me()["is_guest"]) == (200, True, False)
    with pytest.raises(CommandError):
        call_command("createsuperuser", "--noinput", "--name", "Host", verbosity=0)
    with pytest.raises(CommandError, match="address is needed"):
        call_command("createsuperuser", "--noinput", "--email", "", "--name", "Host", verbosity=0)
    assert User.objects.count() == 1
