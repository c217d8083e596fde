"""The engine for GGUF weights: llama.cpp by xllamacpp.

Here: loading, template, tokens, sampling, timing. Not here: which file is loaded (``loading``), what is said to a model
(``dialogue``), HTTP towards our callers. ``xllamacpp`` is imported when a model is loaded, after the thread limits.
"""

import secrets
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

from lily.dialogue import Dialogue
from lily.engine import FinishReason, GenerateRequest, ModelCard, Outcome
from lily.errors import LilyError, refuse_too_large
from lily.llama_door import LlamaDoor
from lily.prompt import Conversation, HeadCleaner, parse_prompt, shorten_conversation

# Tokens per step of reading a prompt. A stop is seen between steps: 128 are about 1.3 s of a 0.5B model on one core.
BATCH = 128
MOST_CUTS = 6


class ModelLoadError(Exception):
    """The file is not a model that this runtime can load."""


class LlamaEngine:
    """One model. Each language has its own cache of the words before a talk, so that changing it costs nothing."""

    def __init__(
        self, path: Path, card: ModelCard, dialogue: Dialogue, *, threads: int, context: int, slots: int
    ) -> None:
        import xllamacpp

        self.card = card
        self._dialogue = dialogue
        self._folder = tempfile.TemporaryDirectory(prefix="lily-")  # mode 0700: only we can reach the socket
        self._pinned = slots == 1
        self._api_key = secrets.token_urlsafe(32)
        params = xllamacpp.CommonParams()
        params.model.path = str(path)
        params.n_parallel = slots * len(dialogue.languages)
        params.n_ctx = context * params.n_parallel
        params.n_batch = params.n_ubatch = BATCH
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
        params.hostnames = [str(Path(self._folder.name) / "llama.sock")]
        params.api_keys = [self._api_key]
        params.n_threads_http = 2
        params.ui = params.endpoint_slots = params.cache_idle_slots = params.fit_params = False
        params.cache_ram_mib = 0
        params.verbosity = -1
        try:
            self._server: Any = xllamacpp.Server(params)
        except RuntimeError as error:
            self._folder.cleanup()
            raise ModelLoadError(f"{path} cannot be loaded: {error}") from error
        self._door = LlamaDoor(params.hostnames[0], self._api_key)
        self._room = self._door.read_context()
        self._warm_up()

    def generate(self, request: GenerateRequest, on_text: Callable[[str], None], stop: Event) -> Outcome:
        started = time.perf_counter()
        talk = parse_prompt(request.prompt)
        if not talk.question:
            talk = Conversation(talk.persona, (), talk.earlier[-1] if talk.earlier else request.prompt.strip())
        tokens = self._tokenise(talk, request.max_new_tokens)
        tokenised = time.perf_counter()
        writing = _Writing(HeadCleaner((*talk.names, talk.answerer)), on_text, stop)
        self._server.handle_completions(self._build_call(request, talk, tokens), writing.take)
        return writing.finish(len(tokens), started, tokenised)

    def close(self) -> None:
        """Free the model. Nothing may be generating any more."""
        self._server = None
        self._folder.cleanup()

    def _tokenise(self, talk: Conversation, new_tokens: int) -> list[int]:
        """The tokens of the whole prompt. A talk that does not fit loses its beginning."""
        budget = self._room - new_tokens - 1
        for _ in range(MOST_CUTS):
            tokens = self._door.tokenise(self._dialogue.build_messages(talk))
            over = len(tokens) - budget
            if over <= 0:
                return tokens
            share = self._door.count_tokens("\n".join((*talk.earlier, talk.question)))
            if share <= over:
                break
            talk = shorten_conversation(talk, 0.95 * (share - over) / share)
        raise refuse_too_large(f"The prompt leaves no room: this model takes {self._room} tokens with the answer.")

    def _build_call(self, request: GenerateRequest, talk: Conversation, tokens: list[int]) -> dict[str, object]:
        language = self._dialogue.choose_language(talk)
        call: dict[str, object] = {
            "prompt": tokens,
            "max_tokens": request.max_new_tokens,
            "stream": True,
            "return_progress": True,
            "cache_prompt": True,
            "stop": self._dialogue.find_stops(talk),
            **self._dialogue.find_sampling(language),
        }
        if request.do_sample:
            call |= {"temperature": request.temperature, "top_p": request.top_p}
        else:
            call |= {"temperature": 0.0}
        if self._pinned:
            call["id_slot"] = self._dialogue.languages.index(language)
        return call

    def _warm_up(self) -> None:
        """Read the words before a talk once in each language: the first caller does not wait for them."""
        for word in self._dialogue.greetings:
            self.generate(GenerateRequest(word, max_new_tokens=1), lambda _: None, Event())


class _Writing:
    """The answer of one call while it is being written. ``take`` is llama.cpp's callback: True means stop."""

    def __init__(self, head: HeadCleaner, on_text: Callable[[str], None], stop: Event) -> None:
        self._head = head
        self._on_text = on_text
        self._stop = stop
        self._pieces: list[str] = []
        self._tokens = 0
        self._reason: FinishReason = "stop"
        self._first = 0.0
        self._error: LilyError | None = None

    def take(self, chunk: dict[str, Any]) -> bool:
        if error := chunk.get("error"):
            self._error = LilyError(500, "engine", str(error.get("message", "the model failed")))
            return True
        if self._stop.is_set():
            self._reason = "cancelled"
            return True
        choice = (chunk.get("choices") or [{}])[0]
        if piece := choice.get("text"):
            self._first = self._first or time.perf_counter()
            self._tokens += 1
            self._show(self._head.feed(piece))
        if choice.get("finish_reason") == "length":
            self._reason = "length"
        self._tokens = int(chunk.get("timings", {}).get("predicted_n", self._tokens))
        return False

    def finish(self, prompt_tokens: int, started: float, tokenised: float) -> Outcome:
        if self._error:
            raise self._error
        self._show(self._head.flush())
        ended = time.perf_counter()
        first = self._first or ended
        decode_s = ended - first
        timings = {
            "tokenise_ms": round((tokenised - started) * 1000, 1),
            "first_token_ms": round((first - started) * 1000, 1),
            "decode_ms": round(decode_s * 1000, 1),
        }
        if self._tokens > 1 and decode_s > 0:
            timings["tokens_per_second"] = round((self._tokens - 1) / decode_s, 1)
        return Outcome("".join(self._pieces), prompt_tokens, self._tokens, self._reason, timings)

    def _show(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._on_text(text)
