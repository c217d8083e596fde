"""Favourites: messages that a person keeps for himself."""

from django.db import transaction

from chat.actions.clock import tick_person
from chat.events import publish, user_topic
from chat.models import Favorite, Message, User
from chat.protocol.events import FavoritePart, MeFavoriteChanged


def set_favorite(*, user: User, message: Message, on: bool) -> None:
    """Keep a message or let it go; the person's own tabs hear of it, nobody else."""
    with transaction.atomic():
        rows = Favorite.objects.filter(user=user, message=message)
        if rows.exists() == on:
            return
        if on:
            Favorite.objects.create(user=user, message=message)
        else:
            rows.delete()
        part = FavoritePart(room_id=message.room_id, message_id=message.pk, on=on)
        publish(user_topic(user.pk), MeFavoriteChanged(user_head=tick_person(user.pk), data=part))
