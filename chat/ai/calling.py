"""Whether a line calls Lily. Pure."""

import re

_LATIN = r"(?<![A-Za-z])lily(?![A-Za-z])"
_HANGUL = r"(?<![가-힣])릴리(?!즈|스|프|퍼|언트|언스)"  # not inside another word: 브릴리언트, 릴리즈
_NAME = re.compile(f"{_LATIN}|{_HANGUL}", re.IGNORECASE)


def names_lily(text: str) -> bool:
    """Whether the text says @Lily, Lily or 릴리 as a word of its own (with or without @, with Korean particles)."""
    return _NAME.search(text) is not None


def calls_lily(*, mode: str, text: str, to_lily: bool, alone: bool) -> bool:
    """Whether Lily should answer, by the room's mode: off; called (named, or a reply to her); company (also alone)."""
    if mode == "off":
        return False
    return names_lily(text) or to_lily or (mode == "company" and alone)
