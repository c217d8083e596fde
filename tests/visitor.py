"""A person in front of the account pages: a browser that speaks to `/_allauth/` as our page does."""

import json
import re
from typing import Any
from urllib.parse import unquote

from django.core.mail import EmailMessage
from django.test import Client

from chat.models import User

PASSWORD = "lantern-owl-teapot"
Json = dict[str, Any]


class Visitor:
    """Calls carry the CSRF token; `status` and `data` are of the last answer."""

    def __init__(self, client: Client | None = None, language: str = "en") -> None:
        self.client = client or Client(enforce_csrf_checks=True)
        self.language = language
        self.status = 0
        self.data: Any = None

    def call(self, method: str, path: str, body: Json | None = None, **headers: str) -> Any:
        """The parsed answer of `/_allauth/browser/v1/<path>`."""
        self.client.get("/api/session")
        answer = self.client.generic(
            method,
            f"/_allauth/browser/v1/{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers={
                "X-CSRFToken": self.client.cookies["csrftoken"].value,
                "Accept-Language": self.language,
                **headers,
            },
        )
        self.status, self.data = answer.status_code, answer.json()
        return self.data

    def post(self, path: str, **body: Any) -> Any:
        return self.call("POST", path, body)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, None, **headers)

    def sit_down(self, name: str = "Alice") -> User:
        """As a guest."""
        self.client.get("/api/session")
        answer = self.client.post(
            "/api/guest",
            {"name": name, "language": self.language},
            content_type="application/json",
            headers={"X-CSRFToken": self.client.cookies["csrftoken"].value},
        )
        return User.objects.get(pk=answer.json()["user"]["id"])

    def sign_up(self, email: str, password: str = PASSWORD, **fields: Any) -> Any:
        return self.post("auth/signup", email=email, password=password, **fields)

    def verify(self, mail: EmailMessage) -> Any:
        return self.post("auth/email/verify", key=link_key(mail))

    def sign_in(self, email: str, password: str = PASSWORD) -> Any:
        return self.post("auth/login", email=email, password=password)

    def me(self) -> Any:
        """Who the house says this is."""
        return self.client.get("/api/session").json()["user"]

    def cookie(self) -> str:
        return f"hearth_session={self.client.cookies['hearth_session'].value}"

    def codes(self) -> list[str]:
        """Of the errors in the last answer."""
        return [error["code"] for error in self.data["errors"]]

    def pending(self) -> list[str]:
        """What is still to be done before one is in."""
        return [flow["id"] for flow in self.data["data"]["flows"] if flow.get("is_pending")]


def link_key(mail: EmailMessage) -> str:
    """The key of the link in a mail."""
    found = re.search(r"http://[^/]+/account/(?:verify|reset)/(\S+)", str(mail.body))
    assert found is not None
    return unquote(found[1])


def make_account(
    mailoutbox: list[EmailMessage], email: str = "alice@example.org", name: str = "Alice", host: str = "testserver"
) -> Visitor:
    """Somebody with an account, signed in."""
    visitor = Visitor(Client(enforce_csrf_checks=True, SERVER_NAME=host))
    visitor.sign_up(email, name=name)
    visitor.verify(mailoutbox[-1])
    assert visitor.status == 200
    return visitor
