"""The client of a Lily server: `POST /generate`, whole or streamed. The contract is in docs/lily.md."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import structlog
from django.conf import settings

from chat.ai.provider import ErrorKind, Piece, ProviderError, Question
from chat.ai.settings import load_policy, may_carry_token

FEATURES_SECONDS = 60.0  # how long what a Lily said of herself is believed
MOST_BODY = 500  # characters of a failure's body in the log
MOST_ANSWER = 200_000  # bytes of an answer that are read at all

log = structlog.get_logger("chat.ai.lily")
_KIND_BY_STATUS: dict[int, ErrorKind] = {401: "refused", 403: "refused", 429: "busy", 503: "busy", 504: "timeout"}


@dataclass
class CallLog:
    """What is known of one call; written as one line at its end, whatever the end is."""

    url: str
    values: dict[str, Any] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    def mark(self, name: str) -> None:
        """Note the milliseconds since the start, the first time."""
        self.values.setdefault(name, round((time.monotonic() - self.started) * 1000))

    def note_body(self, body: str) -> None:
        token = settings.LILY_TOKEN
        safe = body.replace(token, "***") if token else body
        self.values["body"] = "".join(char if char.isprintable() else " " for char in safe[:MOST_BODY])

    async def trace(self, name: str, _info: Any) -> None:
        """httpx's trace hook: when the connection stood."""
        if name in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self.mark("connect_ms")


class LilyProvider:
    """One connection pool for all calls of this process."""

    def __init__(self) -> None:
        timeout = httpx.Timeout(
            settings.LILY_SILENCE_SECONDS, connect=settings.LILY_CONNECT_SECONDS, pool=settings.LILY_CONNECT_SECONDS
        )
        self._http = httpx.AsyncClient(timeout=timeout, follow_redirects=False)
        self._features: dict[str, tuple[float, frozenset[str]]] = {}

    async def close(self) -> None:
        await self._http.aclose()

    async def generate(self, question: Question) -> AsyncIterator[Piece]:
        """Ask Lily. Raises ProviderError; every call leaves one log line without the token."""
        base = question.settings.lily_api_url + settings.LILY_API_PREFIX
        call = CallLog(url=f"{base}/generate")
        form = self._form(question)
        call.values |= {key: form[key] for key in ("max_length", "temperature", "do_sample") if key in form}
        call.values["prompt_chars"] = len(question.prompt)
        log.debug("lily_prompt", prompt=question.prompt)
        outcome = "closed"
        try:
            if "stream" in await self._load_features(base, call):
                form["stream"] = "true"
            async with asyncio.timeout(settings.LILY_TOTAL_SECONDS):
                async for piece in self._call(call, form):
                    yield piece
            outcome = "ok"
        except ProviderError as error:
            outcome = error.kind
            raise
        except (httpx.TimeoutException, TimeoutError) as error:
            outcome = "unreachable" if isinstance(error, httpx.ConnectTimeout) else "timeout"
            raise ProviderError("unreachable" if isinstance(error, httpx.ConnectTimeout) else "timeout") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            outcome = "unreachable"
            raise ProviderError("unreachable") from error
        finally:
            call.mark("total_ms")
            log.info("lily_call", url=call.url, outcome=outcome, **call.values)

    def _form(self, question: Question) -> dict[str, str]:
        """The form fields. Text only: no sampling, so `temperature` and `top_p` do nothing here but are sent."""
        form = {
            "prompt": question.prompt,
            "max_length": str(question.settings.max_tokens),
            "max_new_tokens": str(question.settings.max_tokens),  # its name under /api/v2
            "temperature": str(0.7 if question.settings.temperature is None else question.settings.temperature),
            "top_p": "0.9",
            "do_sample": "False",
            "room_id": f"room-{question.room_id}",  # Lily queues fairly by it
        }
        if question.settings.model:
            form["model_id"] = question.settings.model
        return form

    async def _call(self, call: CallLog, form: dict[str, str]) -> AsyncIterator[Piece]:
        multipart = {name: (None, value) for name, value in form.items()}
        request = self._http.build_request("POST", call.url, files=multipart, headers=_headers(call.url))
        request.extensions = {**request.extensions, "trace": call.trace}
        response = await self._http.send(request, stream=True)
        try:
            call.values["status"] = response.status_code
            if response.status_code != httpx.codes.OK:
                call.note_body(await _read(response))
                raise ProviderError(_KIND_BY_STATUS.get(response.status_code, "broken"))
            pieces = _read_stream if _is_stream(response) else _read_whole
            async for piece in pieces(response, call):
                if piece.text:
                    call.mark("first_text_ms")
                yield piece
        finally:
            await response.aclose()

    async def _load_features(self, base: str, call: CallLog) -> frozenset[str]:
        """What this Lily says she can, in `/health`; nothing when she does not say."""
        known = self._features.get(base)
        if known is not None and time.monotonic() - known[0] < FEATURES_SECONDS:
            return known[1]
        features = frozenset[str]()
        try:
            response = await self._http.get(
                f"{base}/health",
                headers=_headers(base),
                timeout=settings.LILY_CONNECT_SECONDS,
                extensions={"trace": call.trace},
            )
        except (httpx.ReadTimeout, httpx.RemoteProtocolError):
            return features  # she may still answer the call itself
        if response.status_code == httpx.codes.OK:
            body = _parse_object(response.text)
            listed = body.get("features") if body else None
            features = (
                frozenset(item for item in listed if isinstance(item, str)) if isinstance(listed, list) else features
            )
            self._features[base] = (time.monotonic(), features)
        return features


async def ask_health(base: str) -> bool:
    """Whether a Lily answers at this address: 200 is what counts. Raises httpx.HTTPError."""
    async with httpx.AsyncClient(timeout=2.0, follow_redirects=False) as http:
        response = await http.get(f"{base}/health", headers=_headers(base))
    return response.is_success


def _headers(url: str) -> dict[str, str]:
    """The Bearer token, only for an address that the operator configured."""
    if settings.LILY_TOKEN and may_carry_token(url, load_policy()):
        return {"Authorization": f"Bearer {settings.LILY_TOKEN}"}
    return {}


def _is_stream(response: httpx.Response) -> bool:
    kind: str = response.headers.get("content-type", "")
    return kind.startswith("text/event-stream")


async def _read(response: httpx.Response) -> str:
    """The body, bounded."""
    body = b""
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > MOST_ANSWER:
            break
    return body.decode("utf-8", "replace")


async def _read_whole(response: httpx.Response, call: CallLog) -> AsyncIterator[Piece]:
    """A whole JSON answer; its text is in `generated_text` (or `response`)."""
    text = await _read(response)
    body = _parse_object(text)
    answers = [] if body is None else [body.get("generated_text"), body.get("response")]
    answer = next((found for found in answers if isinstance(found, str)), None)
    if body is None or answer is None:
        call.note_body(text)
        raise ProviderError("empty" if not text.strip() else "nonsense")
    model = body.get("model_name")
    yield Piece(text=answer, model=model if isinstance(model, str) else "")


async def _read_stream(response: httpx.Response, call: CallLog) -> AsyncIterator[Piece]:
    """Server-sent events: `{"text"}` pieces, then `{"done": true}`; `{"error"}` breaks it off."""
    received = 0
    async for line in response.aiter_lines():
        if not line.startswith("data:"):
            continue
        received += len(line)
        event = _parse_object(line[5:])
        if event is None or event.get("error") is not None or received > MOST_ANSWER:
            call.note_body(line)
            raise ProviderError("broken")
        model = event.get("model_name")
        text = event.get("text")
        yield Piece(text=text if isinstance(text, str) else "", model=model if isinstance(model, str) else "")
        if event.get("done"):
            return
    raise ProviderError("broken")


def _parse_object(text: str) -> dict[str, Any] | None:
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None
