"""Reads about people: a person on the wire, whether a session still stands, the start of a person's page."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from chat.models import Block, House, User
from chat.protocol.shapes import (
    Avatar,
    ClientAiSettings,
    Language,
    PageSettings,
    QuietHours,
    SettingsData,
    UserData,
)


def as_language(code: str) -> Language:
    """The nearest language that the house speaks."""
    return "ko" if code.startswith("ko") else "en"


def avatar_of(user: User) -> Avatar:
    """The address changes with the picture, so that it may be kept for good."""
    name = user.avatar_file.rsplit("/", 1)[-1]
    return Avatar(seed=user.avatar_seed, image_url=f"/api/avatars/{name}" if name else None)


def user_data(user: User) -> UserData:
    return UserData(
        id=user.pk,
        name=user.name,
        is_guest=user.is_guest,
        language=as_language(user.language),
        avatar=avatar_of(user),
        is_staff=user.is_staff,
    )


def settings_data(user: User) -> SettingsData:
    """What the person has saved; an AI field that was never saved is null."""
    names = ClientAiSettings.model_fields
    quiet_from, quiet_until = user.quiet_from, user.quiet_until
    stored: Any = user  # its words (digest, page settings) are only ever written by the actions
    return SettingsData(
        name=user.name,
        avatar=avatar_of(user),
        language=as_language(user.language),
        receipts=user.receipts,
        presence=user.presence,
        page=PageSettings(**{name: stored.page_settings.get(name) for name in PageSettings.model_fields}),
        time_zone=user.time_zone,
        quiet=None if quiet_from is None or quiet_until is None else QuietHours(begin=quiet_from, end=quiet_until),
        digest=stored.digest,
        blocked=list_blocked(user.pk),
        client_ai_settings=ClientAiSettings(**{name: user.ai_settings.get(name) for name in names}),
    )


def list_blocked(user_id: int) -> list[int]:
    """The ids of those whom the person does not want to hear."""
    return list(Block.objects.filter(user_id=user_id).order_by("pk").values_list("blocked_id", flat=True))


def load_head(user: User) -> int:
    """The person's clock."""
    return User.objects.values_list("head", flat=True).get(pk=user.pk)


def load_person_heads(user_ids: Iterable[int]) -> dict[int, int]:
    """The heads of these people."""
    return dict(User.objects.filter(pk__in=list(user_ids)).values_list("pk", "head"))


def list_standing(session_keys: set[str]) -> set[str]:
    """Those of the sessions that still stand, and whose person may still come in and has the same password."""
    rows = Session.objects.filter(session_key__in=session_keys, expire_date__gt=timezone.now())
    opened = {row.session_key: row.get_decoded() for row in rows}
    people = User.objects.filter(is_active=True).in_bulk([session.get(SESSION_KEY) for session in opened.values()])
    return {key for key, session in opened.items() if _is_of(session, people.get(int(session.get(SESSION_KEY, 0))))}


def _is_of(session: dict[str, Any], user: User | None) -> bool:
    return user is not None and session.get(HASH_SESSION_KEY) == user.get_session_auth_hash()


def load_house() -> House:
    """The one row about this database."""
    return House.objects.select_related("fireplace").get()
