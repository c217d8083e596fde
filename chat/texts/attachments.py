"""Lines about files that people bring."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {},
    "ko": {},
}
