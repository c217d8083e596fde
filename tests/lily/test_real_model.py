"""A few questions to the real models, when script/setup has fetched them. Never fetches."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from lily.manifest import read_manifest
from lily.settings import Settings
from lily.store import ModelStore
from tests.lily.running import PERSONA, PROMPT, Lily, read_events

STORE = ModelStore(Settings().models_dir)
QWEN, SMOL = read_manifest().model


def needs(index: int) -> pytest.MarkDecorator:
    entry = (QWEN, SMOL)[index]
    return pytest.mark.skipif(not STORE.holds(entry), reason=f"python -m lily.fetch --model {entry.id}")


def open_lily(model: str, **settings: str) -> Iterator[Lily]:
    lily = Lily(LILY_MODEL=model, CPU_THREADS="1", **settings)
    lily.wait_for_line("model ready", timeout=120)
    yield lily
    lily.close()


@pytest.fixture(scope="module")
def qwen() -> Iterator[Lily]:
    yield from open_lily(QWEN.id)


@pytest.fixture(scope="module")
def smol() -> Iterator[Lily]:
    yield from open_lily(SMOL.id, LILY_CONTEXT="512")


def ask(lily: Lily, prompt: str, **fields: str) -> httpx.Response:
    with lily.connect() as client:
        return client.post("/generate", data={"prompt": prompt, "max_length": "48", "do_sample": "False", **fields})


@needs(0)
def test_the_default_model_tells_a_story_to_a_line_of_two_languages(qwen: Lily) -> None:
    text = ask(qwen, PROMPT, max_length="96").json()["generated_text"]
    assert text.startswith("Once upon a time")
    assert "Lily:" not in text
    assert "Minji" not in text


@needs(0)
def test_the_default_model_answers_korean_in_korean_and_whole(qwen: Lily) -> None:
    fields = {"prompt": f"{PERSONA}\n민지: 대한민국의 수도가 어디야?\nLily:", "stream": "true"}
    with qwen.connect() as client, client.stream("POST", "/generate", data=fields) as response:
        events = list(read_events(response))
    text = "".join(event["text"] for event in events[:-1])
    assert "서울" in text
    assert "\ufffd" not in text
    assert events[-1]["usage"]["completion_tokens"] > 3


@needs(0)
def test_greedy_answers_repeat_and_sampled_ones_take_the_numbers(qwen: Lily) -> None:
    prompt = f"{PERSONA}\nSam: Hi Lily, how are you tonight?\nLily:"
    first, second = (ask(qwen, prompt).json()["generated_text"] for _ in range(2))
    assert first == second
    assert ask(qwen, prompt, do_sample="true", temperature="1.2", top_p="0.9").status_code == 200


@needs(1)
def test_closing_a_stream_stops_the_real_model(smol: Lily) -> None:
    fields = {"prompt": "Write a very long story about every fish.", "max_length": "200", "stream": "true"}
    with smol.connect() as client, client.stream("POST", "/generate", data=fields) as response:
        next(read_events(response))
    line = smol.wait_for_line("generate", "cancelled")
    assert int(line.split("tokens_out=")[1].split()[0]) < 200


@needs(1)
def test_a_prompt_over_the_context_loses_its_beginning(smol: Lily) -> None:
    talk = "\n".join(f"Sam: This is line number {number} of a long evening." for number in range(200))
    answer = ask(smol, f"{PERSONA}\n{talk}\nSam: Good night!\nLily:").json()
    assert answer["usage"]["prompt_tokens"] <= 512 - 48
    assert answer["generated_text"]


@needs(1)
def test_an_answer_that_leaves_no_room_is_refused(smol: Lily) -> None:
    response = ask(smol, "Good night!", max_length="512")
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


@needs(1)
def test_a_model_without_korean_says_so(smol: Lily) -> None:
    answer = ask(smol, f"{PERSONA}\n민지: 이야기 하나 들려줘\nLily:").json()
    assert answer["generated_text"].startswith("미안해요")
    assert answer["usage"]["completion_tokens"] == 0


@needs(1)
def test_any_gguf_can_be_named_by_its_path(tmp_path: Path) -> None:
    link = tmp_path / "my-own-model.gguf"
    link.symlink_to(STORE.locate(SMOL))
    lily = Lily(LILY_MODEL_PATH=str(link), LILY_MODEL="echo")
    try:
        lily.wait_for_line("model ready", timeout=60)
        assert ask(lily, "Hello!", max_length="8").json()["model_name"] == "my-own-model"
    finally:
        lily.close()
