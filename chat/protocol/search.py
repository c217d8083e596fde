"""Bodies about search."""

from chat.protocol.base import Frame, Id
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
    """`GET /api/search`: newest first. `words`: what was looked for, folded.

    `before`: ask with it for more; null when there is no more. There may be more after few hits, or none.
    """

    hits: list[SearchHit]
    words: list[str]
    before: Id | None
