"""What a sign-up asks for besides address and password. allauth makes its own form out of it."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language
from pydantic import TypeAdapter
from pydantic import ValidationError as WrongShape

from chat.api.accounts import guest_of
from chat.models import User
from chat.protocol.base import Name
from chat.queries.people import as_language
from chat.texts import say

_names = TypeAdapter[str](Name)


def clean_name(name: str) -> str:
    """A name as everybody here has one. Raises pydantic's ValidationError."""
    return _names.validate_python(name)


class SignupFields(forms.Form):
    """`name` (a guest has one already) and `language` ("ko", "en"; else the browser's)."""

    name = forms.CharField(required=False, max_length=400)
    language = forms.CharField(required=False, max_length=20)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name:
            if guest_of(context.request) is None and getattr(self, "sociallogin", None) is None:
                raise ValidationError(say("field_name", get_language()), code="name")
            return ""
        try:
            return clean_name(name)
        except WrongShape as error:
            raise ValidationError(say("field_name", get_language()), code="name") from error

    def clean_language(self) -> str:
        return as_language(self.cleaned_data["language"] or get_language() or "en")

    def clean(self) -> dict[str, Any]:
        """A password may not be one's name or address, which stand in other fields."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("password"):
            person = User(name=cleaned.get("name", ""), email=cleaned.get("email", ""))
            try:
                get_adapter().clean_password(cleaned["password"], user=person)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def signup(self, request: HttpRequest, user: User) -> None:
        """Everything is kept by the adapter's `save_user`."""
