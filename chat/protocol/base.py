"""What every frame and body shares: strictness, the types of ids and times. No frame of its own."""

import unicodedata
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

MAX_SAFE_INTEGER = 2**53 - 1  # the largest integer a JavaScript number holds exactly
MAX_TEXT = 8_000
MAX_NAME = 40
MAX_ROOM_NAME = 80
MAX_TOPIC = 200
MAX_REASON = 500
MAX_CAPACITY = 10_000
MAX_ATTACHMENTS = 10  # of one message
MAX_REF = 64
MAX_EMOJI = 32  # code points: a family with skin tones has 11
MAX_SIGNAL = 32 * 1024  # bytes of a WebRTC payload


class Frame(BaseModel):
    """A frozen object of the wire: no field is optional, none is unknown, nothing is coerced."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def format_time(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as every time on the wire."""
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return utc.isoformat(timespec="milliseconds")[: -len("+00:00")] + "Z"


def _parse_time(value: object) -> object:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(moment, datetime) and moment.tzinfo is None:
        message = "needs a time zone"
        raise ValueError(message)
    try:
        return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
    except OverflowError:
        message = "is beyond the calendar"
        raise ValueError(message) from None


_CONTROLS = {code: None for code in [*range(32), *range(127, 160)] if chr(code) not in "\n\t"} | {ord("\r"): "\n"}
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # they turn the words of others around
_BLANKS = {0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0}  # letters that show nothing


def clean_text(text: str) -> str:
    """Words without control and direction characters (line breaks and tabs stay), without space around them."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        message = "is not valid Unicode"
        raise ValueError(message)
    return text.replace("\r\n", "\n").translate(_CONTROLS | _DIRECTIONS).strip()


def shows_something(text: str) -> bool:
    """Whether there is anything to see in it."""
    return any(ord(char) not in _BLANKS and unicodedata.category(char)[0] not in "CZ" for char in text)


def clean_line(text: str) -> str:
    """One line: runs of white space become one space."""
    return " ".join(clean_text(text).split())


def _check_length(name: str) -> str:
    """A name has 1 to 40 code points once it is cleaned."""
    if not 1 <= len(name) <= MAX_NAME or not shows_something(name):
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


def _check_room_name(name: str) -> str:
    """A room's name has 1 to 80 code points once it is cleaned."""
    if not 1 <= len(name) <= MAX_ROOM_NAME or not shows_something(name):
        message = f"a room's name has 1 to {MAX_ROOM_NAME} characters"
        raise ValueError(message)
    return name


def _check_topic(topic: str) -> str:
    if len(topic) > MAX_TOPIC:
        message = f"a topic has at most {MAX_TOPIC} characters"
        raise ValueError(message)
    return topic


def _check_reason(reason: str) -> str:
    if len(reason) > MAX_REASON:
        message = f"at most {MAX_REASON} characters"
        raise ValueError(message)
    return reason


RoomName = Annotated[str, Field(max_length=800), AfterValidator(clean_line), AfterValidator(_check_room_name)]
Topic = Annotated[str, Field(max_length=2_000), AfterValidator(clean_line), AfterValidator(_check_topic)]
Reason = Annotated[str, Field(max_length=5_000), AfterValidator(clean_text), AfterValidator(_check_reason)]
Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
Minutes = Annotated[int, Field(ge=0, le=1439)]  # after midnight


def _check_emoji(emoji: str) -> str:
    """One emoji, not a word: no letters, digits alone, spaces or controls."""
    if not emoji or any(char.isspace() or char.isalpha() or ord(char) < 35 for char in emoji) or emoji.isdigit():
        message = "must be one emoji"
        raise ValueError(message)
    return emoji


Emoji = Annotated[str, Field(max_length=MAX_EMOJI), AfterValidator(_check_emoji)]
