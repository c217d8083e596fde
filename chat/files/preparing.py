"""From what somebody brought to what is kept: known by its content, bounded, cleaned, measured."""

from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile, File

from chat.files.kinds import FileType
from chat.files.names import clean_name, ending_of, name_file
from chat.files.pictures import make_picture
from chat.files.sniffing import sniff
from chat.files.sounds import measure_seconds
from chat.refusals import Refused

MIB = 1024 * 1024


@dataclass(frozen=True)
class Prepared:
    """A file that may stay, and what is known about it."""

    type: FileType
    name: str
    content: "File[Any]"
    size: int
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    placeholder: str = ""
    thumbnail: bytes | None = None


def prepare(stream: "File[Any]", name: str) -> Prepared:
    """Raises Refused with a kind line: empty, unknown, misnamed, broken, too large, too many pixels, a bomb."""
    cleaned, size = clean_name(name), stream.size
    content = bare(stream)
    found = sniff(content, cleaned)
    check_size(size, found)
    if found.kind == "image":
        picture = make_picture(content, found)
        return Prepared(
            type=picture.type,
            name=name_file(cleaned, picture.type.ending),
            content=ContentFile(picture.content),
            size=len(picture.content),
            width=picture.width,
            height=picture.height,
            placeholder=picture.placeholder,
            thumbnail=picture.thumbnail,
        )
    seconds = measure_seconds(content, found) if found.kind == "audio" else None
    content.seek(0)
    shown = name_file(cleaned, ending_of(cleaned) or found.ending)
    return Prepared(type=found, name=shown, content=stream, size=size, seconds=seconds)


def bare(stream: "File[Any]") -> IO[bytes]:
    """What Django wraps: zip and Pillow want the thing itself."""
    if stream.file is None:
        raise Refused("bad_frame", "file_empty")
    return stream.file


def check_size(size: int, found: FileType) -> None:
    """Raises Refused("too_large") for more bytes than a file of this kind may have."""
    bounds = {
        "image": settings.MAX_IMAGE_BYTES,
        "document": settings.MAX_DOCUMENT_BYTES,
        "audio": settings.MAX_AUDIO_BYTES,
    }
    if size > bounds[found.kind]:
        raise Refused("too_large", "file_too_large", limit=f"{bounds[found.kind] // MIB} MB")
