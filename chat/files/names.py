"""Names: what of a person's file name is kept, and the random ones in the storage."""

import re
import unicodedata
import uuid

MAX_FILE_NAME = 200  # code points
_ENDING = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,9})$")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # control marks, those that turn writing around, half characters


def ending_of(name: str) -> str:
    """The ending in lower case, without the dot; empty where there is none ("Notes of 10.15" has none)."""
    found = _ENDING.search(name)
    return found.group(1).lower() if found else ""


def clean_name(name: str) -> str:
    """The last part of a path without marks that cannot be seen."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(" " if mark.isspace() else mark for mark in last if unicodedata.category(mark) not in _UNSEEN)
    return " ".join(unicodedata.normalize("NFC", seen).split()).strip(". ")


def name_file(name: str, ending: str) -> str:
    """A name to show, with this ending, at most MAX_FILE_NAME long. `name` is clean."""
    known = ending_of(name)
    stem = name[: -len(known) - 1] if known else name
    return f"{stem[: MAX_FILE_NAME - len(ending) - 1].rstrip() or 'file'}.{ending}"


def random_name(folder: str, ending: str) -> str:
    """A name in the storage that nobody can guess and nobody has chosen."""
    stem = uuid.uuid4().hex
    return f"{folder}/{stem[:2]}/{stem}.{ending}"
