"""Lines about notifications: what a push message or a mail says."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {},
    "ko": {},
}
