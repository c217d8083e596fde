"""What django-allauth is told. Nothing here is for the operator: his settings are in `hearth_chat/settings.py`.

Who becomes what, and who may, is in `hearth_chat/adapters.py`; how it works in docs/accounts.md.
"""

from typing import Any

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",  # guests
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "hearth_chat.passwords.LongEnough", "OPTIONS": {"min_length": 8}},
    {"NAME": "hearth_chat.passwords.NotCommon"},
    {"NAME": "hearth_chat.passwords.NotNumeric"},
    {"NAME": "hearth_chat.passwords.NotOneself", "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "hearth_chat.passwords.NotPattern"},
]

HEADLESS_ONLY = True  # none of allauth's own pages
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": "/account/verify/{key}",
    "account_reset_password": "/account/reset",
    "account_reset_password_from_key": "/account/reset/{key}",
    "account_signup": "/account/signup",
    "socialaccount_login_error": "/account/provider/callback",
}

ACCOUNT_ADAPTER = "hearth_chat.adapters.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "hearth_chat.signup.SignupFields"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None  # `username` is the database's business
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # by a link that works on every device
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_CHANGE_EMAIL = True  # one address; the old one stays until the new one is verified
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True

SOCIALACCOUNT_ADAPTER = "hearth_chat.adapters.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # of addresses that both sides have verified: SocialAdapter
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False

MFA_ADAPTER = "hearth_chat.adapters.ProofsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hearth Chat"
MFA_TOTP_TOLERANCE = 1  # clocks that are half a minute off

USERSESSIONS_ADAPTER = "hearth_chat.adapters.SessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = True  # without allauth's middleware, which writes at every request: `note_session`

# Chrome applies form-action to where the form's answer sends the browser on.
PROVIDER_ORIGINS = {
    "google": ["https://accounts.google.com"],
    "kakao": ["https://kauth.kakao.com", "https://accounts.kakao.com"],
    "naver": ["https://nid.naver.com"],
    "github": ["https://github.com"],
}


def describe_provider(client_id: str, secret: str) -> dict[str, Any]:
    """A provider's entry in SOCIALACCOUNT_PROVIDERS."""
    return {"APPS": [{"client_id": client_id, "secret": secret, "key": ""}], "OAUTH_PKCE_ENABLED": True}
