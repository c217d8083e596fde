"""Accounts: what a sign-up keeps, how a guest becomes one, how sessions end. Called by hearth_chat/adapters.py.

What allauth itself writes (addresses, second factors, its list of sessions) is its own.
"""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from chat.actions.clock import lock_rooms
from chat.actions.memberships import give_role
from chat.events import check_sessions
from chat.models import Member, User

SEEN_SECONDS = 600  # how exactly "last seen" is known
KEPT_BY_SIGN_UP = ("email", "password")


def begin_account(*, user: User, session: SessionBase) -> None:
    """Keep what a sign-up asks for. Until the address is verified the person is a guest, or nobody yet.

    An address that he tried before is forgotten, its link too. A guest's session learns the new password's hash in the
    same transaction, so that no look at it finds the two apart.
    """
    with transaction.atomic():
        if user.pk is None:
            user.save()
            return
        EmailAddress.objects.filter(user_id=user.pk, verified=False).delete()
        user.save(update_fields=KEPT_BY_SIGN_UP)  # the clock in this row is not ours to write
        keep_session(user=user, session=session)


def keep_session(*, user: User, session: SessionBase) -> None:
    """The session stays the person's although his password changed; inside the transaction that changes it."""
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()


def become_account(*, user: User) -> None:
    """The guest's own row is his account now: his words, rooms and settings stay; he is a member where he was a guest.

    Again for who has an account already changes nothing.
    """
    seats = Member.objects.filter(user_id=user.pk, role="guest", left_at__isnull=True)
    with lock_rooms(seats.values_list("room_id", flat=True)) as clocks:
        changed = User.objects.filter(pk=user.pk, is_guest=True).update(is_guest=False)
        user.is_guest = False
        for clock in clocks if changed else []:
            for member in seats.filter(room=clock.room).select_related("user"):  # none where he was taken out meanwhile
                give_role(clock, member, "member")


def set_password(*, user: User, password: str, session: SessionBase | None) -> None:
    """Change or reset the password: every session but the one he does it in ends, open sockets at once."""
    user.set_password(password)  # slow on purpose, so before the transaction
    with transaction.atomic():
        user.save(update_fields=["password"])
        if session is not None:
            keep_session(user=user, session=session)
        check_sessions(user.pk)


def end_sessions(*, user_id: int) -> None:
    """Sessions of this person have ended: their open sockets close in every process."""
    check_sessions(user_id)


def trust_address(*, user: User) -> None:
    """The operator's word: this person's address needs no mail to be believed."""
    with transaction.atomic():
        user.email = user.email.lower()
        user.save(update_fields=["email"])
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def note_session(*, request: HttpRequest, user: User) -> None:
    """Remember device and time for the person's list of sessions, at most once in `SEEN_SECONDS` a session."""
    if not user.is_guest and cache.add(f"seen.{request.session.session_key}", 1, SEEN_SECONDS):
        UserSession.objects.create_from_request(request)
