"""Bodies about oneself: settings, web push, leaving the house."""

from typing import Annotated, Literal

from pydantic import Field

from chat.protocol.base import Frame, Name
from chat.protocol.shapes import (
    ClientAiSettings,
    Digest,
    Language,
    Motion,
    QuietHours,
    TextSize,
    Theme,
)


class PagePatch(Frame):
    """What is not given stays; null that is given means "as the device has it"."""

    theme: Theme | None = None
    text_size: TextSize | None = None
    motion: Motion | None = None


class SettingsPatch(Frame):
    """`PATCH /api/settings`: what is not given, or null, stays; a null `quiet` that is given ends the quiet hours."""

    name: Name | None = None
    avatar_seed: Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,32}$")] | None = None
    language: Language | None = None
    receipts: bool | None = None
    presence: bool | None = None
    page: PagePatch | None = None
    time_zone: Annotated[str, Field(max_length=64)] | None = None
    quiet: QuietHours | None = None
    digest: Digest | None = None
    client_ai_settings: ClientAiSettings | None = None


class NewPushSubscription(Frame):
    """`POST /api/push`: this browser wants to be told. `DELETE /api/push` with the same `endpoint` ends it."""

    endpoint: Annotated[str, Field(min_length=10, max_length=1_000, pattern=r"^https://")]
    p256dh: Annotated[str, Field(min_length=80, max_length=100, pattern=r"^[A-Za-z0-9_=-]+$")]
    auth: Annotated[str, Field(min_length=20, max_length=40, pattern=r"^[A-Za-z0-9_=-]+$")]


class OldPushSubscription(Frame):
    """`DELETE /api/push`."""

    endpoint: Annotated[str, Field(max_length=1_000)]


class AccountRemoval(Frame):
    """`POST /api/me/delete`. `name` is typed again so that nobody does it by a slip."""

    name: Annotated[str, Field(max_length=400)]
    messages: Literal["keep", "remove"]
