"""A provider on 127.0.0.1: authorisation code flow with state and PKCE, in the shapes of all four that we know.

It holds what a careful provider holds: a code is good once, for the same client, the same redirect address and the
verifier whose SHA-256 was announced.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

SECRET = "provider-secret"
GOOGLE = "https://accounts.google.com"  # the issuer that Google's tokens name
Json = dict[str, Any]


@dataclass
class Person:
    """Who is signed in at the provider. `email` may be missing, and may be unverified."""

    uid: str = "1001"
    email: str | None = "alice@example.org"
    verified: bool = True
    name: str = "Alice"
    agrees: bool = True


@dataclass
class Grant:
    """What a code stands for."""

    person: Person
    provider: str
    redirect_uri: str
    challenge: str


@dataclass
class Provider:
    """The state of the server. `refused` says why a token was not given."""

    person: Person = field(default_factory=Person)
    codes: dict[str, Grant] = field(default_factory=dict)
    tokens: dict[str, Grant] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def authorize(self, provider: str, asked: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert asked["client_id"] == f"{provider}-id"
        assert asked["response_type"] == "code"
        back: dict[str, str] = {"state": asked["state"]}
        if not self.person.agrees:
            back["error"] = "access_denied"
        else:
            back["code"] = secrets.token_urlsafe(16)
            assert asked["code_challenge_method"] == "S256"
            self.codes[back["code"]] = Grant(self.person, provider, asked["redirect_uri"], asked["code_challenge"])
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def give_token(self, provider: str, asked: dict[str, str]) -> Json | None:
        grant = self.codes.pop(asked.get("code", ""), None)
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        problem = (
            "code" if grant is None or grant.provider != provider
            else "client" if (asked.get("client_id"), asked.get("client_secret")) != (f"{provider}-id", SECRET)
            else "redirect_uri" if asked.get("redirect_uri") != grant.redirect_uri
            else "verifier" if challenge != grant.challenge
            else None
        )  # fmt: skip
        if problem is not None or grant is None:
            self.refused.append(problem or "code")
            return None
        token = secrets.token_urlsafe(16)
        self.tokens[token] = grant
        answer: Json = {"access_token": token, "token_type": "bearer", "expires_in": 3600}
        return answer | ({"id_token": id_token(grant.person)} if provider == "google" else {})

    def describe(self, path: str, token: str) -> Any:
        """The person, as the provider whose path it is tells of him."""
        person = self.tokens[token].person
        match path:
            case "/kakao/me":
                account: Json = {"profile": {"nickname": person.name}}
                if person.email:
                    account |= {"email": person.email, "is_email_verified": person.verified, "is_email_valid": True}
                return {"id": int(person.uid), "kakao_account": account}
            case "/naver/me":
                return {"resultcode": "00", "response": {"id": person.uid, "email": person.email, "name": person.name}}
            case "/github/user":
                return {"id": int(person.uid), "login": person.name, "name": person.name, "email": None}
            case "/github/emails":
                return [{"email": person.email, "primary": True, "verified": person.verified}] if person.email else []
        raise AssertionError(path)


def id_token(person: Person) -> str:
    claims = {
        "iss": GOOGLE, "aud": "google-id", "sub": person.uid, "iat": int(time.time()), "exp": int(time.time()) + 300,
        "given_name": person.name,
    } | ({"email": person.email, "email_verified": person.verified} if person.email else {})  # fmt: skip
    return jwt.encode(claims, "a key that nobody checks: the token came straight from the provider", algorithm="HS256")


class OAuthServer:
    """`with OAuthServer() as server:`; then `server.url` and `server.provider`."""

    def __init__(self) -> None:
        self.provider = Provider()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self.provider))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "OAuthServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def addresses(self, provider: str) -> dict[str, str]:
        return addresses(self.url, provider)


def addresses(url: str, provider: str) -> dict[str, str]:
    """The addresses that allauth's adapter of this provider has as attributes."""
    base = f"{url}/{provider}"
    own = {
        "google": {"identity_url": f"{base}/me"},
        "github": {"profile_url": f"{base}/user", "emails_url": f"{base}/emails"},
    }
    common = {"authorize_url": f"{base}/authorize", "access_token_url": f"{base}/token"}
    return common | own.get(provider, {"profile_url": f"{base}/me"})


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path)
            if path.path.endswith("/authorize"):
                self.send_response(302)
                self.send_header("Location", provider.authorize(path.path.split("/")[1], _flat(path.query)))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            token = self.headers["Authorization"].split(" ")[1]
            self._answer(200, provider.describe(path.path, token))

        def do_POST(self) -> None:
            asked = _flat(self.rfile.read(int(self.headers["Content-Length"])).decode())
            token = provider.give_token(self.path.split("/")[1], asked)
            self._answer(200 if token else 400, token or {"error": "invalid_grant"})

        def _answer(self, status: int, body: Any) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """The test's output stays its own."""

    return Handler


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
