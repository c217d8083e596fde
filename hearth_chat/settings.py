"""The one settings file. What an operator may set comes from the environment or `.env` (see `.env.example`).

Nothing here has a secret default outside DEBUG. Names are the ones of docs/settings.md.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from hearth_chat.accounts import *  # noqa: F403
from hearth_chat.accounts import PROVIDER_ORIGINS, describe_provider
from hearth_chat.logs import describe_logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.DB_SCHEMES["mariadb"] = "django.db.backends.mysql"
_env_file = Path(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))
if _env_file.is_file():
    environ.Env.read_env(_env_file)  # the environment wins over the file

# --- the server -------------------------------------------------------------------------------------------------
HOST: str = env.str("HOST", default="127.0.0.1")
PORT: int = env.int("PORT", default=8000)
DEBUG: bool = env.bool("DEBUG", default=False)
SECRET_KEY: str = env.str("SECRET_KEY", default="only-for-debug" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is missing: run ./script/setup, which writes one into .env, or set it.")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
WEB_CONCURRENCY: int = env.int("WEB_CONCURRENCY", default=1)
REDIS_URL: str = env.str("REDIS_URL", default="")
LAYER_RETRY_SECONDS: float = env.float("LAYER_RETRY_SECONDS", default=10.0)
PRESENCE_LEASE_SECONDS: float = env.float("PRESENCE_LEASE_SECONDS", default=30.0)
TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXY_COUNT", default=0)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CORS_ALLOWED_ORIGINS: list[str] = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_ALLOW_CREDENTIALS = True
GUESTS_ENABLED: bool = env.bool("GUESTS_ENABLED", default=True)
METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")
METRICS_ADDRESSES: list[str] = env.list("METRICS_ADDRESSES", default=[])
RATE_LIMITS_ENABLED: bool = env.bool("RATE_LIMITS_ENABLED", default=True)
HEARTBEAT_SECONDS: int = env.int("HEARTBEAT_SECONDS", default=25)
SESSION_LOOK_SECONDS: float = HEARTBEAT_SECONDS  # how often the sessions of open sockets are looked at
TIDY_LOOK_SECONDS: float = env.float("TIDY_LOOK_SECONDS", default=300.0)
SLOW_CLIENT_SECONDS: float = env.float("SLOW_CLIENT_SECONDS", default=30.0)
SOCKET_QUEUE_FRAMES: int = env.int("SOCKET_QUEUE_FRAMES", default=1000)
GUESTS_PER_ADDRESS: int = env.int("GUESTS_PER_ADDRESS", default=100)
SOCKETS_PER_PERSON: int = env.int("SOCKETS_PER_PERSON", default=30)
SOCKETS_PER_ADDRESS: int = env.int("SOCKETS_PER_ADDRESS", default=300)

# --- accounts (the rest of it: hearth_chat/accounts.py) ----------------------------------------------------------
ACCOUNTS_ENABLED: bool = env.bool("ACCOUNTS_ENABLED", default=True)
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {"confirm_email": "1/m/key"} if RATE_LIMITS_ENABLED else False
MFA_RATE_LIMITS: dict[str, str] | bool = {} if RATE_LIMITS_ENABLED else False
_providers = {
    "google": ("Google", env.str("GOOGLE_CLIENT_ID", default=""), env.str("GOOGLE_CLIENT_SECRET", default="")),
    "kakao": ("Kakao", env.str("KAKAO_CLIENT_ID", default=""), env.str("KAKAO_CLIENT_SECRET", default="")),
    "naver": ("Naver", env.str("NAVER_CLIENT_ID", default=""), env.str("NAVER_CLIENT_SECRET", default="")),
    "github": ("GitHub", env.str("GITHUB_CLIENT_ID", default=""), env.str("GITHUB_CLIENT_SECRET", default="")),
}
SIGN_IN_PROVIDERS = {id_: name for id_, (name, key, secret) in _providers.items() if key and secret}
SOCIALACCOUNT_PROVIDERS = {id_: describe_provider(*_providers[id_][1:]) for id_ in SIGN_IN_PROVIDERS}
_email_url: str = env.str("EMAIL_URL", default="")
if _email_url:
    vars().update(environ.Env.email_url_config(_email_url))
else:  # no mail server: each mail is a file, so that the host finds the links in it
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = BASE_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="Hearth Chat <hearth@localhost>")
# --- telling people who are away -----------------------------------------------------------------------------------
PUBLIC_URL: str = env.str("PUBLIC_URL", default="").rstrip("/") or f"http://localhost:{PORT}"
VAPID_PRIVATE_KEY: str = env.str("VAPID_PRIVATE_KEY", default="")
VAPID_PUBLIC_KEY: str = env.str("VAPID_PUBLIC_KEY", default="")
VAPID_SUBJECT: str = env.str("VAPID_SUBJECT", default="")
PUSH_DELAY_SECONDS: float = env.float("PUSH_DELAY_SECONDS", default=5.0)

# --- Lily -------------------------------------------------------------------------------------------------------
LILY_API_URL: str = env.str("LILY_API_URL", default="http://127.0.0.1:8001").rstrip("/")
LILY_API_PREFIX: str = env.str("LILY_API_PREFIX", default="").rstrip("/")
LILY_ALLOWED_URLS: list[str] = [url.rstrip("/") for url in env.list("LILY_ALLOWED_URLS", default=[])]
LILY_TOKEN: str = (
    env.str("LILY_TOKEN", default="") or env.str("HF_TOKEN", default="") or env.str("HUGGING_FACE_TOKEN", default="")
)
LILY_MAX_LENGTH_CAP: int = max(1, env.int("LILY_MAX_LENGTH_CAP", default=128))
LILY_MAX_LENGTH_DEFAULT: int = min(LILY_MAX_LENGTH_CAP, max(1, env.int("LILY_MAX_LENGTH_DEFAULT", default=20)))
LILY_CONTEXT_LINES: int = env.int("LILY_CONTEXT_LINES", default=6)
LILY_CONNECT_SECONDS: float = env.float("LILY_CONNECT_SECONDS", default=5.0)
LILY_SILENCE_SECONDS: float = env.float("LILY_SILENCE_SECONDS", default=25.0)
LILY_TOTAL_SECONDS: float = env.float("LILY_TOTAL_SECONDS", default=120.0)
AI_PROVIDERS: dict[str, str] = {"lily": "chat.ai.lily.LilyProvider"}  # name on the wire -> class
REPLY_LEASE_SECONDS: float = env.float("REPLY_LEASE_SECONDS", default=15.0)
REPLY_SLOTS: int = env.int("REPLY_SLOTS", default=4)
REPLY_POLL_SECONDS: float = env.float("REPLY_POLL_SECONDS", default=1.0)

# --- Django -----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "daphne",  # `manage.py runserver` speaks ASGI
    "hearth_chat.apps.ChatConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "servestatic",
    "django.contrib.staticfiles",
    "channels",
    "corsheaders",
    "csp",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.kakao",
    "allauth.socialaccount.providers.naver",
    "allauth.usersessions",
    "ninja",  # serves the API's docs page from our own static files
]
MIDDLEWARE = [
    "chat.api.house.HealthMiddleware",
    "chat.api.errors.JsonErrorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "chat.api.csrf.EveryPathCsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "chat.api.accounts.GuestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "hearth_chat.urls"
ASGI_APPLICATION = "hearth_chat.asgi.application"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
AUTH_USER_MODEL = "chat.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- data -------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'hearth.sqlite3'}")}
_database = DATABASES["default"]
# NORMAL: no commit is lost with the process, the last ones may be with the power. FULL: nor then, but slower.
SQLITE_SYNCHRONOUS: str = env.str("SQLITE_SYNCHRONOUS", default="NORMAL")
if SQLITE_SYNCHRONOUS not in {"NORMAL", "FULL"}:
    raise ImproperlyConfigured("SQLITE_SYNCHRONOUS is NORMAL or FULL.")
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # two DEFERRED writers deadlock into "database is locked"
        "timeout": 5,
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={SQLITE_SYNCHRONOUS}; PRAGMA cache_size=-16000;",
    }
    _database["TEST"] = {"NAME": str(BASE_DIR / "test.sqlite3")}  # a file: threads need their own connections
elif _database["ENGINE"] == "django.db.backends.mysql":
    _database["ENGINE"] = "chat.mysql_backend"
    _database["CONN_HEALTH_CHECKS"] = True
_database["CONN_MAX_AGE"] = 600
CACHES: dict[str, dict[str, Any]] = {  # only limits and "last seen" are in it
    "default": {"BACKEND": "hearth_chat.cache.SharedCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "hearth"}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
MAX_IMAGE_BYTES: int = env.int("MAX_IMAGE_MB", default=20) * 1024 * 1024
MAX_DOCUMENT_BYTES: int = env.int("MAX_DOCUMENT_MB", default=25) * 1024 * 1024
MAX_AUDIO_BYTES: int = env.int("MAX_AUDIO_MB", default=25) * 1024 * 1024
MAX_IMAGE_PIXELS: int = env.int("MAX_IMAGE_PIXELS", default=60_000_000)
MEDIA_ROOT: str = env.str("MEDIA_ROOT", default=str(BASE_DIR / "media"))
MEDIA_S3_BUCKET: str = env.str("MEDIA_S3_BUCKET", default="")
MEDIA_S3_ENDPOINT_URL: str = env.str("MEDIA_S3_ENDPOINT_URL", default="")
MEDIA_S3_REGION: str = env.str("MEDIA_S3_REGION", default="")
MEDIA_S3_ACCESS_KEY: str = env.str("MEDIA_S3_ACCESS_KEY", default="")
MEDIA_S3_SECRET_KEY: str = env.str("MEDIA_S3_SECRET_KEY", default="")
_media: dict[str, Any] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
if MEDIA_S3_BUCKET:
    _media = {
        "BACKEND": "chat.files.bucket.BucketStorage",
        "OPTIONS": {
            "bucket_name": MEDIA_S3_BUCKET,
            "endpoint_url": MEDIA_S3_ENDPOINT_URL or None,
            "region_name": MEDIA_S3_REGION or None,
            "access_key": MEDIA_S3_ACCESS_KEY or None,  # None: as the machine itself is known to AWS
            "secret_key": MEDIA_S3_SECRET_KEY or None,
        },
    }
FILE_UPLOAD_HANDLERS = [
    "chat.api.bounds.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- the page ---------------------------------------------------------------------------------------------------
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.is_dir() else []
STORAGES = {
    "default": _media,
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedStaticFilesStorage"},
}
SERVESTATIC_AUTOREFRESH = DEBUG
SERVESTATIC_USE_FINDERS = DEBUG
SERVESTATIC_MAX_AGE = 3600
SERVESTATIC_IMMUTABLE_FILE_TEST = r"^/static/assets/.+-[\w-]{8}\.\w+$"  # Vite puts the content's hash in the name

LANGUAGE_CODE = "en"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "UTC"
SILENCED_SYSTEM_CHECKS = ["models.W036"]  # MariaDB has no conditional unique keys; allauth looks before it writes

# --- safety -----------------------------------------------------------------------------------------------------
_https = any(urlsplit(origin).scheme == "https" for origin in CSRF_TRUSTED_ORIGINS)
SESSION_COOKIE_NAME = "hearth_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 365
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "chat.api.errors.answer_csrf_failure"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXY_COUNT > 0:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *(origin for id_ in SIGN_IN_PROVIDERS for origin in PROVIDER_ORIGINS[id_])],
        "frame-ancestors": ["'none'"],
    }
}

# --- logs: one structured line each -----------------------------------------------------------------------------
LOG_LEVEL: str = env.str("LOG_LEVEL", default="INFO")
LOG_JSON: bool = env.bool("LOG_JSON", default=False)
LOGGING = describe_logs(level=LOG_LEVEL, as_json=LOG_JSON)
