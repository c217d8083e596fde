"""What every frame and body shares: strictness, the types of ids and times. No frame of its own."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

MAX_SAFE_INTEGER = 2**53 - 1  # the largest integer a JavaScript number holds exactly
MAX_TEXT = 8_000
MAX_NAME = 40
MAX_REF = 64
MAX_EMOJI = 32  # code points: a family with skin tones has 11
MAX_SIGNAL = 32 * 1024  # bytes of a WebRTC payload


class Frame(BaseModel):
    """A frozen object of the wire: no field is optional, none is unknown, nothing is coerced."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def format_time(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as every time on the wire."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _parse_time(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


_CONTROLS = {code: None for code in range(32) if chr(code) not in "\n\t"} | {127: None, ord("\r"): "\n"}


def clean_text(text: str) -> str:
    """Words without control characters (line breaks and tabs stay), without space around them."""
    return text.replace("\r\n", "\n").translate(_CONTROLS).strip()


def clean_line(text: str) -> str:
    """One line: runs of white space become one space."""
    return " ".join(clean_text(text).split())


def _check_length(name: str) -> str:
    """A name has 1 to 40 code points once it is cleaned."""
    if not 1 <= len(name) <= MAX_NAME:
        message = f"a name has 1 to {MAX_NAME} characters"
        raise ValueError(message)
    return name


Id = Annotated[int, Field(ge=1, le=MAX_SAFE_INTEGER)]
Seq = Annotated[int, Field(ge=0, le=MAX_SAFE_INTEGER)]
Time = Annotated[
    datetime,
    BeforeValidator(_parse_time),
    PlainSerializer(format_time, return_type=Annotated[str, Field(json_schema_extra={"format": "date-time"})]),
]
Ref = Annotated[str, Field(min_length=1, max_length=MAX_REF)]
Uuid = Annotated[UUID, Field(strict=False)]  # over HTTP the text is already a string when it gets here
ClientId = Uuid
Name = Annotated[str, Field(max_length=400), AfterValidator(clean_line), AfterValidator(_check_length)]
Text = Annotated[str, AfterValidator(clean_text)]


def _check_emoji(emoji: str) -> str:
    """One emoji, not a word: no letters, digits alone, spaces or controls."""
    if not emoji or any(char.isspace() or char.isalpha() or ord(char) < 35 for char in emoji) or emoji.isdigit():
        message = "must be one emoji"
        raise ValueError(message)
    return emoji


Emoji = Annotated[str, Field(max_length=MAX_EMOJI), AfterValidator(_check_emoji)]
