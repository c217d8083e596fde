"""The cache folder of weights: what is there, and how a file gets in.

Here: paths, stamps, atomic writes. Not here: where the bytes come from. A file counts only with its stamp, and the
stamp is written last: nothing half-written ever looks complete.
"""

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lily.manifest import ModelEntry

STALE_S = 3600


class WrongContentError(Exception):
    """The bytes are not those the manifest names."""


class ModelStore:
    """Weights of one user, shared by every clone: ``<root>/<model id>/<file>`` and ``<file>.stamp`` beside it."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def locate(self, entry: ModelEntry) -> Path:
        return self._root / entry.id / entry.file

    def holds(self, entry: ModelEntry) -> bool:
        """True when the file is the one that was hashed when it came in: size, time and recorded hash agree."""
        path = self.locate(entry)
        try:
            found = path.stat()
            stamp = json.loads(_stamp_of(path).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return bool(found.st_size == entry.size and stamp == _build_stamp(entry.sha256, found))

    def adopt(self, entry: ModelEntry) -> bool:
        """Hash a file without a (fitting) stamp once, and stamp it if it is right. False: there is no such file."""
        path = self.locate(entry)
        if not path.is_file() or path.stat().st_size != entry.size:
            return False
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != entry.sha256:
                return False
        self._write_stamp(path, entry.sha256)
        return True

    def add(self, entry: ModelEntry, blocks: Iterable[bytes]) -> Path:
        """Write the blocks, compare the hash, and only then give the file its name. Raises WrongContentError."""
        path = self.locate(entry)
        with self.open_workshop() as workshop:
            partial = workshop / entry.file
            digest = hashlib.sha256()
            size = 0
            with partial.open("wb") as out:
                for block in blocks:
                    size += len(block)
                    if size > entry.size:
                        raise WrongContentError(f"{entry.file} is larger than the {entry.size} bytes it should have")
                    digest.update(block)
                    out.write(block)
                out.flush()
                os.fsync(out.fileno())
            if digest.hexdigest() != entry.sha256:
                raise WrongContentError(f"{entry.file} has the SHA-256 {digest.hexdigest()}, not {entry.sha256}")
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.replace(path)
        self._write_stamp(path, entry.sha256)
        return path

    def sweep(self) -> None:
        """Remove workshops that a killed process left behind."""
        for workshop in self._root.glob(".partial-*"):
            if time.time() - workshop.stat().st_mtime > STALE_S:
                shutil.rmtree(workshop, ignore_errors=True)

    @contextmanager
    def open_workshop(self) -> Iterator[Path]:
        """A folder on the same disk that is gone afterwards, whatever happens."""
        self._root.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=".partial-", dir=self._root))
        try:
            yield workshop
        finally:
            shutil.rmtree(workshop, ignore_errors=True)

    def _write_stamp(self, path: Path, sha256: str) -> None:
        partial = path.with_name(f".{path.name}.stamp-{os.getpid()}")
        with partial.open("w", encoding="utf-8") as out:
            json.dump(_build_stamp(sha256, path.stat()), out)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(_stamp_of(path))


def _stamp_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.stamp")


def _build_stamp(sha256: str, found: os.stat_result) -> dict[str, object]:
    return {"sha256": sha256, "size": found.st_size, "mtime_ns": found.st_mtime_ns}
