"""Which kinds of files the house takes, and what a name may say about each."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["image", "document", "audio"]


@dataclass(frozen=True)
class FileType:
    """What a file is by its content. `endings` are the ones that a name may have without contradicting it."""

    kind: Kind
    media_type: str
    ending: str  # of a file that is called by none
    endings: frozenset[str]


_PICTURES = frozenset({"jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "heic", "heif", "avif"})
_SOUNDS = frozenset({"webm", "weba", "ogg", "oga", "opus", "mp4", "m4a", "mp3", "wav", "flac"})
_TEXTS = frozenset({"txt", "md", "markdown", "csv", "html", "htm"})
_OFFICE = "application/vnd.openxmlformats-officedocument"


def _picture(ending: str, media_type: str) -> FileType:
    return FileType("image", media_type, ending, _PICTURES)


def _sound(ending: str, media_type: str) -> FileType:
    return FileType("audio", media_type, ending, _SOUNDS)


def _document(ending: str, media_type: str) -> FileType:
    return FileType("document", media_type, ending, frozenset({ending}))


def _text(media_type: str, ending: str) -> FileType:
    return FileType("document", media_type, ending, _TEXTS)


JPEG = _picture("jpg", "image/jpeg")
PNG = _picture("png", "image/png")
GIF = _picture("gif", "image/gif")
WEBP = _picture("webp", "image/webp")
HEIF = _picture("heic", "image/heic")
AVIF = _picture("avif", "image/avif")
WEBM = _sound("webm", "audio/webm")
OGG = _sound("ogg", "audio/ogg")
MP4 = _sound("m4a", "audio/mp4")
MP3 = _sound("mp3", "audio/mpeg")
WAV = _sound("wav", "audio/wav")
FLAC = _sound("flac", "audio/flac")
PDF = _document("pdf", "application/pdf")
DOCX = _document("docx", f"{_OFFICE}.wordprocessingml.document")
PPTX = _document("pptx", f"{_OFFICE}.presentationml.presentation")
XLSX = _document("xlsx", f"{_OFFICE}.spreadsheetml.sheet")
TEXT = _text("text/plain", "txt")
TEXT_BY_ENDING = {
    "txt": TEXT,
    "md": _text("text/markdown", "md"),
    "markdown": _text("text/markdown", "md"),
    "csv": _text("text/csv", "csv"),
    "html": _text("text/html", "html"),
    "htm": _text("text/html", "html"),
}
ALL_TYPES = (
    JPEG, PNG, GIF, WEBP, HEIF, AVIF,
    PDF, DOCX, PPTX, XLSX, *TEXT_BY_ENDING.values(),
    WEBM, OGG, MP4, MP3, WAV, FLAC,
)  # fmt: skip
MEDIA_TYPES = sorted({known.media_type for known in ALL_TYPES})
ENDINGS = sorted({f".{ending}" for known in ALL_TYPES for ending in known.endings})
INLINE = frozenset(known.media_type for known in ALL_TYPES if known.kind != "document")  # a browser may show these
