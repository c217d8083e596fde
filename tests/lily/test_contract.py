"""What the calls of Lily take and give, on the echo engine."""

import httpx
import pytest

from tests.lily.running import PROMPT, read_events


def test_health_says_what_works(ask: httpx.Client) -> None:
    assert ask.get("/health").json() == {
        "status": "ok",
        "model_loaded": True,
        "model_name": "echo",
        "features": ["stream"],
    }


def test_models_names_the_current_one(ask: httpx.Client) -> None:
    answer = ask.get("/models").json()
    assert answer["current_model"] == {"model_id": "echo", "display_name": "Echo (for tests)"}
    assert answer["models"][0]["model_id"] == "echo"
    assert answer["models"][0]["languages"] == ["en", "ko"]


@pytest.mark.parametrize("shape", ["urlencoded", "multipart"])
def test_generate_takes_both_kinds_of_form(ask: httpx.Client, shape: str) -> None:
    fields = {"prompt": PROMPT, "max_length": "20", "do_sample": "False"}
    form = {"data": fields} if shape == "urlencoded" else {"files": {k: (None, v) for k, v in fields.items()}}
    answer = ask.post("/generate", **form).json()
    assert answer["generated_text"] == "안녕, Lily! Tell us a story"
    assert answer["model_name"] == "echo"
    assert answer["processing_time"] >= 0
    assert answer["usage"]["completion_tokens"] == 6
    assert answer["usage"]["finish_reason"] == "stop"
    assert {"queue_ms", "tokenise_ms", "first_token_ms", "decode_ms"} <= answer["timings"].keys()


@pytest.mark.parametrize("name", ["max_length", "max_new_tokens"])
def test_the_length_bounds_the_answer(ask: httpx.Client, name: str) -> None:
    answer = ask.post("/generate", data={"prompt": PROMPT, name: "2"}).json()
    assert answer["generated_text"] == "안녕, Lily!"
    assert answer["usage"]["finish_reason"] == "length"


def test_the_same_calls_stand_under_the_prefix(ask: httpx.Client) -> None:
    assert ask.get("/api/v2/health").json()["model_name"] == "echo"
    assert ask.get("/api/v2/models").status_code == 200
    fields = {"prompt": PROMPT, "max_new_tokens": "3", "room_id": "7", "session_id": "s"}
    assert ask.post("/api/v2/generate", data=fields).json()["generated_text"] == "안녕, Lily! Tell"


def test_a_plain_question_needs_no_names(ask: httpx.Client) -> None:
    assert ask.post("/generate", data={"prompt": "How are you?"}).json()["generated_text"] == "How are you?"


def test_a_stream_brings_pieces_and_then_the_figures(ask: httpx.Client) -> None:
    with ask.stream("POST", "/generate", data={"prompt": PROMPT, "stream": "true"}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        events = list(read_events(response))
    assert [event["text"] for event in events[:-1]] == ["안녕,", " Lily!", " Tell", " us", " a", " story"]
    assert events[-1]["done"] is True
    assert events[-1]["usage"]["completion_tokens"] == 6
    assert events[-1]["timings"]["decode_ms"] >= 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("max_length", "0"),
        ("max_length", "-3"),
        ("max_length", "513"),
        ("max_new_tokens", "many"),
        ("temperature", "2.1"),
        ("temperature", "nan"),
        ("top_p", "1.5"),
        ("do_sample", "perhaps"),
        ("prompt", "   "),
    ],
)
def test_a_bad_field_is_named(ask: httpx.Client, field: str, value: str) -> None:
    response = ask.post("/generate", data={"prompt": PROMPT, field: value})
    assert response.status_code == 422
    assert response.json().keys() == {"detail", "code"}
    assert response.json()["code"] == "bad_request"
    assert field in response.json()["detail"]


def test_a_missing_prompt_is_named(ask: httpx.Client) -> None:
    response = ask.post("/generate", data={"max_length": "5"})
    assert (response.status_code, response.json()["code"]) == (422, "bad_request")
    assert "prompt" in response.json()["detail"]


def test_an_empty_field_counts_as_not_sent(ask: httpx.Client) -> None:
    assert ask.post("/generate", data={"prompt": PROMPT, "temperature": "", "max_length": ""}).status_code == 200


def test_a_prompt_over_the_bound_is_too_large(ask: httpx.Client) -> None:
    response = ask.post("/generate", data={"prompt": "가" * 16_001})
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_a_picture_is_refused_clearly(ask: httpx.Client) -> None:
    response = ask.post("/generate", data={"prompt": PROMPT}, files={"image1": ("a.png", b"png", "image/png")})
    assert (response.status_code, response.json()["code"]) == (415, "images_unsupported")


def test_other_errors_have_the_same_shape(ask: httpx.Client) -> None:
    answers = [
        (ask.get("/nowhere"), 404, "not_found"),
        (ask.get("/generate"), 405, "method_not_allowed"),
        (ask.post("/generate", json={"prompt": "hi"}), 422, "bad_request"),
        (ask.post("/generate", content=b"x", headers={"Content-Type": "multipart/form-data"}), 400, "bad_request"),
    ]
    for response, status, code in answers:
        assert response.json().keys() == {"detail", "code"}
        assert (response.status_code, response.json()["code"]) == (status, code)


def test_there_is_no_document_call_yet(ask: httpx.Client) -> None:
    assert ask.post("/rag/generate", data={"query": "x"}).status_code == 404
