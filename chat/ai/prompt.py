"""The words that go to the model and what is kept of those that come back. Pure; the prompt stays small."""

import re
from collections.abc import Sequence

from chat.protocol.base import clean_text

LILY_NAME = "Lily"
_PERSONA = (
    "You are Lily, a warm companion who sits by the fire. "
    "Answer the last line kindly, in its own language, in two or three sentences."
)
MOST_LINE = 500  # characters of an earlier line; the question itself is sent whole
_PREFIX = re.compile(r"^\s*(?:Lily|릴리)\s*[:：]\s*", re.IGNORECASE)


def build_prompt(lines: Sequence[tuple[str, str]], question: tuple[str, str]) -> str:
    """One line of persona, the last lines of the room as "Name: words", the question, and Lily's turn."""
    earlier = [f"{_flat(name)}: {_flat(text)[:MOST_LINE]}" for name, text in lines]
    name, text = question
    return "\n".join([_PERSONA, *earlier, f"{_flat(name)}: {_flat(text)}", f"{LILY_NAME}:"])


def clean_answer(text: str, names: Sequence[str] = ()) -> str:
    """Lily's own words: without her name in front, and only up to where the model begins to speak for others.

    Half a surrogate pair (a piece may end in its middle) becomes a replacement character; controls go.
    """
    text = _PREFIX.sub("", clean_text(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")))
    others = [re.escape(_flat(name)) for name in (*names, LILY_NAME) if name]
    stop = re.search(rf"\n\s*(?:{'|'.join(others)})\s*[:：]", text)
    return (text[: stop.start()] if stop else text).strip()


def _flat(text: str) -> str:
    return " ".join(text.split())
