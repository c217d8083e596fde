"""The merge of AI settings as a table, the policy's bounds, and where the token may go."""

from typing import Any

import pytest

from chat.ai.settings import AiSettings, Policy, check_policy, may_carry_token, merge_settings
from chat.protocol.shapes import ClientAiSettings
from chat.refusals import Refused
from tests.tab import ai_settings

HOME, SPACE = "http://127.0.0.1:8001", "https://lily.example"
POLICY = Policy(
    providers=frozenset({"lily", "openai"}), lily_urls=(HOME, SPACE), max_tokens_default=20, max_tokens_cap=128
)


def in_force(**changes: Any) -> AiSettings:
    plain = {"provider": "lily", "lily_api_url": HOME, "model": None, "max_tokens": 20, "temperature": None}
    return AiSettings(**(plain | changes))


@pytest.mark.parametrize(
    ("client", "saved", "room", "expected"),
    [
        (None, {}, {}, in_force()),
        ({}, {}, {"max_tokens": 30}, in_force(max_tokens=30)),
        ({}, {"max_tokens": 40}, {"max_tokens": 30}, in_force(max_tokens=40)),
        ({"max_tokens": 50}, {"max_tokens": 40}, {"max_tokens": 30}, in_force(max_tokens=50)),
        ({"max_tokens": None}, {"max_tokens": 40}, {}, in_force(max_tokens=40)),
        ({"max_tokens": 999}, {}, {}, in_force(max_tokens=128)),
        ({"max_tokens": -5}, {}, {}, in_force(max_tokens=1)),
        ({"max_tokens": 0}, {"max_tokens": 40}, {}, in_force(max_tokens=1)),
        ({"temperature": 9.0}, {}, {}, in_force(temperature=2.0)),
        ({"temperature": 0.0}, {"temperature": 1.0}, {}, in_force(temperature=0.0)),
        ({"lily_api_url": SPACE + "/"}, {}, {}, in_force(lily_api_url=SPACE)),
        ({}, {"lily_api_url": "http://evil.example"}, {}, in_force()),
        (
            {"ai_provider": "openai", "openai_model": "small", "lily_model": "x"},
            {},
            {},
            in_force(provider="openai", model="small"),
        ),
        ({"ai_provider": "gemini"}, {}, {}, in_force()),
        ({"lily_model": "a"}, {"lily_model": "b"}, {"ai_provider": "openai"}, in_force(provider="openai")),
    ],
)
def test_settings_merge_field_by_field(
    client: dict[str, Any] | None, saved: dict[str, Any], room: dict[str, Any], expected: AiSettings
) -> None:
    assert merge_settings(POLICY, client=client, saved=saved, room=room) == expected


@pytest.mark.parametrize("wish", [{"ai_provider": "gemini"}, {"lily_api_url": "http://127.0.0.1:8001.evil.example"}])
def test_what_the_operator_did_not_allow_is_forbidden(wish: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        check_policy(ClientAiSettings(**ai_settings(**wish)), POLICY)
    assert refused.value.code == "forbidden"


def test_what_the_operator_allowed_passes() -> None:
    check_policy(ClientAiSettings(**ai_settings(ai_provider="openai", lily_api_url=SPACE, max_tokens=9999)), POLICY)
    check_policy(None, POLICY)


@pytest.mark.parametrize(
    ("url", "carried"),
    [
        (f"{SPACE}/generate", True),
        ("http://lily.example/generate", False),
        ("https://lily.example:8443/generate", False),
        ("https://lily.example.evil/generate", False),
        ("https://lily.example@evil.example/generate", False),
    ],
)
def test_the_token_goes_only_where_the_operator_pointed(url: str, *, carried: bool) -> None:
    assert may_carry_token(url, POLICY) is carried
