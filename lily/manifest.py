"""The models we know: ``models.toml`` parsed into types.

Here: reading and checking the list. Not here: where files lie (``store``), how they are fetched (``sources``).
"""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from lily.engine import ModelCard

MANIFEST_PATH = Path(__file__).with_name("models.toml")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WheelPart(Strict):
    """One file inside one wheel. The parts of a model are joined in the order of the list."""

    package: str
    version: str
    path: str


class Example(Strict):
    """A turn shown to the model before the talk, so that it sees how Lily speaks."""

    question: str
    answer: str


class Manner(Strict):
    """How a model is spoken to. ``sampling`` holds fields of llama.cpp; it and ``examples`` go by language."""

    stops: tuple[str, ...] = ()
    examples: dict[str, tuple[Example, ...]] = {}
    sampling: dict[str, dict[str, float]] = {}


class ModelEntry(Strict):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    display_name: str
    file: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\.gguf$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int  # bytes
    licence: str
    languages: tuple[str, ...]
    memory_mb: int  # resident, with a context of 2,048 tokens
    parts: tuple[WheelPart, ...]
    manner: Manner = Manner()

    @property
    def card(self) -> ModelCard:
        return ModelCard(self.id, self.display_name, self.languages, self.licence, self.memory_mb)


class Manifest(Strict):
    """``system`` is Lily's persona for a prompt that brings none. The order of ``model`` is the order of choice."""

    system: str
    model: tuple[ModelEntry, ...]

    def find(self, model_id: str) -> ModelEntry | None:
        return next((entry for entry in self.model if entry.id == model_id), None)

    def find_by_file(self, name: str) -> ModelEntry | None:
        return next((entry for entry in self.model if entry.file == name), None)


@cache
def read_manifest(path: Path = MANIFEST_PATH) -> Manifest:
    return Manifest.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
