"""What an engine is: the values that go in and come out, and the one method.

Here: pure value types and the protocol. Not here: any runtime (``engine_llama``, ``engine_echo``), HTTP, waiting.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Literal, Protocol

FinishReason = Literal["stop", "length", "cancelled"]


@dataclass(frozen=True)
class ModelCard:
    """What a caller may know about a model. No languages: nobody has said, so it is asked anything."""

    model_id: str
    display_name: str
    languages: tuple[str, ...] = ()
    licence: str = ""
    memory_mb: int = 0


@dataclass(frozen=True)
class GenerateRequest:
    prompt: str
    max_new_tokens: int
    do_sample: bool = False
    temperature: float = 0.7
    top_p: float = 0.9


@dataclass(frozen=True)
class Outcome:
    """A finished answer. Times are milliseconds and follow each other: tokenise, first token, decode."""

    text: str
    prompt_tokens: int
    completion_tokens: int
    finish_reason: FinishReason
    timings: dict[str, float] = field(default_factory=dict)


class Engine(Protocol):
    """A loaded model. ``generate`` blocks its thread and may be called from several at once."""

    card: ModelCard

    def generate(self, request: GenerateRequest, on_text: Callable[[str], None], stop: Event) -> Outcome:
        """Write an answer, handing each new piece of text on at once; end soon after ``stop`` is set.

        Raises LilyError when the model cannot take the request.
        """
        ...

    def close(self) -> None: ...
