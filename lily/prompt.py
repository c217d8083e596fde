"""From the plain prompt of a caller to what is said to a model, and back.

Here: pure functions over text: reading Hearth's prompt, choosing the language, shortening, cleaning the head of an
answer. Not here: tokens, templates of a model, words of a model (``models.toml``).

Hearth's prompt is one line of persona, some lines ``Name: text``, and ``Lily:`` with nothing behind it. Any other text
is taken as a question without persona or names.
"""

import re
from dataclasses import dataclass, replace

NAMED_LINE = re.compile(r"^(?P<name>[^\s:.,!?][^:.,!?]{0,39}): (?P<text>.*)$")
OPEN_LINE = re.compile(r"^(?P<name>[^\s:.,!?][^:.,!?]{0,39}):$")
CONTROL_TOKEN = re.compile(r"<\|[^|<>]{0,40}\|>|</?s>")
HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
LATIN = re.compile(r"[A-Za-z]")
SENTENCE_END = re.compile(r"(?<=[!?.])\s+(?=\S)")
SHORT_OPENING = 16  # characters

HONEST_LINES = {
    "ko": "미안해요, 저는 아직 한국어를 잘 쓰지 못해요. 영어로 말을 걸어 주시면 기쁘게 대답할게요.",
    "en": "I am sorry, I cannot write English yet.",
}


@dataclass(frozen=True)
class Conversation:
    """``earlier`` holds lines with their names; ``question`` is the last line without one."""

    persona: str
    earlier: tuple[str, ...]
    question: str
    names: tuple[str, ...] = ()
    answerer: str = "Lily"


def parse_prompt(prompt: str) -> Conversation:
    """Read a prompt. Control tokens of chat templates are taken out: text of a visitor must not open a turn."""
    lines = CONTROL_TOKEN.sub("", prompt).strip().splitlines()
    last = OPEN_LINE.match(lines[-1].strip()) if len(lines) > 1 else None
    if last is None:
        return Conversation("", (), "\n".join(lines).strip())
    persona: list[str] = []
    talk: list[str] = []
    names: list[str] = []
    for line in filter(str.strip, lines[:-1]):
        if named := NAMED_LINE.match(line):
            talk.append(line.strip())
            names.append(named["name"])
        elif talk:  # a message of several lines
            talk[-1] += "\n" + line
        else:
            persona.append(line.strip())
    if not talk:  # no line has a name: the last one is the question
        talk = persona[-1:]
        persona = persona[:-1]
    return Conversation(
        persona="\n".join(persona),
        earlier=tuple(talk[:-1]),
        question=strip_name(talk[-1], names[-1:]) if talk else "",
        names=tuple(dict.fromkeys(names)),
        answerer=last["name"],
    )


def strip_name(line: str, names: list[str]) -> str:
    for name in names:
        line = line.removeprefix(f"{name}: ")
    return line.strip()


def shorten_conversation(talk: Conversation, keep: float) -> Conversation:
    """Keep about that share (0..1) of the text: oldest lines go first, then the question's start."""
    room = int(keep * (sum(map(len, talk.earlier)) + len(talk.question)))
    earlier: list[str] = []
    left = room - len(talk.question)
    for line in reversed(talk.earlier):
        left -= len(line)
        if left < 0:
            break
        earlier.insert(0, line)
    question = talk.question[-room:] if room < len(talk.question) else talk.question
    return replace(talk, earlier=tuple(earlier), question=question)


def detect_language(text: str) -> str:
    """Korean or English by letters. A Hangul syllable is two or three letters long, hence its weight of two."""
    hangul = len(HANGUL.findall(text))
    return "ko" if hangul and 2 * hangul >= len(LATIN.findall(text)) else "en"


def focus_question(text: str) -> str:
    """Leave out a short opening in the other language ("안녕, Lily! Tell us a story").

    A small model answers noise to a line of two languages.
    """
    opening, *rest = SENTENCE_END.split(text, maxsplit=1)
    if rest and len(opening) <= SHORT_OPENING and detect_language(opening) != detect_language(rest[0]):
        return rest[0]
    return text


def find_honest_line(languages: tuple[str, ...], question: str) -> str | None:
    """What Lily says instead of noise when her model cannot write the language of the question; None when it can."""
    language = detect_language(question)
    return None if not languages or language in languages else HONEST_LINES[language]


class HeadCleaner:
    """Takes blanks and a repeated ``Lily:`` or ``Minji:`` off the start of a streamed answer."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._prefixes = tuple(f"{name}:" for name in names)
        self._held: str | None = ""

    def feed(self, piece: str) -> str:
        """Give back what may be shown now; while the start could still become a name it is held."""
        if self._held is None:
            return piece
        self._held = (self._held + piece).lstrip()
        for prefix in self._prefixes:
            if self._held.startswith(prefix):
                self._held = self._held[len(prefix) :].lstrip()
        if not self._held or any(prefix.startswith(self._held) for prefix in self._prefixes):
            return ""
        return self.flush()

    def flush(self) -> str:
        """The answer ends or its start is known: what was held is text."""
        held, self._held = self._held or "", None
        return held
