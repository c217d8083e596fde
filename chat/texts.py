"""What the server itself says to people, in Korean and English. The page's words are in `frontend/src/lib/locales`."""

from dataclasses import dataclass, field
from typing import Any

_TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "not_found": "There is nothing here by that name, or it is not yours to see.",
        "forbidden": "That is not yours to do here.",
        "muted": "You are asked to listen for a while. Please try again later.",
        "rate_limited": "That was a little fast. Please wait a moment and try again.",
        "conflict": "That has changed meanwhile. Please look again.",
        "room_closed": "This room is closed; its words can still be read.",
        "unavailable": "The house could not do that just now. Please try again in a moment.",
        "too_large": "That is too large: {limit} at most.",
        "unknown_type": "type: “{type}” is not a command of this house.",
        "bad_frame": "That could not be read as a JSON object with a “type”.",
        "bad_field": "{field}: {reason}",
        "field_empty": "must not be empty",
        "field_missing": "is missing",
        "field_unknown": "is not a field of this command",
        "field_too_long": "is longer than {limit} characters",
        "field_too_short": "is shorter than {limit} characters",
        "field_invalid": "is not a valid value",
        "field_name": "must have 1 to 40 characters",
        "reply_to_elsewhere": "reply_to: there is no such message in this room",
        "attachments_later": "attachment_ids: there is no such attachment in this room",
        "reactions_full": "There are twenty kinds of reactions here already.",
        "last_owner": "Hand the room over first: it has no other owner.",
        "slow_mode": "This room talks slowly. Please wait a moment.",
        "room_full": "Every seat is taken. Please come by again in a little while.",
        "field_emoji": "must be one emoji",
        "field_large": "is larger than 32 KiB",
        "reply_busy": "Lily is already at it.",
        "provider_forbidden": "client_ai_settings: this house does not allow that AI provider or address.",
        "guests_disabled": "This house is for people with an account. Please ask your host for an invitation.",
        "signed_out": "Please take a name first.",
        "csrf_failed": "This page is out of date. Please reload it and try again.",
        "bad_request": "The house could not read that.",
        "method_not_allowed": "That cannot be done here.",
        "server_error": "Something broke on our side. Your words are safe; please try again.",
        "lily_unreachable": "Lily is asleep right now. You can ask her again in a little while.",
        "lily_timeout": "Lily thought about it for too long and lost the thread. You can ask her again.",
        "lily_refused": "Lily's door is locked: the host of this house needs to check her key.",
        "lily_busy": "Lily has many guests right now. You can ask her again in a moment.",
        "lily_broken": "Lily stumbled over her answer. You can ask her again.",
        "lily_nonsense": "Lily's answer could not be understood. You can ask her again.",
        "lily_empty": "Lily found no words this time. You can ask her again.",
    },
    "ko": {
        "not_found": "찾으시는 것이 없거나 볼 수 없는 곳이에요.",
        "forbidden": "여기에서는 하실 수 없는 일이에요.",
        "muted": "지금은 잠시 듣는 시간이에요. 조금 뒤에 다시 말씀해 주세요.",
        "rate_limited": "조금 빨랐어요. 잠시 기다렸다가 다시 해 주세요.",
        "conflict": "그사이에 바뀌었어요. 다시 한번 살펴봐 주세요.",
        "room_closed": "닫힌 방이에요. 남은 이야기는 읽을 수 있어요.",
        "unavailable": "지금은 할 수 없었어요. 잠시 뒤에 다시 해 주세요.",
        "too_large": "너무 커요. {limit}까지 괜찮아요.",
        "unknown_type": "type: “{type}”은(는) 이 집에 없는 명령이에요.",
        "bad_frame": "“type”이 있는 JSON 객체로 읽을 수 없었어요.",
        "bad_field": "{field}: {reason}",
        "field_empty": "비어 있을 수 없어요",
        "field_missing": "빠졌어요",
        "field_unknown": "이 명령에 없는 항목이에요",
        "field_too_long": "{limit}자보다 길어요",
        "field_too_short": "{limit}자보다 짧아요",
        "field_invalid": "올바른 값이 아니에요",
        "field_name": "1자에서 40자 사이여야 해요",
        "reply_to_elsewhere": "reply_to: 이 방에 그런 메시지가 없어요",
        "attachments_later": "attachment_ids: 이 방에 그런 파일이 없어요",
        "reactions_full": "여기에는 이미 스무 가지 반응이 있어요.",
        "last_owner": "먼저 방을 다른 분께 맡겨 주세요. 다른 방장이 없어요.",
        "slow_mode": "천천히 이야기하는 방이에요. 잠시만 기다려 주세요.",
        "room_full": "자리가 모두 찼어요. 조금 뒤에 다시 들러 주세요.",
        "field_emoji": "이모지 하나여야 해요",
        "field_large": "32 KiB보다 커요",
        "reply_busy": "릴리가 이미 답하고 있어요.",
        "provider_forbidden": "client_ai_settings: 이 집에서 쓸 수 없는 AI 제공자나 주소예요.",
        "guests_disabled": "계정이 있는 분들을 위한 집이에요. 집주인에게 초대를 부탁해 주세요.",
        "signed_out": "먼저 이름을 알려 주세요.",
        "csrf_failed": "페이지가 오래되었어요. 새로 고친 뒤 다시 해 주세요.",
        "bad_request": "보내신 것을 읽을 수 없었어요.",
        "method_not_allowed": "여기에서는 할 수 없는 일이에요.",
        "server_error": "저희 쪽에서 문제가 생겼어요. 쓰신 말은 무사하니 다시 해 주세요.",
        "lily_unreachable": "릴리가 잠들어 있어요. 조금 뒤에 다시 불러 주세요.",
        "lily_timeout": "릴리가 너무 오래 생각하다 말을 놓쳤어요. 다시 물어봐 주세요.",
        "lily_refused": "릴리의 문이 잠겨 있어요. 집주인이 열쇠를 확인해야 해요.",
        "lily_busy": "지금 릴리를 찾는 분이 많아요. 잠시 뒤에 다시 물어봐 주세요.",
        "lily_broken": "릴리가 대답하다 걸려 넘어졌어요. 다시 물어봐 주세요.",
        "lily_nonsense": "릴리의 대답을 알아들을 수 없었어요. 다시 물어봐 주세요.",
        "lily_empty": "릴리가 이번에는 말을 찾지 못했어요. 다시 물어봐 주세요.",
    },
}


@dataclass(frozen=True)
class Line:
    """A line inside a line; said in the language of the outer one."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)


def say(key: str, language: str | None, **values: Any) -> str:
    """The line `key` in Korean where `language` begins with "ko", else in English."""
    texts = _TEXTS["ko" if (language or "").startswith("ko") else "en"]
    said = {
        name: say(value.key, language, **value.values) if isinstance(value, Line) else value
        for name, value in values.items()
    }
    return texts[key].format(**said)


def text_keys(language: str) -> set[str]:
    """Every key of one language; a test holds both equal."""
    return set(_TEXTS[language])
