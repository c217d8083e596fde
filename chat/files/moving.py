"""Pictures that move: their containers without comments, EXIF, XMP and whatever else is said about them.

The frames are copied as they are. Sources: the GIF89a specification; the WebP container specification (RFC 9649).
"""

_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")  # application blocks that say how often it repeats
_WEBP_KEPT = {b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L", b"ICCP"}
_EXIF_AND_XMP = 0x08 | 0x04  # flags in the first byte of VP8X


def strip_gif(content: bytes) -> bytes:
    """Raises ValueError or IndexError for a file that ends too soon."""
    at = 13 + _table_size(content[10])
    kept = [content[:at]]
    while content[at] != 0x3B:  # the trailer; what comes after it is not the picture's
        if content[at] == 0x21:
            end = _end_of_blocks(content, at + 2)
            if content[at + 1] == 0xF9 or (content[at + 1] == 0xFF and content[at + 3 : at + 14] in _LOOPS):
                kept.append(content[at:end])
        elif content[at] == 0x2C:
            end = _end_of_blocks(content, at + 11 + _table_size(content[at + 9]))
            kept.append(content[at:end])
        else:
            raise ValueError("no such block")
        at = end
    return b"".join([*kept, b"\x3b"])


def strip_webp(content: bytes) -> bytes:
    """Raises ValueError for a file that ends too soon."""
    kept, at, end = [], 12, 8 + int.from_bytes(content[4:8], "little")
    if end > len(content):
        raise ValueError("ends too soon")
    while at + 8 <= end:
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        following = at + 8 + size + size % 2
        if name == b"VP8X":
            flags = content[at + 8] & ~_EXIF_AND_XMP
            kept.append(content[at : at + 8] + bytes([flags]) + content[at + 9 : following])
        elif name in _WEBP_KEPT:
            kept.append(content[at:following])
        at = following
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _table_size(packed: int) -> int:
    """Bytes of a colour table, from the field that says whether there is one and how large."""
    return 3 * 2 ** ((packed & 0x07) + 1) if packed & 0x80 else 0


def _end_of_blocks(content: bytes, at: int) -> int:
    """Where a chain of sub-blocks ends: each begins with its length, the last has none."""
    while content[at]:
        at += content[at] + 1
    return at + 1
