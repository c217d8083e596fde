"""Lines about rooms, seats, links into them and those who keep them."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "field_room_name": "must have 1 to 80 characters",
        "field_topic": "must have at most 200 characters",
        "rooms_many": "You keep {limit} rooms already. Please let one go before you open another.",
        "direct_room": "A room for two stays as it is. Only Lily's part in it can be changed.",
        "invites_many": "This room has {limit} open links already. Please take one back first.",
        "requests_many": "Many people are waiting at this door. Please try again later.",
        "asks_to_join": "would like to come into “{room}”.",
        "let_in": "You are welcome in “{room}”.",
        "not_let_in": "“{room}” cannot take you in this time.",
    },
    "ko": {
        "field_room_name": "1자에서 80자 사이여야 해요",
        "field_topic": "200자까지 쓸 수 있어요",
        "rooms_many": "이미 방을 {limit}개 맡고 계세요. 새로 열기 전에 하나를 정리해 주세요.",
        "direct_room": "둘만의 방은 그대로 두어요. 릴리가 함께할지만 바꿀 수 있어요.",
        "invites_many": "이 방에는 열린 초대 링크가 이미 {limit}개 있어요. 하나를 먼저 거두어 주세요.",
        "requests_many": "문 앞에서 기다리는 분이 많아요. 나중에 다시 와 주세요.",
        "asks_to_join": "“{room}”에 들어오고 싶어 해요.",
        "let_in": "“{room}”에서 기다리고 있어요. 어서 오세요.",
        "not_let_in": "이번에는 “{room}”에 모시지 못하게 되었어요.",
    },
}
