"""Lines about search."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {},
    "ko": {},
}
