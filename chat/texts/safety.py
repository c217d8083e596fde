"""Lines about reports, decisions, bans and blocks."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {},
    "ko": {},
}
