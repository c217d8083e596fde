"""Whose address a call comes from, behind `TRUSTED_PROXY_COUNT` proxies; and which Origin may open a socket."""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.http import is_same_domain


def client_address(peer: str, forwarded_for: str) -> str:
    """The caller's address: the TRUSTED_PROXY_COUNT-th entry from the right of X-Forwarded-For, else the peer's.

    What stands further left was written by the caller and proves nothing.
    """
    entries = [entry.strip() for entry in forwarded_for.split(",") if entry.strip()]
    count = settings.TRUSTED_PROXY_COUNT
    return entries[-count] if 0 < count <= len(entries) else peer


def limit_key(address: str) -> str:
    """What a limit counts: an IPv4 address, or the /64 of an IPv6 one (a household has all of it)."""
    bare = address.split(":")[0] if address.count(":") == 1 else address.partition("]")[0].strip("[")  # without a port
    try:
        parsed = ip_address(bare.split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return f"{IPv6Address(int(parsed) >> 64 << 64)}/64"
    return str(parsed)


def address_of_request(meta: Mapping[str, str]) -> str:
    """What a limit counts for an HTTP request."""
    return limit_key(client_address(meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", "")))


def address_of_socket(peer: str, headers: Mapping[bytes, bytes]) -> str:
    """What a limit counts for a socket."""
    return limit_key(client_address(peer, headers.get(b"x-forwarded-for", b"").decode("latin-1")))


def origin_allowed(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a socket may open: no Origin (scripts), the host itself, or one of CSRF_TRUSTED_ORIGINS."""
    if b"origin" not in headers:
        return True
    origin = headers[b"origin"].decode("latin-1").lower()
    host = headers.get(b"host", b"").decode("latin-1").lower()
    parts = urlsplit(origin)
    if parts.scheme not in {"http", "https"}:
        return False
    own = parts.netloc == host and validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
    return own or any(_fits(parts.scheme, parts.netloc, trusted.lower()) for trusted in settings.CSRF_TRUSTED_ORIGINS)


def _fits(scheme: str, host: str, trusted: str) -> bool:
    """As Django reads CSRF_TRUSTED_ORIGINS: exact, or https://*.example.org for every host below."""
    allowed = urlsplit(trusted)
    return scheme == allowed.scheme and is_same_domain(host, allowed.netloc.lstrip("*"))
