"""How Lily starts, waits, stops and keeps people apart, on the echo engine at a slow pace."""

import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.lily.running import LONG, PROMPT, StartLily, read_events

SLOW = {"LILY_ECHO_DELAY_MS": "50"}


def test_while_loading_health_answers_and_generate_asks_to_come_back(start_lily: StartLily) -> None:
    lily = start_lily(wait=False, LILY_ECHO_LOAD_MS="60000")
    with lily.connect() as client:
        assert client.get("/health").json() == {
            "status": "loading",
            "model_loaded": False,
            "model_name": "echo",
            "features": ["stream"],
        }
        response = client.post("/generate", data={"prompt": PROMPT})
    assert (response.status_code, response.json()["code"]) == (503, "loading")
    assert int(response.headers["retry-after"]) >= 1
    lily.wait_for_line("loading model echo")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_while_loading(start_lily: StartLily, sign: signal.Signals) -> None:
    lily = start_lily(wait=False, LILY_ECHO_LOAD_MS="60000")
    lily.wait_for_line("loading model")
    code, seconds = lily.stop(sign)
    assert code == 0
    assert seconds < 5


def test_a_signal_stops_it_while_writing(start_lily: StartLily) -> None:
    lily = start_lily(**SLOW)
    with lily.connect() as client, client.stream("POST", "/generate", data={"prompt": LONG, "stream": "1"}) as response:
        events = read_events(response)
        assert "text" in next(events)
        code, seconds = lily.stop()
        last = list(events)[-1]
    assert last == {"error": {"code": "stopping", "detail": "Lily is going to sleep. Please ask again soon."}}
    assert code == 0
    assert seconds < 5


def test_a_taken_port_is_one_clear_line(start_lily: StartLily) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        lily = start_lily(wait=False, LILY_PORT=port)
        assert lily.process.wait(timeout=15) == 1
    line = lily.wait_for_line("cannot start", port)
    assert "Address already in use" in line
    assert lily.lines == [line]


def test_without_a_model_it_says_what_to_do_and_never_echoes(start_lily: StartLily, tmp_path: Path) -> None:
    lily = start_lily(wait=False, LILY_MODEL="", XDG_CACHE_HOME=str(tmp_path))
    assert lily.process.wait(timeout=15) == 1
    lily.wait_for_line("python -m lily.fetch")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"LILY_MODEL": "gpt-9"}, "LILY_MODEL=gpt-9 is not known"),
        ({"LILY_MODEL_PATH": "/nowhere/x.gguf"}, "/nowhere/x.gguf is not a file"),
        ({"LILY_MODEL": "hub:nonsense"}, "is not hub:"),
        ({"CPU_THREADS": "many"}, "CPU_THREADS"),
    ],
)
def test_a_wrong_setting_is_said_and_ends_it(start_lily: StartLily, settings: dict[str, str], said: str) -> None:
    lily = start_lily(wait=False, **settings)
    assert lily.process.wait(timeout=15) == 1
    lily.wait_for_line(said)


def test_a_file_that_is_no_model_ends_it(start_lily: StartLily, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF but not really")
    lily = start_lily(wait=False, LILY_MODEL_PATH=str(broken))
    assert lily.process.wait(timeout=30) == 1
    lily.wait_for_line("model failed", "broken.gguf")


def test_closing_a_stream_stops_the_model(start_lily: StartLily) -> None:
    lily = start_lily(**SLOW)
    fields = {"prompt": LONG, "max_length": "400", "stream": "true"}
    with lily.connect() as client, client.stream("POST", "/generate", data=fields) as response:
        next(read_events(response))
    assert "status=499" in lily.wait_for_line("generate", "cancelled")
    with lily.connect() as client:  # the turn is free again
        assert client.post("/generate", data={"prompt": "hi"}).json()["generated_text"] == "hi"


def test_giving_up_on_a_whole_answer_stops_the_model(start_lily: StartLily) -> None:
    lily = start_lily(**SLOW)
    with lily.connect() as client, pytest.raises(httpx.ReadTimeout):
        client.post("/generate", data={"prompt": LONG, "max_length": "400"}, timeout=0.4)
    assert "status=499" in lily.wait_for_line("generate", "cancelled")


def test_who_gives_up_while_waiting_is_never_written(start_lily: StartLily) -> None:
    lily = start_lily(**SLOW)
    with lily.connect() as first, first.stream("POST", "/generate", data={"prompt": LONG, "stream": "1"}) as response:
        events = read_events(response)
        next(events)
        with lily.connect() as second, pytest.raises(httpx.ReadTimeout):
            second.post("/generate", data={"prompt": "hello"}, timeout=0.2)
        assert "tokens_out" not in lily.wait_for_line("finish='cancelled'")


def test_a_full_line_is_busy(start_lily: StartLily) -> None:
    lily = start_lily(LILY_QUEUE_MAX="0", **SLOW)
    with lily.connect() as first, first.stream("POST", "/generate", data={"prompt": LONG, "stream": "1"}) as response:
        events = read_events(response)
        next(events)
        with lily.connect() as second:
            refused = second.post("/generate", data={"prompt": "hello"})
            also_streaming = second.post("/generate", data={"prompt": "hello", "stream": "true"})
    assert (refused.status_code, refused.json()["code"]) == (503, "busy")
    assert int(refused.headers["retry-after"]) >= 1
    assert also_streaming.status_code == 503


def test_several_callers_are_all_answered(ask: httpx.Client) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: ask.post("/generate", data={"prompt": f"number {n}"}).json(), range(24)))
    assert [answer["generated_text"] for answer in answers] == [f"number {n}" for n in range(24)]


def test_a_body_over_the_bound_is_too_large(start_lily: StartLily) -> None:
    big = b"prompt=" + b"x" * 1_100_000
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    with start_lily(LILY_MAX_UPLOAD_MB="1").connect() as client:
        announced = client.post("/generate", content=big, headers=kind)
        in_chunks = client.post("/generate", content=iter([big[:9], big[9:]]), headers=kind)
    for response in (announced, in_chunks):
        assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_with_a_token_every_call_but_health_needs_it(start_lily: StartLily) -> None:
    lily = start_lily(LILY_TOKEN="hearth-secret")
    with lily.connect() as client:
        assert client.get("/health").status_code == 200
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "hearth-secret"}):
            for response in (client.get("/models", headers=headers), client.post("/api/v2/generate", headers=headers)):
                assert response.status_code == 401
                assert response.json()["code"] == "unauthorized"
        good = {"Authorization": "Bearer hearth-secret"}
        assert client.post("/generate", data={"prompt": "hi"}, headers=good).json()["generated_text"] == "hi"
    assert not any("hearth-secret" in line for line in lily.lines)


def test_other_origins_are_let_in_only_by_setting(start_lily: StartLily, ask: httpx.Client) -> None:
    origin = {"Origin": "https://hearth.example"}
    assert "access-control-allow-origin" not in ask.get("/health", headers=origin).headers
    lily = start_lily(LILY_CORS_ORIGINS="https://hearth.example, https://b.example", LILY_TOKEN="t")
    asking = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    with lily.connect() as client:
        response = client.options("/generate", headers=asking)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "https://hearth.example"


def test_the_log_tells_times_and_never_the_prompt(start_lily: StartLily) -> None:
    lily = start_lily(LILY_LOG_FORMAT="json")
    with lily.connect() as client:
        client.post("/generate", data={"prompt": "my secret words"})
    line = lily.wait_for_line('"event": "generate"')
    for name in ("prompt_chars", "queue_ms", "tokenise_ms", "first_token_ms", "decode_ms", "tokens_in", "tokens_out"):
        assert f'"{name}"' in line
    assert not any("secret" in line for line in lily.lines)
