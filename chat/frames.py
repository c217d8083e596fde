"""From the text of a socket frame to a command, or to an error that names the field."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, from_json

from chat.protocol.base import MAX_REF
from chat.protocol.commands import COMMAND, Command
from chat.protocol.events import ErrorCode
from chat.refusals import Refused
from chat.texts import Line

_VALUE_ERRORS = {
    "a name has": "field_name",
    "a room's name has": "field_room_name",
    "a topic has": "field_topic",
    "must not be empty": "field_empty",
    "one emoji": "field_emoji",
    "32 KiB": "field_large",
    "two characters or more": "search_short",
    "a day or a time": "search_day",
}  # what our own validators say
_REASONS = {
    "missing": "field_missing",
    "extra_forbidden": "field_unknown",
    "string_too_long": "field_too_long",
    "string_too_short": "field_too_short",
    "too_long": "field_too_long",
}


class FrameError(Refused):
    """A frame that is no command. `ref` where it could be read."""

    def __init__(self, code: ErrorCode, key: str, *, ref: str | None = None, **values: Any) -> None:
        super().__init__(code, key, **values)
        self.ref = ref


def describe_error(error: ErrorDetails) -> Line:
    """Why a field is wrong, as a line in whatever language it will be read."""
    if error["type"] == "value_error":
        return Line(next((line for words, line in _VALUE_ERRORS.items() if words in error["msg"]), "field_invalid"))
    context = error.get("ctx", {})
    limit = context.get("max_length", context.get("min_length", ""))
    return Line(_REASONS.get(error["type"], "field_invalid"), {"limit": limit})


def parse_command(text: str | None, most_bytes: int) -> Command:
    """Parse one frame. Raises FrameError: too_large, bad_frame, unknown_type."""
    if text is None:
        raise FrameError("bad_frame", "bad_frame")
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise FrameError("bad_frame", "bad_frame") from None
    if size > most_bytes:
        raise FrameError("too_large", "too_large", limit="128 KiB")
    try:
        return COMMAND.validate_json(text)
    except ValidationError as error:
        raise _explain(text, error.errors(include_url=False)[0]) from None


def _explain(text: str, error: ErrorDetails) -> FrameError:
    try:
        frame = from_json(text)
    except ValueError:
        frame = None
    if not isinstance(frame, dict):
        return FrameError("bad_frame", "bad_frame")
    given = frame.get("ref")
    ref = given if isinstance(given, str) and 1 <= len(given) <= MAX_REF else None
    if error["type"] == "union_tag_not_found":
        return FrameError("bad_frame", "bad_frame", ref=ref)
    if error["type"] == "union_tag_invalid":
        return FrameError("unknown_type", "unknown_type", ref=ref, type=str(frame.get("type"))[:MAX_REF])
    field = ".".join(str(part) for part in error["loc"][1:])[:MAX_REF] or "type"
    return FrameError("bad_frame", "bad_field", ref=ref, field=field, reason=describe_error(error))
