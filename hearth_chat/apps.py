"""App configuration. It only says when things happen; what happens is in `chat`."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChatConfig(AppConfig):
    """The product."""

    name = "chat"
    verbose_name = "Hearth Chat"

    def ready(self) -> None:
        post_migrate.connect(_light_fire, sender=self)


def _light_fire(**_: Any) -> None:
    """After every migration the house has its fireplace (idempotent)."""
    from chat.actions.house import light_fire  # models are not loaded when this module is

    light_fire()
