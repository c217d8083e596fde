"""The fence around fetches: which addresses are public, and that what was checked is what is connected to."""

import asyncio
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from chat.fence import Bounds, Fenced, FencedTransport, Resolve, is_public, open_fenced_client, resolve
from tests.local_server import LocalServer

PUBLIC = "93.184.215.14"
Handler = Callable[[httpx.Request], httpx.Response]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        (PUBLIC, True),
        ("8.8.8.8", True),
        ("2606:4700:4700::1111", True),
        ("64:ff9b::808:808", True),
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),
        ("0.1.2.3", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("192.0.0.8", False),
        ("192.88.99.1", False),
        ("198.18.0.1", False),
        ("203.0.113.1", False),
        ("224.0.0.1", False),
        ("239.1.1.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::7f00:1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::a00:1", False),
        ("2002:a00:1::1", False),
        ("2001:0:a00:1::1", False),
        ("2001:db8::1", False),
        ("fc00::1", False),
        ("fd12::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("localhost", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_open_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def answering(*answers: list[str]) -> Resolve:
    """A resolver that says one thing after the other, and the last one for ever."""
    left = list(answers)

    async def resolve_host(host: str, port: int) -> list[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve_host


class Inner(httpx.MockTransport):
    """The connection behind the fence, which keeps where it was told to go."""

    def __init__(self, handler: Handler = lambda _: httpx.Response(200, text="ok")) -> None:
        self.seen: list[httpx.Request] = []

        def keep(request: httpx.Request) -> httpx.Response:
            self.seen.append(request)
            return handler(request)

        super().__init__(keep)


async def fetch(url: str, resolve_host: Resolve, inner: Inner, bounds: Bounds | None = None) -> httpx.Response:
    transport = FencedTransport(bounds, resolve_host=resolve_host, inner=inner)
    async with open_fenced_client(transport) as client:
        return await client.get(url)


async def test_what_was_checked_is_what_is_connected_to() -> None:
    inner = Inner()
    rebinding = answering([PUBLIC], ["127.0.0.1"])
    assert (await fetch("https://push.example/a?b=c", rebinding, inner)).text == "ok"
    [request] = inner.seen
    assert str(request.url) == f"https://{PUBLIC}/a?b=c"
    assert (request.headers["host"], request.extensions["sni_hostname"]) == ("push.example", "push.example")
    with pytest.raises(Fenced):
        await fetch("https://push.example/", rebinding, inner)
    assert len(inner.seen) == 1


@pytest.mark.parametrize("addresses", [["127.0.0.1"], [PUBLIC, "10.0.0.1"], ["::1", PUBLIC], []])
async def test_one_address_that_is_not_public_closes_the_whole_host(addresses: list[str]) -> None:
    inner = Inner()
    with pytest.raises(Fenced):
        await fetch("https://push.example/", answering(addresses), inner)
    assert inner.seen == []


@pytest.mark.parametrize(
    "url",
    [
        "http://push.example/", "https://push.example:8443/", "https://me:secret@push.example/", "ftp://push.example/",
        "wss://push.example/",
    ],
)  # fmt: skip
async def test_only_https_to_the_usual_port(url: str) -> None:
    inner = Inner()
    with pytest.raises((Fenced, httpx.UnsupportedProtocol)):
        await fetch(url, answering([PUBLIC]), inner)
    assert inner.seen == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"]
)
async def test_this_machine_is_closed_however_it_is_written(host: str) -> None:
    inner = Inner()
    with pytest.raises((Fenced, httpx.InvalidURL)):
        await fetch(f"https://{host}/", resolve, inner)
    assert inner.seen == []


async def test_a_host_that_does_not_resolve_may_do_so_later() -> None:
    async def nobody(host: str, port: int) -> list[str]:
        raise OSError

    with pytest.raises(httpx.ConnectError):
        await fetch("https://push.example/", nobody, Inner())


async def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == PUBLIC:
            raise httpx.ConnectError("refused")
        return httpx.Response(204)

    inner = Inner(answer)
    assert (await fetch("https://push.example/", answering([PUBLIC, "8.8.8.8"]), inner)).status_code == 204


async def test_redirects_are_not_followed_and_cookies_are_not_kept() -> None:
    headers = {"location": "https://127.0.0.1/", "set-cookie": "a=b"}
    inner = Inner(lambda _: httpx.Response(302, headers=headers))
    async with open_fenced_client(FencedTransport(resolve_host=answering([PUBLIC]), inner=inner)) as client:
        for _ in range(2):
            answer = await client.get("https://push.example/")
    assert (answer.status_code, len(inner.seen)) == (302, 2)
    assert "cookie" not in inner.seen[1].headers
    assert "set-cookie" not in answer.headers


async def test_size_is_bounded_and_nothing_is_unpacked() -> None:
    large = Inner(lambda _: httpx.Response(200, content=b"x" * 2000))
    assert len((await fetch("https://push.example/", answering([PUBLIC]), large, Bounds(most_bytes=2000))).content)
    with pytest.raises(Fenced):
        await fetch("https://push.example/", answering([PUBLIC]), large, Bounds(most_bytes=1999))
    packed = Inner(lambda request: httpx.Response(200, stream=request.stream, headers={"content-encoding": "gzip"}))
    with pytest.raises(Fenced):
        await fetch("https://push.example/", answering([PUBLIC]), packed)


async def test_time_is_bounded() -> None:
    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await asyncio.Event().wait()
            raise AssertionError

    transport = FencedTransport(Bounds(seconds=0.05), resolve_host=answering([PUBLIC]), inner=Silent())
    async with open_fenced_client(transport) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.get("https://push.example/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-made certificate for push.example, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "push.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("push.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files


@pytest.fixture
def tls_server(certificate: tuple[Path, Path]) -> Iterator[LocalServer]:
    async def say_host(scope: dict, receive: object, send: Callable) -> None:  # type: ignore[type-arg]
        host = dict(scope["headers"])[b"host"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": host})

    with LocalServer(say_host, certificate) as server:
        yield server


async def say_hello(server: LocalServer, certificate: tuple[Path, Path], name: str) -> str:
    """Fetch over TLS from the local server under this name."""
    trust = ssl.create_default_context(cafile=str(certificate[0]))
    inner = httpx.AsyncHTTPTransport(verify=trust, trust_env=False)
    bounds = Bounds(ports=frozenset({server.port}), is_allowed=lambda _: True)
    transport = FencedTransport(bounds, resolve_host=answering(["127.0.0.1"]), inner=inner)
    async with open_fenced_client(transport) as client:
        return (await client.get(f"https://{name}:{server.port}/")).text


async def test_tls_proves_the_name_though_the_address_is_connected_to(
    tls_server: LocalServer, certificate: tuple[Path, Path]
) -> None:
    assert await say_hello(tls_server, certificate, "push.example") == f"push.example:{tls_server.port}"


async def test_another_name_at_the_same_address_is_not_proved(
    tls_server: LocalServer, certificate: tuple[Path, Path]
) -> None:
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        await say_hello(tls_server, certificate, "other.example")
