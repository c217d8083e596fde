"""What the server itself says to people, in Korean and English; a file a noun.

The page's words are in `frontend/src/lib/locales`.
"""

from dataclasses import dataclass, field
from typing import Any

from chat.texts import accounts, attachments, lily, mails, notifications, rooms, safety, search, wire

_NOUNS = (wire, lily, rooms, accounts, mails, attachments, notifications, safety, search)
_TEXTS: dict[str, dict[str, str]] = {
    language: {key: line for noun in _NOUNS for key, line in noun.TEXTS[language].items()} for language in ("en", "ko")
}


@dataclass(frozen=True)
class Line:
    """A line inside a line; said in the language of the outer one."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)


def say(key: str, language: str | None, **values: Any) -> str:
    """The line `key` in Korean where `language` begins with "ko", else in English."""
    texts = _TEXTS["ko" if (language or "").startswith("ko") else "en"]
    said = {
        name: say(value.key, language, **value.values) if isinstance(value, Line) else value
        for name, value in values.items()
    }
    return texts[key].format(**said)


def text_keys(language: str) -> set[str]:
    """Every key of one language; a test holds both equal."""
    return set(_TEXTS[language])
