"""Settings for tests: the product's own, without this machine's `.env`, with the fake provider and short times."""

import os

os.environ["ENV_FILE"] = os.devnull
for name in list(os.environ):
    if name.startswith(("LILY_", "HF_TOKEN", "HUGGING_FACE_TOKEN", "EMAIL_URL", "DEFAULT_FROM_EMAIL")):
        del os.environ[name]
os.environ |= {
    "SECRET_KEY": "only-for-tests",
    "DEBUG": "0",
    "DATABASE_URL": os.environ.get("HEARTH_TEST_DATABASE", "sqlite:///unused.sqlite3"),
    "REDIS_URL": "",
    "WEB_CONCURRENCY": "1",
    "LILY_API_URL": "http://127.0.0.1:9",  # nobody listens there
}
for provider in ("GOOGLE", "KAKAO", "NAVER", "GITHUB"):  # tests/oauth_server.py plays all four
    os.environ |= {f"{provider}_CLIENT_ID": f"{provider.lower()}-id", f"{provider}_CLIENT_SECRET": "provider-secret"}

from hearth_chat.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
AI_PROVIDERS = {"lily": "chat.ai.fake.FakeProvider"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
REPLY_POLL_SECONDS = 0.2
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_AUTOREFRESH = True
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
