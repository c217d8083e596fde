"""Fetching weights: wheels made here, a local hub, no network."""

import hashlib
import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from lily.fetch import fetch_first
from lily.manifest import ModelEntry, WheelPart, read_manifest
from lily.sources import HubFile, SourceError
from lily.store import ModelStore
from tests.lily.running import OWN_NAMES, ROOT

HALVES = (b"GGUF" + b"a" * 5000, b"b" * 3000)
WEIGHTS = b"".join(HALVES)
SHA = hashlib.sha256(WEIGHTS).hexdigest()


def make_wheels(folder: Path) -> None:
    """Two real wheels, small_weights_1 and _2, with half a model each."""
    for number, half in enumerate(HALVES, start=1):
        name = f"small_weights_{number}"
        info = f"{name}-1.0.dist-info"
        with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", "raise RuntimeError('this code must never run')")
            wheel.writestr(f"{name}/half.bin", half)
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")


def make_entry(model_id: str = "small", sha256: str = SHA, size: int = len(WEIGHTS)) -> ModelEntry:
    parts = [WheelPart(package=f"small_weights_{n}", version="1.0", path=f"small_weights_{n}/half.bin") for n in (1, 2)]
    return ModelEntry(
        id=model_id,
        display_name=model_id.title(),
        file="small.gguf",
        sha256=sha256,
        size=size,
        licence="MIT",
        languages=("en",),
        memory_mb=1,
        parts=tuple(parts),
    )


class LocalWheels:
    """Copies wheels made here where pip would put them, and remembers what was asked."""

    def __init__(self, folder: Path) -> None:
        make_wheels(folder)
        self._folder = folder
        self.asked: list[str] = []

    def __call__(self, part: WheelPart, folder: Path) -> Path:
        self.asked.append(part.package)
        name = f"{part.package}-{part.version}-py3-none-any.whl"
        if not (self._folder / name).exists():
            raise SourceError(f"{part.package} is gone", retryable=False)
        (folder / name).write_bytes((self._folder / name).read_bytes())
        return folder / name


@pytest.fixture
def wheels(tmp_path: Path) -> LocalWheels:
    folder = tmp_path / "wheels"
    folder.mkdir()
    return LocalWheels(folder)


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models")


def list_files(store: ModelStore, entry: ModelEntry) -> set[str]:
    root = store.locate(entry).parents[1]
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_the_parts_are_joined_and_only_the_weights_are_kept(wheels: LocalWheels, store: ModelStore) -> None:
    entry = make_entry()
    assert fetch_first([entry], store, wheels)
    assert store.locate(entry).read_bytes() == WEIGHTS
    assert list_files(store, entry) == {"small/small.gguf", "small/small.gguf.stamp"}


def test_a_second_call_fetches_nothing(wheels: LocalWheels, store: ModelStore) -> None:
    assert fetch_first([make_entry()], store, wheels)
    assert fetch_first([make_entry()], store, wheels)
    assert wheels.asked == ["small_weights_1", "small_weights_2"]


@pytest.mark.parametrize("wrong", [{"sha256": "0" * 64}, {"size": 100}])
def test_wrong_content_is_thrown_away_and_the_next_is_taken(
    wheels: LocalWheels, store: ModelStore, capsys: pytest.CaptureFixture[str], wrong: dict[str, object]
) -> None:
    bad, good = make_entry("bad", **wrong), make_entry("good")  # type: ignore[arg-type]
    assert fetch_first([bad, good], store, wheels)
    assert not store.holds(bad)
    assert list_files(store, good) == {"good/small.gguf", "good/small.gguf.stamp"}
    said = capsys.readouterr().out
    assert "Bad is not what it should be" in said
    assert "Taking the next in the list: Good" in said


def test_a_vanished_package_leaves_nothing_half_written(
    wheels: LocalWheels, store: ModelStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wheels" / "small_weights_2-1.0-py3-none-any.whl").unlink()
    entry = make_entry()
    assert not fetch_first([entry], store, wheels)
    assert not store.holds(entry)
    assert list_files(store, entry) == set()
    assert "small_weights_2 is gone" in capsys.readouterr().out


def test_a_file_changed_afterwards_counts_no_more(wheels: LocalWheels, store: ModelStore) -> None:
    entry = make_entry()
    fetch_first([entry], store, wheels)
    store.locate(entry).write_bytes(WEIGHTS[:-1] + b"x")
    assert not store.holds(entry)
    assert fetch_first([entry], store, wheels)
    assert store.locate(entry).read_bytes() == WEIGHTS


def test_a_right_file_without_a_stamp_is_hashed_once_and_adopted(wheels: LocalWheels, store: ModelStore) -> None:
    entry = make_entry()
    store.locate(entry).parent.mkdir(parents=True)
    store.locate(entry).write_bytes(WEIGHTS)
    assert not store.holds(entry)
    assert fetch_first([entry], store, wheels)
    assert store.holds(entry)
    assert wheels.asked == []


def test_what_a_killed_fetch_left_is_swept_away_after_a_while(wheels: LocalWheels, store: ModelStore) -> None:
    entry = make_entry()
    root = store.locate(entry).parents[1]
    for name, age_s in (("old", 7200), ("young", 60)):
        (root / f".partial-{name}").mkdir(parents=True)
        os.utime(root / f".partial-{name}", (time.time() - age_s,) * 2)
    fetch_first([entry], store, wheels)
    assert not (root / ".partial-old").exists()
    assert (root / ".partial-young").exists()


def run_fetch(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(OWN_NAMES)}
    command = [sys.executable, "-m", "lily.fetch", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**env, **settings}, capture_output=True, text=True, check=False)


def test_the_command_fetches_by_pip(wheels: LocalWheels, tmp_path: Path) -> None:
    parts = ", ".join(
        f'{{package = "small_weights_{n}", version = "1.0", path = "small_weights_{n}/half.bin"}}' for n in (1, 2)
    )
    manifest = tmp_path / "models.toml"
    manifest.write_text(
        f'system = "x"\n[[model]]\nid = "small"\ndisplay_name = "Small"\nfile = "small.gguf"\nsha256 = "{SHA}"\n'
        f'size = {len(WEIGHTS)}\nlicence = "MIT"\nlanguages = ["en"]\nmemory_mb = 1\nparts = [{parts}]\n'
    )
    settings = {
        "XDG_CACHE_HOME": str(tmp_path),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(tmp_path / "wheels"),
    }
    done = run_fetch("--manifest", str(manifest), **settings)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "part 2 of 2" in done.stdout
    assert (tmp_path / "hearth-chat" / "models" / "small" / "small.gguf").read_bytes() == WEIGHTS
    unknown = run_fetch("--manifest", str(manifest), "--model", "other", **settings)
    assert unknown.returncode == 1
    assert "Known: small" in unknown.stdout


class LocalHub(BaseHTTPRequestHandler):
    """The two calls that huggingface_hub makes for one file."""

    def do_HEAD(self) -> None:
        self._answer(b"")

    def do_GET(self) -> None:
        self._answer(WEIGHTS)

    def _answer(self, body: bytes) -> None:
        found = self.path == "/someone/small-gguf/resolve/v1/q4/small.gguf"
        self.send_response(200 if found else 404)
        self.send_header("ETag", f'"{SHA}"')
        self.send_header("X-Repo-Commit", "a" * 40)
        self.send_header("Content-Length", str(len(WEIGHTS) if found else 0))
        self.end_headers()
        self.wfile.write(body if found else b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Quiet."""


@pytest.fixture
def hub() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), LocalHub) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_a_hub_name_is_fetched_from_the_hub(hub: str, tmp_path: Path) -> None:
    settings = {"HF_ENDPOINT": hub, "XDG_CACHE_HOME": str(tmp_path), "HF_HOME": str(tmp_path / "hf")}
    done = run_fetch("--model", "hub:someone/small-gguf/q4/small.gguf@v1", **settings)
    assert done.returncode == 0, done.stdout + done.stderr
    path = Path(done.stdout.split("is ready: ")[1].strip())
    assert path.read_bytes() == WEIGHTS
    assert tmp_path / "hearth-chat" / "models" / "hub" in path.parents
    missing = run_fetch("--model", "hub:someone/other/small.gguf@v1", **settings)
    assert missing.returncode == 1
    assert "the hub" in missing.stdout
    assert "Traceback" not in missing.stderr


def test_a_hub_name_is_taken_apart() -> None:
    assert HubFile.parse("hub:a/b/c/d.gguf@main") == HubFile("a/b", "c/d.gguf", "main")
    assert HubFile.parse("hub:a/b/d.gguf").revision == "main"
    with pytest.raises(SourceError, match="is not hub:"):
        HubFile.parse("hub:a/b")


def test_the_manifest_names_every_part_and_a_licence() -> None:
    manifest = read_manifest()
    assert [entry.id for entry in manifest.model] == ["qwen2.5-coder-0.5b", "smollm2-135m"]
    assert all(entry.licence == "Apache-2.0" and entry.parts and entry.memory_mb for entry in manifest.model)
