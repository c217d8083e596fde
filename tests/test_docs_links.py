"""What the pages point at exists: links with their headings, files, scripts, commands, functions."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
OUTSIDE = re.compile(r"^[a-z]+:")  # https:, mailto:
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
NAMED_FILE = re.compile(r"`((?:chat|hearth_chat|lily|frontend|tests|bench|docs|media|script|\.ci)/[\w./-]*\w)`")
MADE_LATER = ("frontend/dist", "frontend/node_modules")  # built, not kept
NAMED_FUNCTION = re.compile(r"`(?:\w+\.)*(\w+)\(\)`")

pages = pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors_of(page: Path) -> set[str]:
    """The names that headings get: lower case, spaces to hyphens, marks gone."""
    headings = re.findall(r"^#+ +(.+)$", FENCE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def is_broken(page: Path, link: str) -> bool:
    path, _, anchor = unquote(link).partition("#")
    target = page.parent / path if path else page
    return not target.exists() or bool(anchor and target.suffix == ".md" and anchor not in anchors_of(target))


@cache
def all_source() -> str:
    """Every source file, for looking names up in."""
    folders = ("chat", "hearth_chat", "lily", "tests", "bench", "frontend/src", "frontend/tools")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.*")]
    return "\n".join(read(path) for path in paths if path.suffix in {".py", ".ts", ".tsx", ".mjs"})


def test_there_are_pages() -> None:
    assert len(PAGES) > 20


@pages
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(FENCE.sub("", read(page))) if not OUTSIDE.match(link)]
    assert [link for link in links if is_broken(page, link)] == []


@pages
def test_every_named_file_exists(page: Path) -> None:
    named = [path for path in NAMED_FILE.findall(read(page)) if not path.startswith(MADE_LATER)]
    assert [path for path in named if not (ROOT / path).exists()] == []


@pages
def test_every_named_script_and_command_exists(page: Path) -> None:
    text = read(page)
    scripts = re.findall(r"(?<![\w/])(?:\./)?script/(\w+)", text)
    commands = re.findall(r"manage\.py (\w+)", text)
    modules = re.findall(r"python -m ((?:lily|bench)(?:\.\w+)?)", text)
    assert [name for name in scripts if not (ROOT / "script" / name).exists()] == []
    assert [name for name in commands if name not in get_commands()] == []
    assert [
        name
        for name in modules
        if not any((ROOT / name.replace(".", "/")).with_suffix(suffix).exists() for suffix in ("", ".py"))
    ] == []


@pages
def test_every_named_function_exists(page: Path) -> None:
    named = set(NAMED_FUNCTION.findall(read(page)))
    assert [name for name in sorted(named) if not re.search(rf"\b{name}\b", all_source())] == []
