"""What a file is: by its content alone. What a person or a browser says about it is only compared with that."""

from typing import IO, cast
from zipfile import BadZipFile, ZipFile

from chat.files import kinds
from chat.files.kinds import FileType
from chat.files.names import ending_of
from chat.refusals import Refused

HEAD = 4096  # bytes that are enough to know a kind
MOST_PARTS = 5000  # of a document that is a zip
MOST_LISTED = MOST_PARTS * 200  # bytes of the list of its parts
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200  # unpacked to packed, of a whole document; XML of real tables reaches about 50
_STARTS = (
    (b"\xff\xd8\xff", kinds.JPEG),
    (b"\x89PNG\r\n\x1a\n", kinds.PNG),
    (b"GIF87a", kinds.GIF),
    (b"GIF89a", kinds.GIF),
    (b"OggS", kinds.OGG),
    (b"fLaC", kinds.FLAC),
    (b"ID3", kinds.MP3),
    (b"%PDF-", kinds.PDF),
)
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_MP4_BRANDS = {b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso5", b"iso6", b"dash", b"3gp4", b"3gp5"}
_OFFICE_PARTS = (
    ("word/document.xml", kinds.DOCX),
    ("ppt/presentation.xml", kinds.PPTX),
    ("xl/workbook.xml", kinds.XLSX),
)
_TEXT_CONTROLS = frozenset("\t\n\r\f\x1b")


def sniff(stream: IO[bytes], name: str) -> FileType:
    """The type of a file. Raises Refused: empty, of no kind that we take, named as something that it is not."""
    head = _read_at(stream, 0, HEAD)
    if not head:
        raise Refused("bad_frame", "file_empty")
    ending = ending_of(name)
    found = _by_start(head) or _by_container(head) or _by_zip(stream, head) or _by_text(stream, head, ending)
    if found is None:
        raise Refused("bad_frame", "file_kind")
    if ending and ending not in found.endings:
        raise Refused("bad_frame", "file_misnamed", ending=f".{ending}")
    return found


def _read_at(stream: IO[bytes], position: int, size: int) -> bytes:
    stream.seek(position)
    return stream.read(size)


def _by_start(head: bytes) -> FileType | None:
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    is_layer_3 = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return kinds.MP3 if is_layer_3 and head[2] & 0xF0 not in (0x00, 0xF0) else None


def _by_container(head: bytes) -> FileType | None:
    """RIFF, EBML and the ISO media format say inside what they hold."""
    if head[:4] == b"RIFF":
        return {b"WEBP": kinds.WEBP, b"WAVE": kinds.WAV}.get(head[8:12])
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return kinds.WEBM if b"webm" in head[:64] else None
    if head[4:8] != b"ftyp":
        return None
    box = head[8 : max(16, min(int.from_bytes(head[:4], "big"), 256))]
    brands = {box[:4], *(box[at : at + 4] for at in range(8, len(box), 4))}
    if brands & {b"avif", b"avis"}:
        return kinds.AVIF
    if box[:4] in _HEIF_BRANDS:
        return kinds.HEIF
    return kinds.MP4 if brands & _MP4_BRANDS else None


def _by_zip(stream: IO[bytes], head: bytes) -> FileType | None:
    """A document of an office: a zip with the parts that make it one, and no more in it than it may unpack to."""
    if not head.startswith(b"PK\x03\x04"):
        return None
    stream.seek(0)
    try:
        with ZipFile(cast("IO[bytes]", _Parts(stream))) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OverflowError, UnicodeDecodeError) as error:
        raise Refused("bad_frame", "file_broken") from error
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return None
    unpacked = sum(part.file_size for part in parts)
    size = stream.seek(0, 2)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * size:
        raise Refused("bad_frame", "file_bomb")
    return next((found for part, found in _OFFICE_PARTS if part in names), None)


class _Parts:
    """A zip while its parts are listed. Python reads the list in one piece, before anybody can count: it is short."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.seek, self.tell = stream, stream.seek, stream.tell

    def read(self, size: int = -1) -> bytes:
        if size > MOST_LISTED:
            raise Refused("bad_frame", "file_bomb")
        return self._stream.read(size)


def _by_text(stream: IO[bytes], head: bytes, ending: str) -> FileType | None:
    """Words and nothing else. Which kind of words only the name can say; pictures made of words (SVG) are none."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<svg") or (start.startswith((b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in start):
        return None
    stream.seek(0)
    return kinds.TEXT_BY_ENDING.get(ending, kinds.TEXT) if _is_text(stream.read()) else None


def _is_text(content: bytes) -> bool:
    """UTF-16 with its mark, UTF-8, or the Korean Windows code page, without control marks."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(mark >= " " or mark in _TEXT_CONTROLS for mark in set(text)) and "\x7f" not in text
    return False
