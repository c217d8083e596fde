"""Which engine, and bringing it up.

Here: the settings' choice of a model, checked before the server listens; building the engine, which takes seconds.
Not here: fetching from a registry (``fetch``): a server that starts never downloads wheels. ``hub:`` is the exception,
because its name is an explicit wish.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lily.dialogue import Dialogue
from lily.engine import Engine, ModelCard
from lily.engine_echo import ECHO_CARD, EchoEngine
from lily.engine_llama import LlamaEngine
from lily.manifest import Manifest, Manner, ModelEntry
from lily.settings import Settings
from lily.sources import HubFile, download_from_hub
from lily.store import ModelStore


class ModelMissingError(Exception):
    """The model asked for is not here. The message says what to do."""


@dataclass(frozen=True)
class ModelChoice:
    """A model by name, and how it is loaded. ``load`` blocks; raises ModelLoadError or SourceError."""

    card: ModelCard
    load: Callable[[], Engine]


def choose_model(settings: Settings, manifest: Manifest) -> ModelChoice:
    """LILY_MODEL_PATH, then LILY_MODEL, then the first of the manifest that was fetched. Raises ModelMissingError."""
    if settings.model_path:
        return choose_file(settings.model_path.expanduser(), settings, manifest)
    if settings.model == "echo":
        return choose_echo(settings)
    if settings.model.startswith("hub:"):
        return choose_hub(settings.model, settings, manifest)
    entries = manifest.model
    if settings.model:
        entry = manifest.find(settings.model)
        if entry is None:
            known = ", ".join(known.id for known in entries)
            raise ModelMissingError(f"LILY_MODEL={settings.model} is not known. Known: {known}, hub:..., echo")
        entries = (entry,)
    store = ModelStore(settings.models_dir)
    for entry in entries:
        if store.holds(entry):
            return choose_entry(entry, store.locate(entry), settings, manifest)
    wish = f" --model {settings.model}" if settings.model else ""
    raise ModelMissingError(f"No model in {settings.models_dir}. Fetch one: python -m lily.fetch{wish}")


def choose_echo(settings: Settings) -> ModelChoice:
    return ModelChoice(ECHO_CARD, lambda: EchoEngine(settings.echo_delay_ms / 1000, settings.echo_load_ms / 1000))


def choose_file(path: Path, settings: Settings, manifest: Manifest) -> ModelChoice:
    """Any GGUF. One that has the name of a model we know is spoken to as that model."""
    if not path.is_file():
        raise ModelMissingError(f"LILY_MODEL_PATH={path} is not a file")
    if entry := manifest.find_by_file(path.name):
        return choose_entry(entry, path, settings, manifest)
    card = ModelCard(path.stem, path.stem)
    return ModelChoice(card, lambda: load_llama(path, card, Dialogue(manifest.system, Manner()), settings))


def choose_hub(name: str, settings: Settings, manifest: Manifest) -> ModelChoice:
    wanted = HubFile.parse(name)
    card = ModelCard(name.removeprefix("hub:"), Path(wanted.file).stem)
    dialogue = Dialogue(manifest.system, Manner())
    return ModelChoice(card, lambda: load_llama(download_from_hub(wanted, settings), card, dialogue, settings))


def choose_entry(entry: ModelEntry, path: Path, settings: Settings, manifest: Manifest) -> ModelChoice:
    dialogue = Dialogue(manifest.system, entry.manner)
    return ModelChoice(entry.card, lambda: load_llama(path, entry.card, dialogue, settings))


def load_llama(path: Path, card: ModelCard, dialogue: Dialogue, settings: Settings) -> Engine:
    return LlamaEngine(
        path, card, dialogue, threads=settings.cpu_threads, context=settings.context, slots=settings.slots
    )
