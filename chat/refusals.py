"""What the house says when it does not do a thing: one family, one code of the wire each, and nobody is told more."""

from typing import Any

from chat.protocol.events import ErrorCode


class Refused(Exception):
    """A command or call that did nothing.

    `key` names the line in `chat/texts/` (the code itself when there is no better one), `values` fill it,
    `retry_after` is in seconds where sending again later can help.
    """

    def __init__(
        self, code: ErrorCode, key: str | None = None, *, retry_after: float | None = None, **values: Any
    ) -> None:
        super().__init__(code)
        self.code = code
        self.key = key or code
        self.retry_after = retry_after
        self.values = values


class NotFound(Refused):
    """No such thing, or not for this person: both look the same."""

    def __init__(self) -> None:
        super().__init__("not_found")
