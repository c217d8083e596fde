"""Lines about accounts: signing up and in, passwords, leaving the house."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {},
    "ko": {},
}
