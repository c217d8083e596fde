"""What is pure: when Lily is called, her prompt, her answer, the lines of the house."""

import pytest

from chat.ai.calling import calls_lily, names_lily
from chat.ai.prompt import build_prompt, clean_answer
from chat.texts import Line, say, text_keys


@pytest.mark.parametrize(
    "text",
    [
        "@Lily hello",
        "Lily, are you there?",
        "lily",
        "안녕, Lily! Tell us a story",
        "@릴리",
        "릴리야 안녕",
        "오늘 릴리가 왔어",
        "릴리언니!",
        "릴리는 프랑스에 가 봤어?",
    ],
)
def test_lily_hears_her_name(text: str) -> None:
    assert names_lily(text)


@pytest.mark.parametrize("text", ["a lilypad", "Lilyana came", "브릴리언트한 생각", "릴리즈 노트", "hello", ""])
def test_lily_is_not_called_by_other_words(text: str) -> None:
    assert not names_lily(text)


@pytest.mark.parametrize(
    ("mode", "text", "to_lily", "alone", "expected"),
    [
        ("off", "Lily?", True, True, False),
        ("called", "Lily?", False, False, True),
        ("called", "hello", True, False, True),
        ("called", "hello", False, True, False),
        ("company", "hello", False, True, True),
        ("company", "hello", False, False, False),
    ],
)
def test_lily_answers_as_the_rooms_mode_says(
    mode: str, text: str, *, to_lily: bool, alone: bool, expected: bool
) -> None:
    assert calls_lily(mode=mode, text=text, to_lily=to_lily, alone=alone) is expected


def test_the_prompt_is_persona_lines_question_and_her_turn() -> None:
    prompt = build_prompt([("Otto", "Chestnuts\ncrack."), ("Minji", "x" * 900)], ("민지", "Lily, 이야기 해 줘"))
    lines = prompt.splitlines()
    assert lines[0].startswith("You are Lily")
    assert lines[1] == "Otto: Chestnuts crack."
    assert len(lines[2]) == len("Minji: ") + 500
    assert lines[3:] == ["민지: Lily, 이야기 해 줘", "Lily:"]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Lily: Once upon a time.", "Once upon a time."),
        ("릴리: 옛날에", "옛날에"),
        (" Once.\nMinji: and then?", "Once."),
        ("Once.\n\nThen: twice.", "Once.\n\nThen: twice."),
        ("  ", ""),
        ("half \ud83d", "half \ufffd"),
        ("\ud83d\udd25 a\x00b", "🔥 ab"),
    ],
)
def test_an_answer_keeps_only_lilys_own_words(raw: str, clean: str) -> None:
    assert clean_answer(raw, ["Minji"]) == clean


def test_both_languages_have_the_same_lines() -> None:
    assert text_keys("en") == text_keys("ko")


def test_a_line_inside_a_line_is_said_in_the_same_language() -> None:
    assert say("bad_field", "ko-KR", field="text", reason=Line("field_empty")) == "text: 비어 있을 수 없어요"
    assert say("bad_field", None, field="text", reason=Line("field_empty")) == "text: must not be empty"
