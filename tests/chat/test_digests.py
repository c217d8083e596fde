"""The daily mail: who gets one, what stands in it, and never two."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from chat.actions.digests import send_digest
from chat.actions.members import join_room
from chat.actions.notifications import notify
from chat.models import Notification, Room, User


@pytest.fixture
def reader(fireplace: Room, bob: User, settings: Settings) -> User:
    """Bob, who has an account, wants the mail, and was called two hours ago."""
    settings.PUBLIC_URL = "https://hearth.example"
    join_room(user=bob, room=fireplace)
    User.objects.filter(pk=bob.pk).update(is_guest=False, email="bob@example.org", digest="daily")
    bob.refresh_from_db()
    prove_address(bob, "bob@example.org")
    call(bob, fireplace, "@Bob come\nand see")
    return bob


def prove_address(person: User, address: str) -> None:
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)


def call(person: User, room: Room, words: str, hours: float = 2.0, kind: str = "mention") -> None:
    known = set(Notification.objects.values_list("pk", flat=True))
    notify(user_id=person.pk, kind=kind, room_id=room.pk, from_name="Alice", excerpt=words)
    Notification.objects.exclude(pk__in=known).update(created_at=timezone.now() - timedelta(hours=hours))


def run() -> list[mail.EmailMessage]:
    """Send what is due; the mails that this sent."""
    before = len(mail.outbox)
    call_command("send_digests", verbosity=0)
    return mail.outbox[before:]


def test_it_tells_what_was_missed_and_where(reader: User, fireplace: Room, capsys: pytest.CaptureFixture[str]) -> None:
    [sent] = run()
    assert capsys.readouterr().out == "1 mails sent\n"
    assert (sent.to, sent.subject) == (["bob@example.org"], "While you were away: 1 for you by the fire")
    assert "By the fireplace (1)\n  Alice called you: “@Bob come and see”\n" in sent.body
    assert f"https://hearth.example/rooms/{fireplace.pk}\n" in sent.body
    assert not Notification.objects.get().read


def test_it_speaks_korean(reader: User, fireplace: Room) -> None:
    User.objects.filter(pk=reader.pk).update(language="ko")
    [sent] = run()
    assert "Alice 님이 불렀어요: “@Bob come and see”" in sent.body
    assert "벽난로 앞 (1)" in sent.body


def test_a_busy_room_is_told_by_its_newest_lines(reader: User, fireplace: Room) -> None:
    for number in range(5):
        call(reader, fireplace, f"line {number}", hours=1.9 - number / 10)
    [sent] = run()
    assert "By the fireplace (6)" in sent.body
    assert "line 1" not in sent.body
    assert "line 4" in sent.body


def test_there_is_one_a_day_and_nothing_is_told_twice(reader: User, fireplace: Room) -> None:
    assert len(run()) == 1
    call(reader, fireplace, "later")
    assert run() == []
    Notification.objects.update(created_at=timezone.now() - timedelta(hours=30))
    User.objects.filter(pk=reader.pk).update(digest_sent_at=timezone.now() - timedelta(hours=25))
    call(reader, fireplace, "newest")
    [sent] = run()
    assert "newest" in sent.body
    assert "come and see" not in sent.body
    User.objects.filter(pk=reader.pk).update(digest_sent_at=timezone.now() - timedelta(hours=25))
    Notification.objects.update(created_at=timezone.now() - timedelta(hours=30))
    assert run() == []


def test_two_runs_at_once_send_one_mail(reader: User) -> None:
    stale = User.objects.get(pk=reader.pk)
    now = timezone.now()
    assert [send_digest(user=reader, now=now), send_digest(user=stale, now=now)] == [True, False]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"digest": "never"},
        {"email": ""},
        {"is_guest": True},
        {"is_active": False},
        {"deleted_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
    ids=str,
)
def test_who_did_not_ask_or_cannot_be_reached_gets_none(reader: User, change: dict[str, object]) -> None:
    User.objects.filter(pk=reader.pk).update(**change)
    assert run() == []


def test_what_was_read_needs_no_mail(reader: User) -> None:
    Notification.objects.update(read=True)
    assert run() == []


def test_what_is_fresh_needs_no_mail(reader: User) -> None:
    Notification.objects.update(created_at=timezone.now() - timedelta(minutes=55))
    assert run() == []


def test_quiet_hours_do_not_hold_it_up(reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(quiet_from=0, quiet_until=1439)
    assert len(run()) == 1


class BrokenBackend(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages: object) -> int:
        raise SMTPServerDisconnected


def test_a_mail_that_could_not_be_sent_is_tried_again(reader: User, settings: Settings) -> None:
    sane = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    assert run() == []
    assert User.objects.get(pk=reader.pk).digest_sent_at is None
    settings.EMAIL_BACKEND = sane
    assert len(run()) == 1


def test_one_run_is_bounded(reader: User, alice: User, fireplace: Room) -> None:
    User.objects.filter(pk=alice.pk).update(is_guest=False, email="alice@example.org", digest="daily")
    prove_address(alice, "alice@example.org")
    join_room(user=alice, room=fireplace)
    call(alice, fireplace, "hello")
    for _ in range(2):
        call_command("send_digests", "--most", "1")
    assert {message.to[0] for message in mail.outbox} == {"alice@example.org", "bob@example.org"}
