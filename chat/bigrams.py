"""Text as search sees it: normalised, cut into pairs of characters. No table, no query.

Neither SQLite's trigrams nor MariaDB's words find two Korean syllables, so both databases index these pairs. A pair is
written as the hexadecimal numbers of its two code points: one word for every parser, longer than the shortest word that
MariaDB indexes (3), and never one of its stop words.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from chat.protocol.search import Span

_VOWELS_AND_FINALS = range(0x1160, 0x1200)  # Hangul letters that join the one before them
_VOICING = {0xFF9E, 0xFF9F}  # halfwidth Katakana marks that do so, though they do not count as combining
_HALFWIDTH_VOWELS = range(0xFFC2, 0xFFDD)


@dataclass(frozen=True)
class Normalised:
    """Folded text; `starts[i]`, `ends[i]` are where its i-th character came from. None: the places are the same."""

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def find_spans(self, words: list[str]) -> list[Span]:
        """Every place of the words in the original text, in order; places that touch or overlap are one."""
        spans: list[Span] = []
        for start, end in sorted(place for word in words for place in self._find(word)):
            if spans and start <= spans[-1].end:
                spans[-1] = Span(start=spans[-1].start, end=max(end, spans[-1].end))
            else:
                spans.append(Span(start=start, end=end))
        return spans

    def _find(self, word: str) -> Iterator[tuple[int, int]]:
        at = self.text.find(word)
        while at >= 0:
            last = at + len(word) - 1
            yield (at, last + 1) if self.starts is None or self.ends is None else (self.starts[at], self.ends[last])
            at = self.text.find(word, last + 1)


def normalise(text: str) -> Normalised:
    """NFKC and case folded, white space as single spaces; the same for what is written and what is looked for."""
    if unicodedata.is_normalized("NFKC", text) and " ".join(text.split()) == text:
        folded = text.casefold()
        if len(folded) == len(text):
            return Normalised(folded)
    return _normalise_slowly(text)


def fold(text: str) -> str:
    """The normalised text alone, without space around it."""
    return normalise(text).text.strip()


def list_pairs(text: str) -> list[str]:
    """The words for the index: every pair of neighbours once, space left out, so that a phrase has its pairs too."""
    solid = text.replace(" ", "")
    return list(dict.fromkeys(map(_name_pair, solid, solid[1:])))


@lru_cache(maxsize=65_536)
def _name_pair(first: str, second: str) -> str:
    return f"{ord(first):02x}{ord(second):02x}"


def _normalise_slowly(text: str) -> Normalised:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFKC", text[start:end]).casefold()
        piece = piece if not piece.isspace() else " "
        if piece == " " and pieces and pieces[-1] == " ":
            ends[-1] = end
            continue
        pieces.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return Normalised("".join(pieces), starts, ends)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """A character with the marks and letters that join it: what normalising may make one of."""
    start = 0
    for at in range(1, len(text)):
        if not _joins(text[at]):
            yield start, at
            start = at
    if text:
        yield start, len(text)


def _joins(char: str) -> bool:
    code = ord(char)
    if code < 0x300:
        return False
    return (
        unicodedata.combining(char) != 0 or code in _VOWELS_AND_FINALS or code in _VOICING or code in _HALFWIDTH_VOWELS
    )
