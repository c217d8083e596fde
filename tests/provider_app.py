"""Leads allauth's own adapters to the provider of the tests; only tests/provider_settings.py installs it."""

import os
from importlib import import_module

from django.apps import AppConfig

from tests.oauth_server import addresses

PROVIDERS = {"google": "Google", "kakao": "Kakao", "naver": "Naver", "github": "GitHub"}


class ProviderApp(AppConfig):
    """`ready` is the first moment at which the adapters can be imported."""

    name = "tests"
    label = "provider_app"

    def ready(self) -> None:
        for provider, name in PROVIDERS.items():
            views = import_module(f"allauth.socialaccount.providers.{provider}.views")
            for attribute, url in addresses(os.environ["OAUTH_URL"], provider).items():
                setattr(getattr(views, f"{name}OAuth2Adapter"), attribute, url)
