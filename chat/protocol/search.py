"""Bodies about search."""

from chat.protocol.base import Frame
from chat.protocol.shapes import MessageData


class Span(Frame):
    """A found place in a message's text, in code points: from `start` up to, without, `end`."""

    start: int
    end: int


class SearchHit(Frame):
    """A message and where in it the words stand."""

    message: MessageData
    room_name: str
    highlights: list[Span]


class SearchAnswer(Frame):
    """`GET /api/search`: newest first; `before` the last one's id for more. `words`: what was looked for."""

    hits: list[SearchHit]
    words: list[str]
    has_before: bool
