"""Answering with a file: ranges, validators, and the headers that keep a browser from running what people brought."""

import re
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import parse_etags

from chat.files.kinds import INLINE
from chat.files.storage import open_range, read_chunks
from chat.models import Attachment
from chat.refusals import NotFound

CHECKED = "private, no-cache"  # asked every time: the right to see it may have ended
FOR_GOOD = "private, max-age=31536000, immutable"  # the address changes with the content
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def answer_file(request: HttpRequest, row: Attachment) -> HttpResponseBase:
    """The file itself: whole (200), a part (206), unchanged (304), or no such part (416). Raises NotFound."""
    etag = f'"{row.pk.hex}"'
    headers = _safe_headers(etag, CHECKED) | {"Accept-Ranges": "bytes", "Content-Disposition": _disposition(row)}
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers=headers)
    part = None
    if request.headers.get("If-Range", etag) == etag:
        part = parse_range(request.headers.get("Range", ""), row.bytes)
    if part is not None and not part:
        return _unsatisfiable(row.bytes, headers)
    start, length = (part.start, len(part)) if part else (0, row.bytes)
    if part:
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{row.bytes}"
    headers["Content-Length"] = str(length)
    stream = read_chunks(_open(row.file, start, length), length)
    return StreamingHttpResponse(stream, status=206 if part else 200, content_type=row.media_type, headers=headers)


def answer_small(request: HttpRequest, name: str, cache: str) -> HttpResponse:
    """A small WebP of our own making (thumbnail, face), in one piece. Raises NotFound."""
    etag = f'"{name.rsplit("/", 1)[-1]}"'
    headers = _safe_headers(etag, cache) | {"Content-Disposition": "inline"}
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers=headers)
    reader = _open(name, 0, 4 * 1024 * 1024)
    try:
        return HttpResponse(reader.read(), content_type="image/webp", headers=headers)
    finally:
        reader.close()


def parse_range(header: str, size: int) -> range | None:
    """The bytes that are asked for: None means all of them, an empty range that there are no such bytes.

    One range only; several, and what is no range at all, are answered with everything, as RFC 9110 allows.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or found.group() == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size) if int(last) else range(0)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1 if last else size, size))


def _open(name: str, start: int, length: int):  # type: ignore[no-untyped-def]  # every storage has its own reader
    try:
        return open_range(name, start, length)
    except FileNotFoundError as error:
        raise NotFound from error


def _unsatisfiable(size: int, headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(status=416, content_type="text/plain", headers=headers | {"Content-Range": f"bytes */{size}"})


def _safe_headers(etag: str, cache: str) -> dict[str, str]:
    return {
        "ETag": etag,
        "Cache-Control": cache,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _disposition(row: Attachment) -> str:
    """Shown in place only where a browser cannot run it: checked pictures and sounds (RFC 6266, RFC 5987)."""
    way = "inline" if row.media_type in INLINE else "attachment"
    return f"{way}; filename*=UTF-8''{quote(row.name, safe='')}"
