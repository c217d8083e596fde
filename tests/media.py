"""Sample files, made in code: pictures with EXIF, moving ones, documents, sounds, and what nobody should bring."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pillow_heif
from PIL import Image, ImageCms

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
OFFICE_PARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}


def picture(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right: turning it shows."""
    image = Image.new(mode, (width, height), (200, 30, 30) if mode == "RGB" else (200, 30, 30, 128))
    image.paste((30, 30, 200) if mode == "RGB" else (30, 30, 200, 255), (width // 2, 0, width, height))
    return image


def encode(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png(width: int = 60, height: int = 40) -> bytes:
    return encode(picture(width, height), "PNG")


def jpeg_of_a_phone(width: int = 60, height: int = 40) -> bytes:
    """Turned by EXIF (6: a quarter to the right), with a maker and a place."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "SecretPhone"
    exif[GPS] = {1: "N", 2: (37.0, 33.0, 58.0), 3: "E", 4: (126.0, 58.0, 41.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encode(picture(width, height), "JPEG", exif=exif, icc_profile=profile, comment=b"secret words")


def heic() -> bytes:
    buffer = BytesIO()
    pillow_heif.from_pillow(picture(64, 48)).save(buffer, quality=80)
    return buffer.getvalue()


def moving(kind: str, frames: int = 3) -> bytes:
    """A GIF or WebP of some frames."""
    images = [Image.new("RGB", (32, 24), (80 * n % 256, 100, 200)) for n in range(frames)]
    options: dict[str, object] = {"comment": b"secret words"} if kind == "GIF" else {"exif": b"Exif\0\0secret words"}
    return encode(images[0], kind, save_all=True, append_images=images[1:], duration=50, loop=0, **options)


def png_header(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def office(ending: str, **more: bytes) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(OFFICE_PARTS[ending], "<words/>")
        for name, body in more.items():
            packed.writestr(name, body)
    return buffer.getvalue()


def zip_bomb() -> bytes:
    return office("docx", zeros=b"\0" * 8 * 1024 * 1024)


def wav(seconds: float = 0.5) -> bytes:
    sound = b"\x80" * int(8000 * seconds)
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    body = b"WAVE" + form + struct.pack("<4sI", b"data", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", len(body)) + body


def opus(seconds: float = 2.0) -> bytes:
    """The first and the last page of an Ogg Opus file."""

    def page(position: int, body: bytes) -> bytes:
        return struct.pack("<4sBBqIIIBB", b"OggS", 0, 0, position, 1, 0, 0, 1, len(body)) + body

    return page(0, b"OpusHead\x01\x01" + b"\0" * 9) + page(int(48_000 * seconds), b"\0" * 20)


def flac(seconds: int = 3) -> bytes:
    stream = b"\x10\x00\x10\x00" + b"\0" * 6 + (44_100 << 44 | 15 << 36 | 44_100 * seconds).to_bytes(8, "big")
    return b"fLaC\x80\x00\x00\x22" + stream + b"\0" * 16
