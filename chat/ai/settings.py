"""The merge of AI settings, field by field: message > sender's saved > room's > server's; the policy bounds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from chat.protocol.shapes import ClientAiSettings
from chat.refusals import Refused

MOST_TEMPERATURE = 2.0


@dataclass(frozen=True)
class Policy:
    """What the operator allows and what stands where nobody says otherwise."""

    providers: frozenset[str]
    lily_urls: tuple[str, ...]  # the first is the default
    max_tokens_default: int
    max_tokens_cap: int


@dataclass(frozen=True)
class AiSettings:
    """What is in force for one answer. `max_tokens` is 1..cap, `temperature` 0..2 or None (the model's own)."""

    provider: str
    lily_api_url: str
    model: str | None
    max_tokens: int
    temperature: float | None


def load_policy() -> Policy:
    """The policy from Django's settings."""
    return Policy(
        providers=frozenset(settings.AI_PROVIDERS),
        lily_urls=tuple(dict.fromkeys([settings.LILY_API_URL, *settings.LILY_ALLOWED_URLS])),
        max_tokens_default=settings.LILY_MAX_LENGTH_DEFAULT,
        max_tokens_cap=settings.LILY_MAX_LENGTH_CAP,
    )


def check_policy(client: ClientAiSettings | None, policy: Policy) -> None:
    """Refuse what the operator did not allow, before anything is stored. Raises Refused("forbidden")."""
    if client is None:
        return
    if client.ai_provider is not None and client.ai_provider not in policy.providers:
        raise Refused("forbidden", "provider_forbidden")
    if client.lily_api_url is not None and client.lily_api_url.rstrip("/") not in policy.lily_urls:
        raise Refused("forbidden", "provider_forbidden")


def merge_settings(
    policy: Policy, *, client: Mapping[str, Any] | None, saved: Mapping[str, Any], room: Mapping[str, Any]
) -> AiSettings:
    """The settings in force for one answer. Pure; a null or missing field is passed on to the next in the order."""
    order = [client or {}, saved, room]

    def pick(field: str) -> Any:
        return next((layer[field] for layer in order if layer.get(field) is not None), None)

    provider = pick("ai_provider")
    if provider not in policy.providers:
        provider = "lily"
    url = (pick("lily_api_url") or "").rstrip("/")
    max_tokens = pick("max_tokens")
    temperature = pick("temperature")
    return AiSettings(
        provider=provider,
        lily_api_url=url if url in policy.lily_urls else policy.lily_urls[0],
        model=pick(f"{provider}_model"),
        max_tokens=_bound(policy.max_tokens_default if max_tokens is None else max_tokens, 1, policy.max_tokens_cap),
        temperature=None if temperature is None else _bound(temperature, 0.0, MOST_TEMPERATURE),
    )


def may_carry_token(url: str, policy: Policy) -> bool:
    """Whether the Bearer token may go to this address: only to an origin that the operator configured."""
    return _origin(url) in {_origin(allowed) for allowed in policy.lily_urls}


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _bound(value: Any, lowest: Any, highest: Any) -> Any:
    return max(lowest, min(highest, value))
