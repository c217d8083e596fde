"""Lines about rooms, seats, links into them and those who keep them."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {},
    "ko": {},
}
