"""Lines about accounts: signing up and in, passwords, leaving the house."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "time_zone_unknown": "time_zone: there is no time zone by that name.",
        "name_differs": "name: that is not your name here. Please write it as it stands above.",
        "reauthenticate": "Please show once more that it is you.",
        "someone": "someone",
    },
    "ko": {
        "time_zone_unknown": "time_zone: 그런 시간대는 없어요.",
        "name_differs": "name: 여기에서 쓰시는 이름과 달라요. 위에 보이는 대로 적어 주세요.",
        "reauthenticate": "본인이 맞는지 한 번만 더 확인해 주세요.",
        "someone": "어떤 분",
    },
}
