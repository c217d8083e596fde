"""Reads about people: a person on the wire, whether a session still stands, the start of a person's page."""

from django.contrib.sessions.models import Session
from django.utils import timezone

from chat.models import House, User
from chat.protocol.shapes import Avatar, Language, UserData


def as_language(code: str) -> Language:
    """The nearest language that the house speaks."""
    return "ko" if code.startswith("ko") else "en"


def avatar_of(user: User) -> Avatar:
    return Avatar(seed=user.avatar_seed, image_url=None)


def user_data(user: User) -> UserData:
    return UserData(
        id=user.pk,
        name=user.name,
        is_guest=user.is_guest,
        language=as_language(user.language),
        avatar=avatar_of(user),
        is_staff=user.is_staff,
    )


def load_head(user: User) -> int:
    """The person's clock."""
    return User.objects.values_list("head", flat=True).get(pk=user.pk)


def session_stands(user: User, session_key: str) -> bool:
    """Whether the session that opened a socket still exists and the person may still come in."""
    return (
        User.objects.filter(pk=user.pk, is_active=True).exists()
        and Session.objects.filter(session_key=session_key, expire_date__gt=timezone.now()).exists()
    )


def load_house() -> House:
    """The one row about this database."""
    return House.objects.select_related("fireplace").get()
