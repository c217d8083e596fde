"""A push service on a real port that opens what it gets, as a browser would, and can also answer badly."""

import base64
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import http_ece
import httpx
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.local_server import LocalServer

HOST = "push.example"
Json = dict[str, Any]


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Subscription:
    """What a browser that subscribed holds; `body` is what it gives to the house."""

    place: str = field(default_factory=lambda: uuid4().hex)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = b"0123456789abcdef"

    @property
    def endpoint(self) -> str:
        return f"https://{HOST}/{self.place}"

    @property
    def body(self) -> Json:
        point = serialization.PublicFormat.UncompressedPoint
        raw = self.key.public_key().public_bytes(serialization.Encoding.X962, point)
        return {"endpoint": self.endpoint, "p256dh": encode(raw), "auth": encode(self.secret)}

    def open(self, body: bytes) -> Json:
        text = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        opened: Json = json.loads(text)
        return opened


class PushService(LocalServer):
    """`calls` holds what came, by place; `answers` the status that a place answers with (201 unless told)."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: dict[str, int] = {}
        self.headers: dict[str, str] = {}
        super().__init__(Starlette(routes=[Route("/{place}", self.take, methods=["POST"])]))

    async def take(self, request: Request) -> Response:
        place = request.path_params["place"]
        self.calls.append((place, dict(request.headers), await request.body()))
        return Response(status_code=self.answers.get(place, 201), headers=self.headers)

    def bodies(self, subscription: Subscription) -> list[Json]:
        """What this browser was told, opened."""
        return [subscription.open(body) for place, _, body in self.calls if place == subscription.place]

    def transport(self) -> httpx.AsyncBaseTransport:
        """Leads every address to this service."""
        return _Led(self.url)


class _Led(httpx.AsyncBaseTransport):
    def __init__(self, url: str) -> None:
        self._url = httpx.URL(url)
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url.copy_with(scheme="http", host=self._url.host, port=self._url.port)
        return await self._inner.handle_async_request(
            httpx.Request(request.method, url, headers=request.headers, stream=request.stream)
        )

    async def aclose(self) -> None:
        await self._inner.aclose()
