"""Which passwords are refused: Django's rules in our words, and patterns that every list of leaked ones begins with."""

import re
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from chat.texts import say

KEYBOARD_ROWS = (
    "`1234567890-=",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
    "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ",
    "ㅋㅌㅊㅍㅠㅜㅡ",
)
KEYBOARD_COLUMNS = ("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/")
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
WALKS = [path[::step] for path in (*KEYBOARD_ROWS, *KEYBOARD_COLUMNS, ALPHABET) for step in (1, -1)]
LEET = str.maketrans("@4301!5$7", "aaeoiisst")
ORDINARY = (
    "password", "passwort", "qwerty", "letmein", "welcome", "iloveyou", "monkey", "dragon", "admin", "master",
    "sunshine", "princess", "football", "baseball", "superman", "login", "secret", "hearth", "fireplace",
    "비밀번호", "사랑해", "안녕하세요", "tkfkdgo", "dkssud", "qlalfqjsgh",
)  # fmt: skip
FEW_OWN_CHARACTERS = 4  # what must remain beside an ordinary word


def _explain(key: str, **values: Any) -> str:
    return say(key, get_language(), **values)


class LongEnough(MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        return _explain("password_short", limit=self.min_length)


class NotCommon(CommonPasswordValidator):
    """Not one of the 20,000 that Django ships."""

    def get_error_message(self) -> str:
        return _explain("password_common")


class NotNumeric(NumericPasswordValidator):
    """Not digits alone."""

    def get_error_message(self) -> str:
        return _explain("password_numeric")


class NotOneself(UserAttributeSimilarityValidator):
    """Not one's own name or address."""

    def get_error_message(self) -> str:
        return _explain("password_similar")


class NotPattern:
    """Not a walk over the keyboard, few characters again and again, or an ordinary word with a digit behind it."""

    def validate(self, password: str, user: Any = None) -> None:
        lowered = password.lower()
        if len(set(lowered)) < FEW_OWN_CHARACTERS or _repeats(lowered) or _walks(lowered) or _is_ordinary(lowered):
            raise ValidationError(_explain("password_pattern"), code="password_pattern")

    def get_help_text(self) -> str:
        return _explain("password_pattern")


def _repeats(password: str) -> bool:
    """One piece again and again: abcabcabc."""
    return re.fullmatch(r"(.{1,5})\1+.{0,2}", password) is not None


def _walks(password: str) -> bool:
    """Most steps from one character to the next go along a row, a column or the alphabet."""
    steps = list(pairwise(password))
    along = sum(any(a + b in walk for walk in WALKS) for a, b in steps)
    return bool(steps) and along / len(steps) >= 0.7


def _is_ordinary(password: str) -> bool:
    """An ordinary word, letters swapped for signs or not, and hardly anything beside it."""
    for plain in (password, password.translate(LEET)):
        for word in ORDINARY:
            if word in plain and len(plain) - len(word) <= FEW_OWN_CHARACTERS:
                return True
    return False
