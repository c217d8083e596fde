"""What every provider of words is: one class with one method, one error family."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal, Protocol

from django.utils.module_loading import import_string

from chat.ai.settings import AiSettings

ErrorKind = Literal["unreachable", "timeout", "refused", "busy", "broken", "nonsense", "empty"]


class ProviderError(Exception):
    """There is no answer. `kind` names the line `lily_<kind>` in `chat/texts/`; `again`: trying again can help."""

    def __init__(self, kind: ErrorKind) -> None:
        super().__init__(kind)
        self.kind = kind

    @property
    def again(self) -> bool:
        return self.kind != "refused"


@dataclass(frozen=True)
class Question:
    """What a provider is asked: the whole prompt, the settings in force, and for which room (a fair queue)."""

    prompt: str
    settings: AiSettings
    room_id: int


@dataclass(frozen=True)
class Piece:
    """A piece of the answer: text to append, or the model's name (once, when it is known)."""

    text: str = ""
    model: str = ""


class Provider(Protocol):
    """A provider of words."""

    def generate(self, question: Question) -> AsyncIterator[Piece]:
        """The answer, piece by piece. Raises ProviderError. Closing the iterator closes the connection."""
        ...

    async def close(self) -> None:
        """Let the connections go."""
        ...


def open_providers(paths: dict[str, str]) -> dict[str, Provider]:
    """One provider of each class that the settings name; they share a worker's event loop."""
    return {name: import_string(path)() for name, path in paths.items()}
