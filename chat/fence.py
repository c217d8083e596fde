"""The fence around every fetch whose address came from somebody else: push endpoints, link previews, people's own Lily.

A transport for httpx. It resolves the host itself, demands that every address of it is public, connects to the very
address that it checked (TLS still proves the name), follows nothing, and bounds time and size. Who may be fetched at
all is the caller's business.
"""

import asyncio
import ipaddress
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import cast

import httpx

Resolve = Callable[[str, int], Awaitable[list[str]]]

MOST_TRIED = 3  # addresses of one host
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that is given out to anybody
# Not private by Python's tables, and yet no place to fetch from: protocol assignments, 6to4 both ways, documentation.
_CLOSED = [
    ipaddress.ip_network(each) for each in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")
]


class Fenced(httpx.TransportError):
    """Outside the fence: trying again does not help. Other `httpx.TransportError`s may pass."""


def is_public(address: str) -> bool:
    """Whether this is an address of the open internet. What hides an IPv4 address in an IPv6 one is not, but NAT64."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip not in _UNICAST or ip.scope_id:
            return False
    closed = any(ip.version == network.version and ip in network for network in _CLOSED)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not closed


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver, which also reads `0x7f.1` and `2130706433`. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True)
class Bounds:
    """What one fetch may take; `is_allowed` says which addresses are inside."""

    seconds: float = 15.0
    most_bytes: int = 64 * 1024
    ports: frozenset[int] = frozenset({443})
    is_allowed: Callable[[str], bool] = is_public


class FencedTransport(httpx.AsyncBaseTransport):
    """https only. `resolve_host` and `inner` are there to be replaced in tests; `inner` makes the connection."""

    def __init__(
        self,
        bounds: Bounds | None = None,
        *,
        resolve_host: Resolve = resolve,
        inner: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._bounds = bounds or Bounds()
        self._resolve = resolve_host
        # No connection is kept: another name at the same address would go through one that proved the first name.
        self._inner = inner or httpx.AsyncHTTPTransport(
            trust_env=False, limits=httpx.Limits(max_connections=100, max_keepalive_connections=0)
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        ends_at = time.monotonic() + self._bounds.seconds
        try:
            async with asyncio.timeout(self._bounds.seconds):
                response = await self._fetch(request)
        except TimeoutError:
            raise httpx.ReadTimeout("took too long") from None
        headers = [(name, value) for name, value in response.headers.raw if name.lower() != b"set-cookie"]
        stream = _BoundedStream(cast("httpx.AsyncByteStream", response.stream), self._bounds.most_bytes, ends_at)
        if response.headers.get("content-encoding", "identity") != "identity":
            await stream.aclose()
            raise Fenced("compressed, though nobody asked for that")
        return httpx.Response(response.status_code, headers=headers, stream=stream, extensions=response.extensions)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _fetch(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        port = url.port or 443
        if url.scheme != "https" or url.userinfo or port not in self._bounds.ports:
            raise Fenced("only https, without a name and password, to the usual port")
        addresses = await self._look_up(url.host, port)
        failure: httpx.TransportError = Fenced("no address")
        for address in addresses[:MOST_TRIED]:
            try:
                return await self._inner.handle_async_request(_pin(request, address))
            except httpx.ConnectError as error:
                failure = error
        raise failure

    async def _look_up(self, host: str, port: int) -> list[str]:
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"no such host: {type(error).__name__}") from error
        if not addresses or not all(self._bounds.is_allowed(address) for address in addresses):
            raise Fenced("not an address of the open internet")
        return addresses


def open_fenced_client(transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """A client behind the fence: no redirects, no proxy, no netrc, no cookies, nothing compressed."""
    return httpx.AsyncClient(
        transport=transport or FencedTransport(),
        headers={"Accept-Encoding": "identity", "User-Agent": "HearthChat"},
        follow_redirects=False,
        trust_env=False,
        timeout=httpx.Timeout(10.0),
    )


def _pin(request: httpx.Request, address: str) -> httpx.Request:
    """The same request to this address; `Host`, the name in the TLS hello and the name that is proved stay."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )


class _BoundedStream(httpx.AsyncByteStream):
    """A body that ends with an error where it is too long or takes too long."""

    def __init__(self, stream: httpx.AsyncByteStream, most_bytes: int, ends_at: float) -> None:
        self._stream, self._left, self._ends_at = stream, most_bytes, ends_at

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            self._left -= len(chunk)
            if self._left < 0:
                raise Fenced("too large")
            if time.monotonic() > self._ends_at:
                raise httpx.ReadTimeout("took too long")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()
