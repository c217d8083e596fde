"""Pictures: checked from the header, turned upright, without EXIF and GPS, bounded; with a thumbnail and a placeholder.

A still picture is encoded anew, as PNG where it was PNG or lets the ground shine through, else as JPEG. A GIF or WebP
that moves keeps its frames as they are and loses what is said about them, so these two types always mean "it moves".
"""

import base64
import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from typing import IO

import pillow_heif
from django.conf import settings
from PIL import Image, ImageCms, ImageOps

from chat.files import kinds
from chat.files.kinds import FileType
from chat.files.moving import strip_gif, strip_webp
from chat.refusals import Refused

MOST_SIDE = 4096
THUMBNAIL_SIDE = 640
PLACEHOLDER_SIDE = 16
AVATAR_SIDE = 256
MOST_FRAMES = 2000
FRAMES_BUDGET = 4  # a picture that moves: all its frames together have at most so many times MAX_IMAGE_PIXELS
DECODERS = 2  # pictures decoded at the same time by one process
PATIENCE = 60.0  # seconds one waits for a turn
_FORMATS = {
    kinds.JPEG: ("JPEG", "MPO"),
    kinds.PNG: ("PNG",),
    kinds.GIF: ("GIF",),
    kinds.WEBP: ("WEBP",),
    kinds.HEIF: ("HEIF",),
    kinds.AVIF: ("AVIF",),
}
_BROKEN_EXIF = (SyntaxError, ValueError, KeyError, TypeError, OverflowError, struct.error)  # the picture may be fine
_turns = threading.BoundedSemaphore(DECODERS)
_srgb = ImageCms.createProfile("sRGB")
pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = settings.MAX_IMAGE_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept."""

    type: FileType
    content: bytes
    width: int
    height: int
    thumbnail: bytes  # WebP
    placeholder: str  # a data: address


def make_picture(stream: IO[bytes], found: FileType) -> Picture:
    """Raises Refused: too many pixels, broken, or no turn to decode within PATIENCE."""
    with _decode(stream, found) as image:
        size, moving = image.size, _keep_moving(stream, image, found)
        still = _bound(_upright(image), MOST_SIDE)
        kind, content = (found, moving) if moving else _encode(still, found)
        width, height = size if moving else still.size
        return Picture(
            type=kind,
            content=content,
            width=width,
            height=height,
            thumbnail=_webp(_bound(still, THUMBNAIL_SIDE), 80),
            placeholder=_placeholder(still),
        )


def make_avatar(stream: IO[bytes], found: FileType) -> bytes:
    """A square WebP from the middle of the picture. Raises Refused as `make_picture` does."""
    with _decode(stream, found) as image:
        return _webp(ImageOps.fit(_upright(image), (AVATAR_SIDE, AVATAR_SIDE)), 85)


@contextmanager
def _decode(stream: IO[bytes], found: FileType) -> Iterator[Image.Image]:
    """An opened picture whose pixels are not more than we take; whatever is wrong with it is said kindly."""
    if not _turns.acquire(timeout=PATIENCE):
        raise Refused("unavailable", retry_after=5)
    try:
        stream.seek(0)
        with Image.open(stream, formats=_FORMATS[found]) as image:
            if image.width * image.height > settings.MAX_IMAGE_PIXELS:
                raise Refused("too_large", "picture_pixels", limit=settings.MAX_IMAGE_PIXELS // 1_000_000)
            scale = MOST_SIDE / max(image.size)
            image.draft("RGB", (int(image.width * scale), int(image.height * scale)))  # a JPEG is decoded smaller
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        limit = settings.MAX_IMAGE_PIXELS // 1_000_000
        raise Refused("too_large", "picture_pixels", limit=limit) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, RuntimeError, MemoryError) as error:
        raise Refused("bad_frame", "file_broken") from error  # what Pillow's decoders raise for a broken file
    finally:
        _turns.release()


def _keep_moving(stream: IO[bytes], image: Image.Image, found: FileType) -> bytes | None:
    """The bytes of a GIF or WebP that moves, every frame looked at once; None for what is, or becomes, still."""
    frames = getattr(image, "n_frames", 1)
    if found not in (kinds.GIF, kinds.WEBP) or frames < 2 or max(image.size) > MOST_SIDE:
        return None
    if frames > MOST_FRAMES or frames * image.width * image.height > FRAMES_BUDGET * settings.MAX_IMAGE_PIXELS:
        raise Refused("too_large", "picture_frames")
    for frame in range(frames):
        image.seek(frame)
        image.load()
    image.seek(0)
    stream.seek(0)
    return strip_gif(stream.read()) if found is kinds.GIF else strip_webp(stream.read())


def _upright(image: Image.Image) -> Image.Image:
    """The pixels as they are meant to be seen: turned, in sRGB, RGB or RGBA. Copies no more than it must."""
    with suppress(*_BROKEN_EXIF):
        ImageOps.exif_transpose(image, in_place=True)
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        with suppress(ImageCms.PyCMSError, OSError):  # a profile that nobody can read: nearly right without it
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, source, _srgb, outputMode=mode) or image
    return image if image.mode == mode else image.convert(mode)


def _bound(image: Image.Image, side: int) -> Image.Image:
    """At most so long and so high."""
    scale = side / max(image.size)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encode(image: Image.Image, found: FileType) -> tuple[FileType, bytes]:
    """Nothing but the pixels."""
    buffer = BytesIO()
    image.info = {}
    if found is kinds.PNG or image.mode == "RGBA":
        image.save(buffer, "PNG")
        return kinds.PNG, buffer.getvalue()
    image.save(buffer, "JPEG", quality=88, optimize=True, progressive=True)
    return kinds.JPEG, buffer.getvalue()


def _webp(image: Image.Image, quality: int) -> bytes:
    buffer = BytesIO()
    image.info = {}
    image.save(buffer, "WEBP", quality=quality)
    return buffer.getvalue()


def _placeholder(image: Image.Image) -> str:
    """Some 200 characters that look like the picture through frosted glass."""
    tiny = _webp(_bound(image, PLACEHOLDER_SIDE).convert("RGB"), 30)
    return "data:image/webp;base64," + base64.b64encode(tiny).decode("ascii")
