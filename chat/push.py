"""The client of web push services (RFC 8030): encrypts a message for one browser and signs who sends it.

What is pushed, to whom and when is `actions/pushing.py` and `notifier.py`.
"""

import base64
import time
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import http_ece
import httpx
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from py_vapid import Vapid02

from chat.fence import Fenced, is_public, open_fenced_client

KEPT_SECONDS = 24 * 3600  # how long a push service keeps a message for a browser that is away
TOKEN_SECONDS = 12 * 3600  # RFC 8292 allows a day
MOST_BYTES = 3000  # a push service takes 4096 with what the encryption adds

Refusal = Literal["gone", "later", "refused"]


class PushError(Exception):
    """`gone`: this browser wants no more; `later`: trying again can help; `refused`: it does not.

    `retry_after` is what the service asked for, in seconds.
    """

    def __init__(self, kind: Refusal, why: str, retry_after: float = 0.0) -> None:
        super().__init__(why)
        self.kind = kind
        self.retry_after = retry_after


@dataclass(frozen=True)
class Target:
    """A browser as its subscription describes it; the keys are base64url."""

    endpoint: str
    p256dh: str
    auth: str


def may_push() -> bool:
    """Whether this house has keys for web push."""
    return bool(settings.VAPID_PRIVATE_KEY and settings.VAPID_PUBLIC_KEY)


def make_keys() -> tuple[str, str]:
    """A new private and public key, base64url as the settings want them."""
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_numbers().private_value.to_bytes(32, "big")
    return _encode(private), _encode(_raw(key.public_key()))


def check_target(target: Target) -> bool:
    """Whether one could push there at all, as far as that can be told without asking anybody."""
    try:
        host = urlsplit(target.endpoint)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _decode(target.p256dh))
        httpx.URL(target.endpoint)
        port = host.port
    except (ValueError, httpx.InvalidURL):
        return False
    name = host.hostname or ""
    looks_numeric = ":" in name or name.replace(".", "").isdigit()
    named = "." in name and not looks_numeric
    plain = host.scheme == "https" and not host.username and port in (None, 443)
    return plain and (named or is_public(name)) and len(_decode(target.auth)) == 16


class PushClient:
    """One per process. `transport` is there to be replaced; without it the endpoints are fenced."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._http = open_fenced_client(transport)
        key = Vapid02.from_raw(settings.VAPID_PRIVATE_KEY.encode()).private_key
        self._vapid = Vapid02(key, conf={"no-strict": True})  # its idea of an address knows no ports

    async def close(self) -> None:
        await self._http.aclose()

    async def send(self, target: Target, message: bytes, *, topic: str) -> None:
        """Push one message; a later one of the same topic takes its place while the browser is away.

        Raises PushError.
        """
        headers = {
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEPT_SECONDS),
            "Urgency": "normal",
            "Topic": topic,
            **self._sign(target.endpoint),
        }
        try:
            answer = await self._http.post(target.endpoint, content=_encrypt(target, message), headers=headers)
        except (Fenced, httpx.InvalidURL, ValueError) as error:
            raise PushError("refused", type(error).__name__) from error
        except httpx.TransportError as error:
            raise PushError("later", type(error).__name__) from error
        _check_answer(answer)

    def _sign(self, endpoint: str) -> dict[str, str]:
        place = urlsplit(endpoint)
        claims = {
            "aud": f"{place.scheme}://{place.netloc}",
            "exp": int(time.time()) + TOKEN_SECONDS,
            "sub": settings.VAPID_SUBJECT or _find_subject(),
        }
        signed: dict[str, str] = self._vapid.sign(claims)
        return signed


def _find_subject() -> str:
    """Whom the push service could write to, where the operator did not say."""
    url: str = settings.PUBLIC_URL
    return url if url.startswith("https://") else "mailto:keeper@localhost"


def _check_answer(answer: httpx.Response) -> None:
    status = answer.status_code
    if answer.is_success:
        return
    why = f"answered {status}"
    if status in (404, 410):
        raise PushError("gone", why)
    if status == 429 or status >= 500:
        after = answer.headers.get("retry-after", "")
        raise PushError("later", why, float(after) if after.isdecimal() else 0.0)
    raise PushError("refused", why)


def _encrypt(target: Target, message: bytes) -> bytes:
    """RFC 8291. Only the browser can read it; the key pair is made for this one message."""
    encrypted: bytes = http_ece.encrypt(
        message,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_decode(target.p256dh),
        auth_secret=_decode(target.auth),
        version="aes128gcm",
    )
    return encrypted


def _raw(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    """Raises ValueError."""
    bare = text.rstrip("=")
    return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
