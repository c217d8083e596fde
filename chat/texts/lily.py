"""Lines about Lily: why there is no answer."""

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "reply_busy": "Lily is already at it.",
        "provider_forbidden": "client_ai_settings: this house does not allow that AI provider or address.",
        "lily_unreachable": "Lily is asleep right now. You can ask her again in a little while.",
        "lily_timeout": "Lily thought about it for too long and lost the thread. You can ask her again.",
        "lily_refused": "Lily's door is locked: the host of this house needs to check her key.",
        "lily_busy": "Lily has many guests right now. You can ask her again in a moment.",
        "lily_broken": "Lily stumbled over her answer. You can ask her again.",
        "lily_nonsense": "Lily's answer could not be understood. You can ask her again.",
        "lily_empty": "Lily found no words this time. You can ask her again.",
    },
    "ko": {
        "reply_busy": "릴리가 이미 답하고 있어요.",
        "provider_forbidden": "client_ai_settings: 이 집에서 쓸 수 없는 AI 제공자나 주소예요.",
        "lily_unreachable": "릴리가 잠들어 있어요. 조금 뒤에 다시 불러 주세요.",
        "lily_timeout": "릴리가 너무 오래 생각하다 말을 놓쳤어요. 다시 물어봐 주세요.",
        "lily_refused": "릴리의 문이 잠겨 있어요. 집주인이 열쇠를 확인해야 해요.",
        "lily_busy": "지금 릴리를 찾는 분이 많아요. 잠시 뒤에 다시 물어봐 주세요.",
        "lily_broken": "릴리가 대답하다 걸려 넘어졌어요. 다시 물어봐 주세요.",
        "lily_nonsense": "릴리의 대답을 알아들을 수 없었어요. 다시 물어봐 주세요.",
        "lily_empty": "릴리가 이번에는 말을 찾지 못했어요. 다시 물어봐 주세요.",
    },
}
