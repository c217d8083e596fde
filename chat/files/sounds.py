"""Sounds: how long they are, where their headers say it cheaply."""

from typing import IO

from chat.files import kinds
from chat.files.kinds import FileType

_TAIL = 65_536  # the last page of an Ogg file is within


def measure_seconds(stream: IO[bytes], found: FileType) -> float | None:
    """The length of a WAV, FLAC or Ogg; None for other types, and where the header does not say."""
    stream.seek(0)
    head = stream.read(65_536)
    if found is kinds.WAV:
        return _wav_seconds(head)
    if found is kinds.FLAC and len(head) > 26:
        samples = int.from_bytes(head[18:26], "big")  # 20 bits rate, 3 channels, 5 depth, 36 number of samples
        return _divide(samples & (2**36 - 1), samples >> 44)
    if found is kinds.OGG:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _TAIL))
        return _ogg_seconds(head, stream.read())
    return None


def _wav_seconds(head: bytes) -> float | None:
    """Bytes of sound by bytes a second."""
    at, rate = 12, 0
    while at + 8 <= len(head):
        name, size = head[at : at + 4], int.from_bytes(head[at + 4 : at + 8], "little")
        if name == b"fmt ":
            rate = int.from_bytes(head[at + 16 : at + 20], "little")
        if name == b"data":
            return _divide(size, rate)
        at += 8 + size + size % 2
    return None


def _ogg_seconds(head: bytes, tail: bytes) -> float | None:
    """The last page's position by its rate: Opus always counts 48,000 a second, Vorbis says its own."""
    last = tail.rfind(b"OggS")
    vorbis = head.find(b"\x01vorbis")
    rate = 48_000 if b"OpusHead" in head[:256] else 0
    if 0 <= vorbis < 256:
        rate = int.from_bytes(head[vorbis + 12 : vorbis + 16], "little")
    position = int.from_bytes(tail[last + 6 : last + 14], "little", signed=True) if last >= 0 else 0
    return _divide(position, rate)


def _divide(amount: int, rate: int) -> float | None:
    return round(amount / rate, 2) if rate > 0 and amount > 0 else None
