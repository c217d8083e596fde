"""Lines about search."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "search_short": "needs two characters or more, or something to filter by besides the room",
        "search_day": "must be a day or a time, such as 2026-01-31",
    },
    "ko": {
        "search_short": "두 글자부터 찾을 수 있어요. 방 말고 다른 조건만 골라도 돼요",
        "search_day": "2026-01-31처럼 날짜나 시각으로 적어 주세요",
    },
}
