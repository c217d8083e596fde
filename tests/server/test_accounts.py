"""Accounts at a real process: from a guest to an account, by the mail that lies in a folder."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import unquote

import httpx

from tests.processes import Hearth

API = "/_allauth/browser/v1"
BecomeGuest = Callable[[str, str], httpx.Client]


def test_a_guest_becomes_an_account_with_no_mail_server(
    database: Path, tmp_path: Path, become_guest: BecomeGuest
) -> None:
    with Hearth(database, EMAIL_URL=f"filemail:///{tmp_path}/mail") as process:
        client = become_guest(process.wait_ready().url, "Alice")
        me = client.get("/api/session").json()["user"]
        new = {"email": "alice@example.org", "password": "lantern-owl-teapot"}
        assert client.post(f"{API}/auth/signup", json=new).status_code == 401
        (written,) = (tmp_path / "mail").iterdir()
        mail = message_from_bytes(written.read_bytes(), policy=policy.default)
        body = mail.get_body()
        assert body is not None
        link = re.search(rf"{process.url}/account/verify/(\S+)", body.get_content())
        assert link is not None
        verified = client.post(f"{API}/auth/email/verify", json={"key": unquote(link[1])})
        assert verified.status_code == 200
        assert client.get("/api/session").json()["user"] == me | {"is_guest": False}
        client.headers["X-CSRFToken"] = client.get("/api/session").json()["csrf_token"]
        nonsense = client.post(f"{API}/auth/webauthn/login", json={"credential": {"id": "x"}})
        assert (nonsense.status_code, nonsense.json()["error"]["code"]) == (400, "bad_request")
