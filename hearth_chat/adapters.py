"""The policy of accounts, where allauth asks: who may sign up, what a guest becomes, whom a provider's word binds.

Writes are actions of `chat/actions/accounts.py`.
"""

import re
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import has_verified_email
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.functional import lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from pydantic import ValidationError as WrongShape

from chat.actions import accounts
from chat.addresses import client_address
from chat.api.accounts import guest_of
from chat.models import User
from chat.queries.people import as_language
from chat.texts import say
from hearth_chat.signup import clean_name

REFUSALS = (  # allauth's codes that we say in our own words
    "account_inactive", "cannot_remove_primary_email", "duplicate_email", "email_password_mismatch", "email_taken",
    "enter_current_password", "incorrect_code", "incorrect_password", "invalid_or_expired_key",
    "invalid_password_reset", "rate_limited", "too_many_login_attempts",
)  # fmt: skip
MAIL_VALUES = (  # of allauth's, what our lines name
    "activate_url", "password_reset_url", "signup_url", "from_email", "to_email", "deleted_email", "ip", "user_agent",
)  # fmt: skip
NO_WORD_ON_EMAIL = {"naver"}  # it says an address and not whether it has verified it


def _lazy_say(key: str) -> Any:
    """A line that is said when it is shown, in the language of that request."""
    return lazy(lambda: say(key, get_language()), str)()


class AccountAdapter(DefaultAccountAdapter):
    """E-mail, password, mails, sessions."""

    error_messages = DefaultAccountAdapter.error_messages | {code: _lazy_say(f"account_{code}") for code in REFUSALS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.ACCOUNTS_ENABLED)

    def is_safe_url(self, url: str | None) -> bool:
        """Only this very host; not the other names under which it may be opened."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address behind TRUSTED_PROXY_COUNT proxies; what is none counts as one and the same."""
        address = client_address(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))
        bare = address.split(":")[0] if address.count(":") == 1 else address.partition("]")[0].strip("[")
        try:
            return str(ip_address(bare.split("%")[0]))
        except ValueError:
            return "0.0.0.0"  # noqa: S104  # no address to listen on

    # --- signing up ---------------------------------------------------------------------------------------------

    def new_user(self, request: HttpRequest) -> User:
        """The guest himself where there is one. Who is new has no account before his address is verified."""
        guest = guest_of(request)
        return User(is_guest=True) if guest is None else User.objects.get(pk=guest.pk)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        super().save_user(request, user, form, commit=False)
        if user.pk is None:  # a guest has his name and his language
            user.name = form.cleaned_data.get("name") or user.name
            user.language = form.cleaned_data["language"]
        if commit:
            accounts.begin_account(user=user, session=request.session)
        return user

    def respond_email_verification_sent(self, request: HttpRequest, user: User | None) -> Any:
        """Without a user the address is taken: then no password was hashed, and the answer would come sooner."""
        if user is None and request.path.endswith("/auth/signup"):
            User().set_password(get_random_string(20))
        return super().respond_email_verification_sent(request, user)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed:
            accounts.become_account(user=email_address.user)
        return confirmed

    # --- sessions -----------------------------------------------------------------------------------------------

    def login(self, request: HttpRequest, user: User) -> None:
        """A guest who signs in to another account leaves his seat: the session's key changes, its old sockets close."""
        if user.is_guest:
            accounts.become_account(user=user)
        guest = guest_of(request)
        if guest is not None and guest.pk != user.pk:
            for key in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY):
                request.session.pop(key, None)  # not flush(): how one has just signed in is kept there too
        super().login(request, user)
        if guest is not None and guest.pk != user.pk:
            accounts.end_sessions(user_id=guest.pk)

    def logout(self, request: HttpRequest) -> None:
        person = guest_of(request) or request.user
        super().logout(request)
        if person.pk is not None:
            accounts.end_sessions(user_id=person.pk)

    def set_password(self, user: User, password: str) -> None:
        request = context.request
        session = request.session if request.user.pk == user.pk else None
        accounts.set_password(user=user, password=password, session=session)

    # --- mails --------------------------------------------------------------------------------------------------

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """Plain text from `chat/texts/mails.py`, in the person's language, else the browser's."""
        person = context.get("user")
        language = person.language if person is not None else get_language()
        kind = template_prefix.rsplit("/", 1)[1]
        values = {name: str(context[name]) for name in MAIL_VALUES if name in context} | {
            "house": context["current_site"].name,
            "name": _name_for_mail(person, language),
            "provider": getattr(context.get("provider"), "name", ""),
        }
        subject, body = (say(f"mail_{kind}_{part}", language, **values) for part in ("subject", "text"))
        frame = "mail_frame" if "timestamp" not in context else "mail_notice_frame"
        text = say(frame, language, **{**values, "text": body})
        return EmailMessage(subject, text, self.get_from_email(), [email], headers=headers)


class SocialAdapter(DefaultSocialAccountAdapter):
    """Google, Kakao, Naver, GitHub."""

    def new_user(self, request: HttpRequest, sociallogin: SocialLogin) -> User:
        """Whom the provider describes; whether he is the guest in this browser is decided in `save_user`."""
        return User(is_guest=True)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        extra = sociallogin.account.extra_data
        full = " ".join(part for part in (data.get("first_name"), data.get("last_name")) if part)
        user.language = as_language(get_language() or "en")
        user.name = _first_name_that_fits(data.get("name"), full, data.get("username"), extra.get("nickname"))
        if sociallogin.account.provider in NO_WORD_ON_EMAIL:
            for address in sociallogin.email_addresses:
                address.verified = False
        return user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Any, str] | None:
        """An existing account, only if the provider has verified the address and so have we."""
        found: tuple[Any, str] | None = super().authenticate_by_email(sociallogin)
        return found if found is not None and has_verified_email(*found) else None

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """In one transaction with the guest's row locked: allauth writes the whole row, his clock in it too."""
        with transaction.atomic():
            guest = guest_of(request)
            if guest is not None:
                row = User.objects.select_for_update().get(pk=guest.pk)
                row.email = sociallogin.user.email
                accounts.begin_account(user=row, session=request.session)
                sociallogin.user = row
            user: User = super().save_user(request, sociallogin, form)
            if guest is not None:
                accounts.keep_session(user=user, session=request.session)
        return user


class ProofsAdapter(DefaultMFAAdapter):
    """Second proofs: its own list of refusals; the page has words for the others."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": _lazy_say("account_incorrect_code")}


class SessionsAdapter(DefaultUserSessionsAdapter):
    """The list of sessions: ending one closes its sockets at once."""

    def end_sessions(self, sessions: list[UserSession]) -> None:
        people = {session.user_id for session in sessions}
        super().end_sessions(sessions)
        for user_id in people:
            accounts.end_sessions(user_id=user_id)


def _name_for_mail(person: User | None, language: str | None) -> str:
    """A stranger's mail goes out under our address: a name that looks like a link is not in it."""
    name = "" if person is None else person.name
    return say("newcomer", language) if re.search(r"\S\.\S|[/@:]", name) else name


def _first_name_that_fits(*names: Any) -> str:
    """The first that can be a name here, else a word for somebody."""
    for name in names:
        try:
            return clean_name(str(name or "")[:40])
        except WrongShape:
            continue
    return say("newcomer", get_language())
